"""What is watched over a whole run is noticed: statements, processor time, what is left out."""

import re
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from tests.harness import selection, spent
from tests.harness.selection import ALWAYS_ON_BOTH, Wish, what_runs
from tests.harness.statements_seen import Asked, Seen, names_of, smallest_cover

SHORT = Wish(engine=None, is_long=False, is_rest=False, third=None)
LONG = Wish(engine=None, is_long=True, is_rest=False, third=None)


def test_each_changed_column_counts_by_itself():
    said = "UPDATE cases SET status=:status, turn=:turn WHERE cases.number = :cases_number"
    assert names_of(said) == ["UPDATE cases.status", "UPDATE cases.turn"]
    more = "UPDATE cases SET turn=:turn WHERE cases.turn = :turn_1 AND cases.number > :number_1"
    assert names_of(more) == [re.sub(r":\w+", ":value", more)]


def test_rows_and_placeholders_do_not_matter_nor_what_each_database_has_for_itself():
    one = 'INSERT INTO a (b, c) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING "key"'
    two = "INSERT INTO a (b, c) VALUES (%(b_1)s, %(c)s::VARCHAR), (%(b_2)s, %(c_2)s::VARCHAR)"
    assert names_of(one) == names_of(f"{two} ON CONFLICT DO NOTHING RETURNING a.key")
    assert names_of("CREATE TABLE a (b INTEGER)") == []


@pytest.mark.only_on("sqlite", "what is noted is the same on both")
def test_what_the_forum_asks_is_noted_and_what_a_test_looks_up_is_not(app, cast, browse):
    from forum.accounts.models import User
    from forum.core.db import db

    seen = Seen()
    seen.listen()
    seen.now = "one"
    browse().get("/cases")
    seen.now = "two"
    with app.app_context():
        db.session.scalars(select(User.id).where(User.own_name == "anna")).all()
    seen.now = ""
    assert any(" FROM cases" in name for name in seen.by_test["sqlite"]["one"])
    assert not seen.by_test["sqlite"].get("two")


def test_what_sqlite_alone_was_asked_is_named_with_a_test():
    asked = Asked()
    asked.note("sqlite", "one", ["SELECT a", "SELECT b"])
    asked.note("postgresql", "two", ["SELECT a"])
    assert asked.missing() == {"SELECT b": "one"}
    asked.note("postgresql", "three", ["SELECT b"])
    assert not asked.missing()


def test_the_cover_asks_everything_and_prefers_what_costs_little():
    asked = {"cheap": {"a", "b"}, "dear": {"a", "b"}, "other": {"c"}, "none": {"d"}}
    assert smallest_cover(asked, {"dear": 9.0}, covered={"d"}) == ["cheap", "other"]


def test_a_test_that_takes_long_and_does_not_say_so_fails():
    watched = spent.Spent()
    watched.slowness = 1.0
    assert "marked `slow`" in watched.objection(0.51, is_slow=False)
    assert watched.objection(0.49, is_slow=False) is None
    assert watched.objection(9.0, is_slow=True) is None


def test_a_folder_keeps_to_its_budget():
    took = {"tests/desk/test_a.py::test_b": 3.0, "tests/desk/test_c.py::test_d": 4.0}
    assert spent.over_budget(took, {"desk": 7}) == []
    assert "took 7 s of processor time, not 6 s" in spent.over_budget(took, {"desk": 6})[0]
    assert "has no budget" in spent.over_budget(took, {})[0]


def test_every_folder_of_tests_has_a_budget_and_no_other_has():
    from tests.data import REPOSITORY

    folders = {file.parent for file in (REPOSITORY / "tests").rglob("test_*.py")}
    names = {folder.relative_to(REPOSITORY / "tests").parts[0] for folder in folders}
    assert set(spent.budgets()) == names


def item(test: str, engine: str | None = None, **marks):
    """A collected test as far as the selection looks at it."""
    callspec = {"callspec": SimpleNamespace(params={"engine": engine})} if engine else {}
    found = {name: SimpleNamespace(args=args) for name, args in marks.items()}
    return SimpleNamespace(nodeid=test, get_closest_marker=found.get, **callspec)


ON_BOTH = "tests/search/test_x.py::test_y[postgresql]"
COVERED = "tests/desk/test_x.py::test_y[postgresql]"
OTHER = "tests/desk/test_x.py::test_z[postgresql]"


@pytest.mark.parametrize(("test", "runs"), [(ON_BOTH, True), (COVERED, True), (OTHER, False)])
def test_postgresql_runs_what_it_does_in_its_own_way_and_one_test_per_statement(test, runs):
    items = [item(test, "postgresql")]
    kept, left = what_runs(items, SHORT, {COVERED})
    assert (kept == items) is runs and (left == items) is not runs
    assert what_runs(items, LONG, set())[0] == items
    assert what_runs(items, Wish("postgresql", False, False, None), set())[0] == items


def test_the_three_thirds_are_all_that_the_long_run_holds():
    items = [item(OTHER.replace("_z", f"_{number}"), "postgresql") for number in range(300)]
    thirds = [what_runs(items, Wish(None, True, True, third), set())[0] for third in (1, 2, 3)]
    assert sorted(map(id, sum(thirds, []))) == sorted(map(id, items))
    assert all(60 < len(third) < 140 for third in thirds)


def test_the_rest_is_what_the_short_run_leaves_out_or_does_in_part():
    long, waiting = item("a", long=()), item("b", only_long=())
    kept, _left = what_runs([long, waiting, item("c")], Wish(None, True, True, None), set())
    assert kept == [long, waiting]


def test_the_lists_name_what_is_there():
    from tests.data import REPOSITORY

    assert [one for one in ALWAYS_ON_BOTH if not (REPOSITORY / one).exists()] == []
    files = {test.split("::")[0] for test in selection.cover() if test}
    assert [one for one in sorted(files) if not (REPOSITORY / one).exists()] == []
