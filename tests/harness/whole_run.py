"""Watches a whole run for processor time and statements; says at its end what does not hold."""

from pathlib import Path

import pytest

from tests.harness import selection, spent, statements_seen
from tests.harness.spent import Spent, processor_time
from tests.harness.statements_seen import COVER, Asked, Seen


def watch(config) -> None:
    """Watch in the processes that run tests; judge in the one that a person started."""
    is_worker = hasattr(config, "workerinput")
    if is_worker or not config.getoption("numprocesses", None):
        # What coverage takes for itself is no test's fault.
        is_strict = not config.getoption("cov_source", None)
        watching = Watching(config.workplace, is_strict=is_strict)
        config.pluginmanager.register(watching, "watching")
    if not is_worker and not config.getoption("collectonly"):
        config.pluginmanager.register(Judging(config), "judging")


class Watching:
    """Notes of each test what it takes and asks; fails one that is slow and not marked so."""

    def __init__(self, workplace: Path, *, is_strict: bool):
        self._folder = workplace / "watched"
        self._folder.mkdir(exist_ok=True)
        self._spent, self._seen = Spent(is_strict), Seen()
        self._seen.listen()
        self._took = self._called = 0.0

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item, nextitem):
        begun = processor_time()
        self._seen.now = item.nodeid if selection.engine_of(item) else ""
        self._called = begun
        if twin := selection.twin_on_postgresql(item):
            self._seen.twins[item.nodeid] = twin
        try:
            return (yield)
        finally:
            # The last one of a process ends the browser, whose whole time would count as its own.
            ended = self._called if nextitem is None else processor_time()
            self._spent.add(item.nodeid, ended - begun)
            self._seen.now = ""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item):
        begun = processor_time()
        try:
            return (yield)
        finally:
            self._called = processor_time()
            self._took = self._called - begun

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        report = yield
        if call.when == "call" and report.passed:
            is_slow = item.get_closest_marker("slow") is not None
            if objection := self._spent.objection(self._took, is_slow):
                report.outcome, report.longrepr = "failed", objection
        return report

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session):
        name = getattr(session.config, "workerinput", {}).get("workerid", "alone")
        self._spent.write(self._folder / f"{name}.spent.json")
        self._seen.write(self._folder / f"{name}.seen.json")


class Judging:
    """Looks at the end at what all processes have noted."""

    def __init__(self, config):
        self._config = config
        self._folder = config.workplace / "watched"
        self._says: list[str] = []

    def pytest_sessionfinish(self, session):
        took = spent.read(sorted(self._folder.glob("*.spent.json")))
        seen = statements_seen.read(sorted(self._folder.glob("*.seen.json")))
        if self._config.getoption("cover"):
            self._says = write_cover(took, seen)
            return
        if not is_whole(self._config):
            return
        is_dearer = self._config.getoption("long") or self._config.getoption("cov_source", None)
        objections = [] if is_dearer else spent.over_budget(took, spent.budgets())
        folders = sorted(spent.by_folder(took).items(), key=lambda one: -one[1])
        self._says = ["Processor time: " + ", ".join(f"{name} {s:.0f} s" for name, s in folders)]
        objections += [
            f"PostgreSQL is never asked, as {test} asks SQLite: {name[:300]}"
            for name, test in seen.missing().items()
        ]
        if objections:
            self._says += [*objections, "`make cover` renews the list of tests for PostgreSQL."]
            session.exitstatus = session.exitstatus or 1

    @pytest.hookimpl(tryfirst=True)
    def pytest_terminal_summary(self, terminalreporter):
        if self._says:
            terminalreporter.section("the whole run")
            for line in self._says:
                terminalreporter.write_line(line)


def is_whole(config) -> bool:
    """Whether nothing was left out on the command line, so that what is missing is missing."""
    chosen = (
        "engine",
        "keyword",
        "markexpr",
        "lf",
        "deselect",
        "ignore",
        "maxfail",
        "rest",
        "third",
    )
    asked = list(config.invocation_params.args)
    return not any(config.getoption(one, None) for one in chosen) and not any(
        Path(one.split("::")[0]).exists() for one in asked if not one.startswith("-")
    )


def write_cover(took: dict[str, float], seen: Asked) -> list[str]:
    """Write the list of tests that run on PostgreSQL in `make test`; returns what to say."""
    twins = {test: twin for test, twin in seen.twins.items() if test in seen.by_test["sqlite"]}
    always = [test for test, twin in twins.items() if selection.always_on_both(twin)]
    covered = set().union(*(seen.by_test["sqlite"][test] for test in always))
    choice = {test: seen.by_test["sqlite"][test] for test in twins.keys() - set(always)}
    chosen = statements_seen.smallest_cover(choice, took, covered)
    COVER.write_text("".join(f"{twins[test]}\n" for test in chosen), encoding="utf-8")
    cost = sum(took.get(test, 0.0) for test in chosen)
    return [f"{len(chosen)} tests run on PostgreSQL as well; on SQLite they take {cost:.0f} s."]
