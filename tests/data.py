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


def part_of(file: Path, folder: Path, wanted) -> Path:
    """A file in `folder` with the lines of which `wanted(line, place)` holds."""
    part = folder / file.name
    lines = file.read_text("utf-8").splitlines(keepends=True)
    kept = [line for place, line in enumerate(lines) if wanted(line, place)]
    part.write_text("".join(kept), "utf-8")
    return part
