"""The one folder of a test run, shared by its processes; refuses to outlive the run."""

import fcntl
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

PREFIX = "wartemarke-"
ROOMY = 2_000_000_000  # bytes free that a memory disk needs before the databases go there


def make_workplace() -> Path:
    """A new folder with a short path (socket paths end at 104 characters), in memory if roomy."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK)
    if roomy and shutil.disk_usage(memory).free < ROOMY:
        roomy = False
    made = Path(tempfile.mkdtemp(prefix=PREFIX, dir=memory if roomy else None))
    (made / "owner").write_text(str(os.getpid()))
    return made


def abandoned_workplaces(beside: Path) -> list[Path]:
    """Folders of runs that were killed before they could tidy up."""
    found = []
    for folder in beside.parent.glob(f"{PREFIX}*"):
        with suppress(OSError, ValueError):
            if not psutil.pid_exists(int((folder / "owner").read_text())):
                found.append(folder)
    return found


@contextmanager
def alone(workplace: Path, name: str):
    """Only one process of the run at a time is inside `name`."""
    with (workplace / f"{name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
