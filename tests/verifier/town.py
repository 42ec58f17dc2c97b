"""A small town whose cases go through everything that the record knows, and its exported folder."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.queue.house import House

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
REASON = "Everybody can see why."


def live(house: House) -> None:
    """Two months: served in turn and out of turn, by rule and by hand, merged, moved, split."""
    paper = house.paper
    for day in range(9):
        house.pass_time(5 * DAY + 3 * HOUR)
        declared = {"is_total_outage": day % 3 == 0, "contract_class": "business"}
        house.open("anna", "mobile", "fault", declared if day % 2 else {})
        house.pass_time(2 * HOUR)
        house.open("ben", "internet", "outage", {})
        house.grant(paper.line("mobile", house.now)[-1], 1440, REASON)
        house.look_at_promise(paper.line("mobile", house.now)[0])
        house.serve(paper.line("mobile", house.now)[0], "otto", "answer")
        last = paper.line("fixed", house.now)[-1]
        house.claim(last, "olga", REASON)
        house.serve(last, "olga", ("answer", "solve")[day % 2])
        house.pass_time(26 * HOUR)
        happen(house, day)


def happen(house: House, day: int) -> None:
    """Something else each time."""
    paper = house.paper
    waiting = house.cases(lambda one: one.is_in_line and one.number not in paper.claims)
    ended = house.cases(lambda one: one.is_public and one.status in ("solved", "declined"))
    acts = (
        lambda: house.move(waiting[0], "internet" if waiting[0].lane == "mobile" else "mobile"),
        lambda: house.merge(waiting[1], waiting[2], REASON),
        lambda: house.reopen(ended[0]),
        lambda: house.publish(_stricter(paper.rulebook), alone=False),
        lambda: house.part(house.cases(lambda one: one.merged is not None)[0], "mara"),
        lambda: house.hide(waiting[3]),
        lambda: house.show(house.cases(lambda one: not one.is_public)[0]),
        lambda: house.correct(waiting[0], "question", {"is_total_outage": True, **OTHERS}),
        lambda: split(house, waiting[0]),
    )
    acts[day]()


OTHERS = {
    "is_emergency_call_impossible": False,
    "is_health_dependent": False,
    "contract_class": "private",
}


def _stricter(rulebook):
    rules = tuple(replace(one, minutes=min(one.minutes, 600)) for one in rulebook.rules)
    return replace(rulebook, version=None, cap=900, rules=rules)


def split(house: House, case) -> None:
    """Another customer's post gets a case of its own."""
    from forum.cases import access, split_actions
    from tests.harness.rulings import ruling

    stranger = "ben" if case.author == "anna" else "anna"
    house.write(case, stranger)

    def act():
        row = access.case_for_moderating(house.person("mara"), case.number)
        split_actions.split_case(
            row,
            positions=[row.last_position],
            title="Another matter",
            category=access.category_named("billing"),
            kind="billing",
            ruling=ruling(house.person("mara"), "Another matter.", "wrong_place"),
        )

    house.does(act)


def told_by_the_checker(folder: Path, *more: str) -> tuple[int, dict]:
    """What verify.py of the folder itself says, in a process that knows no forum; (code, JSON)."""
    command = [sys.executable, "-I", "verify.py", ".", "--report", "--json", *more]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def told_by_the_forum() -> dict[tuple[str, str], dict]:
    """The headline figures that `/fairness` shows, of every month and lane."""
    from forum.fairness import queries

    return {
        (month, lane): queries.report_of(month, lane).headline.as_dict()
        for month in queries.months()
        for lane in ("", *queries.lanes_of(month))
    }


def cells(told: dict) -> dict[tuple[str, str], dict]:
    """The figures in the output of verify.py."""
    return {(one["month"], one["lane"]): one["headline"] for one in told["figures"]}
