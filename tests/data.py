"""Where the large test files lie that are not part of the repository; it never copies them in."""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


def data_directory() -> Path:
    """The folder of shared test data: `WARTEMARKE_TEST_DATA`, else `../shared/data`."""
    named = os.environ.get("WARTEMARKE_TEST_DATA")
    return Path(named) if named else REPOSITORY.parent / "shared" / "data"


def shared_data(name: str) -> Path:
    """The path of one data set or a file in it; skips the test with a reason when missing."""
    path = data_directory() / name
    if not path.exists():
        pytest.skip(f"test data {name!r} is not here; WARTEMARKE_TEST_DATA names its folder")
    return path
