"""Everything that gets installed is under a licence that lets the forum stay under its own."""

from email.message import Message
from importlib.metadata import PackageNotFoundError, distribution

import pytest

from tests.house.licences import READ_ELSEWHERE, is_silent, objection
from tests.house.locked import LOCKS, locked


@pytest.fixture(scope="module")
def installed() -> dict:
    """The distributions that the locks name, as far as they are for this machine."""
    names = {one.name for lock in LOCKS.values() for one in locked(lock) if one.is_wanted_here}
    found, missing = {}, []
    for name in sorted(names):
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:
            missing.append(name)
    assert not missing, f"locked, but not installed; run `make lint`: {missing}"
    return found


def test_no_licence_is_stronger_than_the_lgpl(installed):
    found = [objection(name, one.metadata) for name, one in installed.items()]
    assert len(found) > 90, "the locks are read in a way that misses packages"
    assert not any(found), "\n".join(filter(None, found))


def test_only_the_silent_ones_are_read_elsewhere(installed):
    silent = {name for name, one in installed.items() if is_silent(one)}
    assert silent == set(READ_ELSEWHERE)
    assert all(len(where) > 10 for _, where in READ_ELSEWHERE.values())


@pytest.mark.parametrize(
    "fields",
    [
        {"License-Expression": "GPL-3.0-or-later"},
        {"License-Expression": "MIT AND GPL-2.0-only"},
        {"License-Expression": "AGPL-3.0-only"},
        {"License": "GPLv3"},
        {"License": "GNU General Public License v3"},
        {
            "License": "MIT",
            "Classifier": "License :: OSI Approved :: GNU General Public License (GPL)",
        },
        {"Classifier": "License :: OSI Approved :: GNU Affero General Public License v3"},
        {"License-Expression": "Elastic-2.0"},
        {"License-Expression": "(MIT OR GPL-2.0-only) AND Elastic-2.0"},
        {"Classifier": "License :: OSI Approved"},
        {},
    ],
)
def test_a_planted_licence_is_objected_to(fields):
    assert objection("planted", planted(fields))


@pytest.mark.parametrize(
    "fields",
    [
        {"License-Expression": "LGPL-3.0-or-later"},
        {"License-Expression": "Apache-2.0 OR BSD-3-Clause"},
        {"License": "a text " * 50, "Classifier": "License :: OSI Approved :: BSD License"},
        {"License": "LGPL", "Classifier": "License :: OSI Approved :: MIT License"},
    ],
)
def test_a_licence_that_is_allowed_is_not(fields):
    assert objection("planted", planted(fields)) is None


def planted(fields: dict) -> Message:
    metadata = Message()
    for name, value in fields.items():
        metadata[name] = value
    return metadata
