"""How much processor time each test takes; whether it may, by its mark and its folder's budget."""

import json
import resource
import time
import tomllib
from pathlib import Path

BUDGETS = Path(__file__).resolve().parents[1] / "budgets.toml"
# Seconds of processor time; a test that takes more is marked `slow`. Those over 0.15 are, too, so
# that a busy machine fails none of the others.
FAST = 0.5
# What `_unit_of_work` takes on the machine for which FAST and the budgets were set.
UNIT = 0.045


def processor_time() -> float:
    """Seconds of this process and of those it has waited for."""
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def slowness() -> float:
    """How many times slower this machine is at the moment; 1 for one that is as fast or faster."""
    return max(1.0, min(_unit_of_work() for _attempt in range(3)) / UNIT)


def _unit_of_work() -> float:
    begun = time.process_time()
    words: dict[str, int] = {}
    for number in range(100_000):
        words[str(number % 977)] = words.get(str(number % 977), 0) + number
    return time.process_time() - begun


class Spent:
    """Sums of one process: per test, set-up and end included."""

    def __init__(self, is_strict: bool = True):
        self.is_strict = is_strict
        self.by_test: dict[str, float] = {}
        self.slowness = slowness()

    def add(self, test: str, seconds: float) -> None:
        """Count these seconds of processor time for the test."""
        self.by_test[test] = self.by_test.get(test, 0.0) + seconds

    def objection(self, seconds: float, is_slow: bool) -> str | None:
        """Why a test that took so long itself must not pass, or None."""
        if is_slow or not self.is_strict or seconds <= FAST * self.slowness:
            return None
        return (
            f"It took {seconds:.2f} s of processor time; over {FAST} s a test is marked `slow`"
            " (tests/harness/spent.py), or asks less of the forum."
        )

    def write(self, file: Path) -> None:
        """Leave for the run's first process what was spent in this one."""
        file.write_text(json.dumps([self.slowness, self.by_test]))


def read(files) -> dict[str, float]:
    """Seconds per test of all processes, as on the machine for which the budgets were set."""
    merged: dict[str, float] = {}
    for file in files:
        slower, by_test = json.loads(file.read_text())
        for test, seconds in by_test.items():
            merged[test] = merged.get(test, 0.0) + seconds / slower
    return merged


def by_folder(by_test: dict[str, float]) -> dict[str, float]:
    """`tests/cases/test_open.py::…` counts for `cases`."""
    folders: dict[str, float] = {}
    for test, seconds in by_test.items():
        folder = test.split("/")[1]
        folders[folder] = folders.get(folder, 0.0) + seconds
    return folders


def over_budget(by_test: dict[str, float], budgets: dict[str, int]) -> list[str]:
    """A sentence for each folder that takes more than its budget, or has none."""
    found = []
    for folder, seconds in sorted(by_folder(by_test).items()):
        budget = budgets.get(folder)
        if budget is None:
            found.append(
                f"tests/{folder} has no budget in {BUDGETS.name}; it took {seconds:.0f} s."
            )
        elif seconds > budget:
            found.append(f"tests/{folder} took {seconds:.0f} s of processor time, not {budget} s.")
    return found


def budgets() -> dict[str, int]:
    """Seconds of processor time for each folder's tests in `make test`."""
    return tomllib.loads(BUDGETS.read_text())["seconds"]
