"""A test run that is ended from outside leaves no server and no folder behind."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.data import REPOSITORY
from tests.harness.databases import tidy_up
from tests.harness.selection import some_in_short

PATIENCE = 120  # seconds: the run makes a PostgreSQL cluster and starts a server
WAITS = """
import time
from pathlib import Path

def test_waits(pytestconfig, served):
    Path(__file__).with_name("waiting").write_text(str(pytestconfig.workplace))
    time.sleep(600)
"""


class Run:
    """A small run of pytest in a process group of its own; its one test waits for ever."""

    def __init__(self, folder, *options: str):
        self.folder = folder
        (folder / "test_waits.py").write_text(WAITS)
        arguments = ["-m", "pytest", "-c", "pyproject.toml", "-p", "tests.conftest", *options]
        arguments += ["-p", "no:cacheprovider", "--engine", "postgresql"]
        with (folder / "output").open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, *arguments, str(folder / "test_waits.py")],
                cwd=REPOSITORY,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def workplace(self) -> str:
        """Where it keeps its databases, as soon as its test waits."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            with suppress(OSError):
                if noted := (self.folder / "waiting").read_text():
                    return noted
            time.sleep(0.1)
        raise AssertionError((self.folder / "output").read_text())

    def kill(self) -> None:
        """End it and, where this test failed, what it has left."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        with suppress(OSError):
            workplace = (self.folder / "waiting").read_text()
            for process in living_in(workplace):
                process.kill()
            tidy_up(Path(workplace))


@pytest.fixture
def started(tmp_path):
    """`started("-n", "1")`: such a run, which is gone after the test."""
    runs = []

    def start(*options: str) -> Run:
        runs.append(Run(tmp_path, *options))
        return runs[-1]

    yield start
    for run in runs:
        run.kill()


def living_in(workplace: str) -> list[psutil.Process]:
    """The processes that name the folder in their command line or their environment."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            words = [*process.cmdline(), *process.environ().values()]
            if any(workplace in word for word in words):
                found.append(process)
    return found


def is_running(word: str, workplace: str) -> bool:
    return any(word in " ".join(process.cmdline()) for process in living_in(workplace))


ENDINGS = {
    "told-as-a-group": (signal.SIGTERM, os.killpg, ["-n", "1"]),
    "told-alone": (signal.SIGTERM, os.kill, ["-n", "1"]),
    "in-one-process": (signal.SIGTERM, os.kill, []),
    "terminal-closed": (signal.SIGHUP, os.killpg, ["-n", "1"]),
    "ctrl-c": (signal.SIGINT, os.killpg, ["-n", "1"]),
}


@pytest.mark.slow
@pytest.mark.parametrize("ending", some_in_short(ENDINGS, ()))
def test_a_run_that_is_ended_leaves_nothing(started, ending):
    number, tell, options = ENDINGS[ending]
    run = started(*options)
    workplace = run.workplace()
    assert is_running("postgres", workplace)
    assert is_running("serve", workplace)
    tell(run.process.pid, number)
    time.sleep(0.2)
    tell(run.process.pid, number)  # whoever waits for the end is impatient
    assert run.process.wait(60) == pytest.ExitCode.INTERRUPTED
    assert not os.path.exists(workplace)
    assert not living_in(workplace)
