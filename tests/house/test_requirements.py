"""What a person pinned is what is installed: every package has its version and its hashes."""

import re

import pytest

from tests.data import REPOSITORY
from tests.house.locked import LOCKS, canonicalize_name, locked, pins, read_lock

ADDRESS = re.compile(r"://|--index|--extra-index|--find-links| @ |(via|-[rc]) [./]")
PLANTED = """\
# made by hand
flask==3.1.3 \\
    --hash=sha256:d0e656c0b97f8c1a2e2cd0a4ee4bd8ba3d3ee9b0a0e2a8d0ee4f2b4a5c6d7e8f
    # via -r requirements.txt
colorama==0.4.6 ; sys_platform == 'nowhere'
"""


def test_a_lock_is_read_as_it_is_meant():
    flask, colorama = read_lock(PLANTED)
    assert (flask.name, flask.version, flask.is_wanted_here) == ("flask", "3.1.3", True)
    assert (colorama.version, colorama.is_wanted_here) == ("0.4.6", False)
    assert (flask.hashes, colorama.hashes) == (1, 0)


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned(name):
    loose = [str(one) for one in pins(name) if not re.fullmatch(r"==[^*,]+", str(one.specifier))]
    assert not loose, loose


@pytest.mark.parametrize("name", LOCKS)
def test_every_pin_stands_in_the_lock(name):
    held = {(one.name, one.version) for one in locked(LOCKS[name])}
    wanted = {
        (canonicalize_name(one.name), str(one.specifier).removeprefix("==")) for one in pins(name)
    }
    assert wanted <= held, f"run `make lock`: {wanted - held}"


@pytest.mark.parametrize("lock", LOCKS.values())
def test_every_locked_package_has_hashes(lock):
    found = locked(lock)
    assert len(found) > 40, "the lock is read in a way that misses packages"
    assert not [one.name for one in found if not one.hashes]


def test_the_forum_runs_on_the_same_packages_under_test():
    run, tested = (set(map(str, locked(lock))) for lock in LOCKS.values())
    assert run <= tested, run - tested


@pytest.mark.parametrize("lock", LOCKS.values())
def test_a_lock_names_no_server_and_no_folder(lock):
    lines = (REPOSITORY / lock).read_text("utf-8").splitlines()
    found = [line for line in lines if ADDRESS.search(line)]
    assert not found, found


def test_make_installs_by_the_locks_alone():
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    assert re.search(r"^INSTALL := .*pip install .*--require-hashes$", makefile, re.MULTILINE)
    installs = re.findall(r"^\t.*(?:\$\(INSTALL\)|pip install).*$", makefile, re.MULTILINE)
    assert {line.split()[-1] for line in installs} == set(LOCKS.values()), installs
    assert all("$(INSTALL) -r " in line for line in installs), installs
