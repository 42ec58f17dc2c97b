"""An implementation by others (tlog-scales) reads our trees, tiles and checkpoints, and agrees."""

import random

import pytest
from tlog_scales.reader import TilesReader
from tlog_scales.signing import Vkey
from tlog_scales.tiles import leaf_hash, tile_path
from tlog_scales.tlog import ConsistencyProof, InclusionProof

from forum.ledger import tree

TREES = 1000
LARGEST = 700  # more than two tiles, and a level above them
SEED = 9162


class Folder(dict):
    """Files by path, as the other implementation asks for them."""

    def get(self, *path):
        return super().get("/".join(path))


def folder_of(leaves: list[bytes]) -> Folder:
    """The tiles over these leaf hashes, as C2SP's tlog-tiles cuts them."""
    files, level, hashes = Folder(), 0, leaves
    while hashes:
        parts = [hashes[at : at + 256] for at in range(0, len(hashes), 256)]
        for number, part in enumerate(parts):
            path = tile_path(level, number, len(part) % 256)
            files["/".join(path)] = b"".join(part)
        hashes = [tree.root_of(part) for part in parts if len(part) == 256]
        level += 1
    return files


@pytest.mark.slow
def test_it_agrees_on_a_thousand_random_trees():
    chance = random.Random(SEED)
    for _ in range(TREES):
        size = chance.randint(1, LARGEST) if chance.random() < 0.1 else chance.randint(1, 40)
        entries = [chance.randbytes(chance.randint(0, 60)) for _ in range(size)]
        leaves = [tree.leaf_hash(entry) for entry in entries]
        assert leaves == [leaf_hash(entry) for entry in entries]
        other = TilesReader(folder_of(leaves))
        other.set_size(size)
        root = tree.root_of(leaves)
        assert other.calculate_root_hash() == root
        check_proofs(other, leaves, chance)


def check_proofs(other: TilesReader, leaves: list[bytes], chance) -> None:
    """Ours are theirs, and each believes the other's."""

    def hash_at(level, index):
        return tree.root_of(leaves[index << level : (index + 1) << level])

    size = len(leaves)
    index, earlier = chance.randrange(size), chance.randint(0, size)
    root, first = tree.root_of(leaves), tree.root_of(leaves[:earlier])
    ours = tree.inclusion_proof(index, size, hash_at)
    assert ours == other.get_inclusion_proof(index, size).node_hashes
    InclusionProof(index, size, ours).check(leaves[index], root)
    ours = tree.consistency_proof(earlier, size, hash_at)
    if earlier:
        assert ours == other.get_consistency_proof(earlier, size).node_hashes
    ConsistencyProof(earlier, size, ours).check(first, root)


class Published(Folder):
    """The public files of a log, straight from its reading interface."""

    def __init__(self, record):
        self.record = record

    def get(self, *path):
        from forum.ledger import tiles

        if path == ("checkpoint",):
            return self.record.newest().note.encode()
        _tile, level, *number = "/".join(path).replace(".p/", "/.p/").split("/")
        width = int(number.pop()) if ".p" in number else 256
        at = int("".join(one.strip("x") for one in number if one != ".p"))
        if level == "entries":
            return self.record.call(tiles.bundle, at, width)
        return self.record.call(tiles.tile, int(level), at, width)


@pytest.mark.slow
@pytest.mark.only_on("sqlite", reason="what is read is the same, and test_sealing covers both")
def test_it_reads_our_log_as_any_other(record):
    from forum.ledger import tiles

    for number in (3, 252, 1, 300):
        record.write(number)
        record.seal()
    [vkey] = record.call(tiles.public_keys)
    other = TilesReader(Published(record))
    checkpoint = other.get_checkpoint()
    checkpoint.verify(Vkey.from_string(vkey))
    assert (checkpoint.origin, checkpoint.size) == ("localhost/log", 556)
    assert other.calculate_root_hash() == checkpoint.root_hash
    for index in (0, 255, 256, 511, 555):
        proof = other.get_inclusion_proof(index, 556)
        assert proof.node_hashes == record.call(tiles.inclusion_of, index + 1, 556)
        proof.check(leaf_hash(other.get_entry(index)), checkpoint.root_hash)
    for earlier, root in record.checkpoints():
        proof = other.get_consistency_proof(earlier, 556)
        assert proof.node_hashes == record.call(tiles.consistency_of, earlier, 556)
        proof.check(bytes.fromhex(root), checkpoint.root_hash)
