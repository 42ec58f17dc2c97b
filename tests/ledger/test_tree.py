"""The tree: the reference roots of RFC 6962, and every proof for every size up to 130."""

import random

import pytest

from forum.ledger import tree

# From Google's certificate-transparency (merkle_tree_test.cc): eight inputs, and the root after
# each of them. The root of no inputs is the hash of nothing.
INPUTS = [
    bytes.fromhex(one)
    for one in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = """
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d
fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77
d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7
4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4
76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef
ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c
5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328
""".split()
LARGEST = 130

LEAVES = [tree.leaf_hash(bytes([number])) for number in range(LARGEST)]
REAL_ROOTS = [tree.root_of(LEAVES[:size]) for size in range(LARGEST + 1)]


def hash_at(level: int, index: int) -> bytes:
    """Complete subtrees of LEAVES, and of nothing else."""
    part = LEAVES[index << level : (index + 1) << level]
    assert len(part) == 1 << level, "a subtree that is not complete was asked for"
    return tree.root_of(part)


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_the_reference(size):
    leaves = [tree.leaf_hash(one) for one in INPUTS[:size]]
    assert tree.root_of(leaves).hex() == ROOTS[size]

    def complete(level, index):
        return tree.root_of(leaves[index << level : (index + 1) << level])

    assert tree.root_at(size, complete).hex() == ROOTS[size]


@pytest.mark.slow
def test_every_leaf_is_proved_in_every_tree_and_nothing_else_is():
    for size in range(1, LARGEST + 1):
        for index in range(size):
            proof = tree.inclusion_proof(index, size, hash_at)
            root = REAL_ROOTS[size]
            tree.verify_inclusion(index, size, LEAVES[index], proof, root)
            assert refused(tree.verify_inclusion, index, size, LEAVES[index - 1], proof, root) or (
                size == 1
            )
            for wrong in mangled(proof):
                assert refused(tree.verify_inclusion, index, size, LEAVES[index], wrong, root)


@pytest.mark.slow
def test_every_tree_is_proved_to_be_the_beginning_of_every_later_one():
    for later in range(LARGEST + 1):
        for earlier in range(later + 1):
            proof = tree.consistency_proof(earlier, later, hash_at)
            roots = REAL_ROOTS[earlier], REAL_ROOTS[later]
            tree.verify_consistency(earlier, later, *roots, proof)
            other = tree.leaf_hash(b"another history")
            assert refused(tree.verify_consistency, earlier, later, other, roots[1], proof)
            if earlier:
                assert refused(tree.verify_consistency, earlier, later, roots[0], other, proof)
            for wrong in mangled(proof):
                assert refused(tree.verify_consistency, earlier, later, *roots, wrong)


def test_an_altered_root_is_not_the_beginning_of_itself():
    with pytest.raises(ValueError, match="two different roots"):
        tree.verify_consistency(5, 5, REAL_ROOTS[5], REAL_ROOTS[6], [])


@pytest.mark.parametrize(
    "ask",
    [
        lambda: tree.inclusion_proof(3, 3, hash_at),
        lambda: tree.inclusion_proof(-1, 3, hash_at),
        lambda: tree.inclusion_proof(0, 0, hash_at),
        lambda: tree.consistency_proof(4, 3, hash_at),
        lambda: tree.consistency_proof(-1, 3, hash_at),
        lambda: tree.root_at(-1, hash_at),
        lambda: tree.verify_inclusion(3, 3, LEAVES[0], [], REAL_ROOTS[3]),
        lambda: tree.verify_consistency(4, 3, REAL_ROOTS[4], REAL_ROOTS[3], []),
    ],
)
def test_what_cannot_be_is_refused(ask):
    with pytest.raises(ValueError):
        ask()


def refused(verify, *arguments) -> bool:
    try:
        verify(*arguments)
    except ValueError:
        return True
    return False


def mangled(proof: list[bytes]):
    """One hash changed, one too few, one too many: none of them may be believed."""
    if proof:
        at = random.Random(len(proof)).randrange(len(proof))
        yield [*proof[:at], tree.leaf_hash(proof[at]), *proof[at + 1 :]]
        yield proof[:-1]
    yield [*proof, tree.EMPTY]
