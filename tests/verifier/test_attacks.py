"""Every attack on a published log is caught by the file that outsiders run, and named rightly."""

import shutil

import pytest

from forum.verifier import verify
from tests.verifier.attacks import ATTACKS, honest


@pytest.fixture(scope="session")
def pristine(tmp_path_factory):
    """The honest log, written once."""
    folder = tmp_path_factory.mktemp("log")
    honest(folder)
    return folder


@pytest.fixture
def log(pristine, tmp_path):
    """A copy that may be spoilt."""
    return shutil.copytree(pristine, tmp_path / "log")


def checked(folder, attack):
    return verify.check(
        verify.Folder(str(folder)), keys=attack.keys, kept=list(attack.kept.items())
    )


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_caught_and_named(log, attack):
    attack.apply(log)
    found = checked(log, attack).findings
    assert found, "nothing was noticed"
    first = found[0]
    named = first.code, first.seq, first.other
    assert named == (attack.code, attack.seq, attack.other), found
    assert first.place.startswith(attack.place), found
