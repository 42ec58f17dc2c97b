"""Eight processes take from one lane: each case once, in the order of the line, none lost."""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from tests.data import REPOSITORY
from tests.harness.server import inherited

LANE = "mobile"
SEED = 2011
PATIENCE = 300  # seconds until all must have answered; it takes about a tenth of that alone
SPREAD = timedelta(days=3)  # over which the cases came: the longest head start is two days


@pytest.mark.slow
@pytest.mark.long
def test_each_case_is_claimed_once_and_in_the_order_of_the_line(app, cast, engine, tmp_path, much):
    cases, processes = much((2_000, 8), (40, 3))
    staff = [person.email for person in cast.others(processes, "staff")]
    fill_the_lane(app, [cast.anna, cast.ben, *cast.others(4)], cases)
    line = order_of_the_line(app)
    assert len(line) == cases
    assert line != sorted(line), "the order must not be that of arrival"

    results = let_them_work(app, staff, tmp_path)

    claimed = [number for one in results for number in one["numbers"]]
    assert len(claimed) == len(set(claimed)), "a case was claimed twice"
    assert set(claimed) == set(line), "a case was lost"
    assert claims_in_the_record(app) == line
    check_the_record(app, len(claimed))
    print(figures(engine, results))


def fill_the_lane(app, authors, cases: int) -> None:
    """Cases by the verbs, in one transaction; one in five has a head start of one or two days."""
    from forum.cases import access, actions
    from forum.core import clock
    from forum.core.db import writing

    chance, ended = random.Random(SEED), clock.now()
    with app.app_context(), writing():
        rows, category = [one.row() for one in authors], access.category_named(LANE)
        for count in range(cases):
            clock.freeze(ended - SPREAD * (cases - count) / cases)
            actions.open_case(
                author=chance.choice(rows),
                title="No signal at home",
                body="There has been no signal at home since yesterday.",
                category=category,
                kind="fault",
                facts=_facts(chance.random()),
            )
    clock.freeze(None)


def _facts(chance: float) -> dict:
    return {
        "is_emergency_call_impossible": chance < 0.02,
        "is_total_outage": chance < 0.12,
        "is_health_dependent": 0.12 <= chance < 0.2,
    }


def order_of_the_line(app) -> list[int]:
    from forum.queue.reading import stored_places

    with app.app_context():
        return [number for _at, number in stored_places()[LANE]]


def let_them_work(app, staff: list[str], tmp_path: Path) -> list[dict]:
    """A process for each account; they begin when all are ready. What each one did."""
    guarded = REPOSITORY / "tests" / "harness" / "guarded"  # keeps them off the network
    environment = inherited() | {
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "DATA_DIR": str(tmp_path),
        "PYTHONPATH": os.pathsep.join([str(guarded), str(REPOSITORY)]),
    }
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    command = [sys.executable, "-m", "tests.queue.claimer"]
    started = [
        subprocess.Popen([*command, email, LANE], env=environment, text=True, **pipes)
        for email in staff
    ]
    try:
        for process in started:
            assert process.stdout.readline() == "ready\n", process.communicate()[1]
        for process in started:
            process.stdin.write("go\n")
            process.stdin.flush()
        told = [process.communicate(timeout=PATIENCE) for process in started]
    finally:
        for process in started:
            process.kill()
            process.wait()
    assert not any(errors for _output, errors in told), [errors for _output, errors in told]
    return [json.loads(output) for output, _errors in told]


def claims_in_the_record(app) -> list[int]:
    """The claimed cases by the number of the entry that says so."""
    from forum.queue.reading import history

    with app.app_context():
        return [told.number for told in history() if told.kind == "queue.claimed"]


def check_the_record(app, claimed: int) -> None:
    """A replay of the ledger agrees with what is stored and leaves nothing unexplained."""
    from forum.queue import listing, reading

    with app.app_context():
        past = reading.replayed()
        assert past.findings == [] and past.unexplained == 0
        assert reading.differences(past) == []
        assert past.services == Counter(claim=claimed)
        assert listing.waiting_by_lane() == {} and listing.being_answered() == []


def figures(engine: str, results: list[dict]) -> str:
    """Cases per second from the first start to the last end, and how many each process got."""
    took = max(one["ended"] for one in results) - min(one["began"] for one in results)
    rate = sum(len(one["numbers"]) for one in results) / took
    shares = " ".join(str(len(one["numbers"])) for one in results)
    busy = sum(one["busy"] for one in results)
    return (
        f"\n{engine}: {rate:.0f} cases/s claimed and answered, of each process: {shares}; "
        f"found the database busy: {busy}"
    )
