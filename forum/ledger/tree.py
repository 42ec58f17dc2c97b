"""The Merkle tree of RFC 9162 (and 6962): roots, proofs and their checking; pure, no database.

A tree is read through `hash_at(level, index)`: the hash of the complete subtree over the leaves
`index · 2^level` up to, not including, `(index + 1) · 2^level`. Level 0 are the leaf hashes.
"""

import hashlib
from collections.abc import Callable, Sequence

HashAt = Callable[[int, int], bytes]

EMPTY = hashlib.sha256().digest()  # the root of a tree without leaves


def leaf_hash(entry: bytes) -> bytes:
    """`SHA-256(0x00 ‖ entry)`."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """`SHA-256(0x01 ‖ left ‖ right)`."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaf_hashes: Sequence[bytes]) -> bytes:
    """The root over these leaf hashes; O(n). What is left over at a level rises as it is."""
    level = list(leaf_hashes) or [EMPTY]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        left_over = level[-1:] if len(level) % 2 else []
        level = [node_hash(left, right) for left, right in pairs] + left_over
    return level[0]


def root_at(size: int, hash_at: HashAt) -> bytes:
    """The root of the tree of the first `size` leaves, from O(log size) complete subtrees."""
    _check(size >= 0, "a tree has no negative size")
    return _root(0, size, hash_at) if size else EMPTY


def inclusion_proof(index: int, size: int, hash_at: HashAt) -> list[bytes]:
    """What leads from leaf `index` to the root of the tree of `size` leaves (RFC 9162, 2.1.3.1)."""
    _check(0 <= index < size, "no such leaf in a tree of this size")
    begin, end, path = 0, size, []
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            path.append(_root(middle, end, hash_at))
            end = middle
        else:
            path.append(_root(begin, middle, hash_at))
            begin = middle
    return path[::-1]


def consistency_proof(m: int, n: int, hash_at: HashAt) -> list[bytes]:
    """That the tree of `m` leaves is the beginning of that of `n` (RFC 9162, 2.1.4.1)."""
    _check(0 <= m <= n, "the earlier tree cannot be the larger one")
    if m in (0, n):
        return []
    begin, end, path = 0, n, []
    while m != end:
        middle = begin + _split(end - begin)
        if m <= middle:
            path.append(_root(middle, end, hash_at))
            end = middle
        else:
            path.append(_root(begin, middle, hash_at))
            begin = middle
    whole = [_root(begin, end, hash_at)] if begin else []  # else it is the earlier root itself
    return whole + path[::-1]


def verify_inclusion(
    index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> None:
    """Raise ValueError unless the leaf hash stands at `index` under `root` (RFC 9162, 2.1.3.2)."""
    _check(0 <= index < size, "no such leaf in a tree of this size")
    at, last, found = index, size - 1, leaf
    for one in proof:
        _check(last > 0, "the proof is too long")
        if at % 2 or at == last:
            found = node_hash(one, found)
            while at % 2 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, one)
        at, last = at >> 1, last >> 1
    _check(last == 0, "the proof is too short")
    _check(found == root, "the entry is not under this root")


def verify_consistency(
    m: int, n: int, root_m: bytes, root_n: bytes, proof: Sequence[bytes]
) -> None:
    """Raise ValueError unless the tree of `m` is the beginning of that of `n` (2.1.4.2)."""
    _check(0 <= m <= n, "the earlier tree cannot be the larger one")
    if m in (0, n):
        _check(not proof, "the proof is too long")
        _check(root_m == (root_n if m else EMPTY), "two different roots for one size")
        return
    path = list(proof)
    if m & (m - 1) == 0:
        path.insert(0, root_m)
    _check(bool(path), "the proof is too short")
    at, last = m - 1, n - 1
    while at % 2:
        at, last = at >> 1, last >> 1
    earlier = later = path[0]
    for one in path[1:]:
        _check(last > 0, "the proof is too long")
        if at % 2 or at == last:
            earlier, later = node_hash(one, earlier), node_hash(one, later)
            while at % 2 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            later = node_hash(later, one)
        at, last = at >> 1, last >> 1
    _check(last == 0, "the proof is too short")
    _check(earlier == root_m, "the earlier root is no beginning of the later one")
    _check(later == root_n, "the proof does not lead to the later root")


def _root(begin: int, end: int, hash_at: HashAt) -> bytes:
    size = end - begin
    if size & (size - 1) == 0:
        level = size.bit_length() - 1
        return hash_at(level, begin >> level)
    middle = begin + _split(size)
    return node_hash(_root(begin, middle, hash_at), _root(middle, end, hash_at))


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << (size - 1).bit_length() - 1


def _check(holds: bool, else_say: str) -> None:
    if not holds:
        raise ValueError(else_say)
