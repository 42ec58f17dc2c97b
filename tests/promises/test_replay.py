"""Every clock, promise and breach can be counted again from the record alone."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from tests.data import part_of, shared_data

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAYS_30 = timedelta(days=30)


@pytest.fixture
def replayed(app):
    """`replayed()`: what the record says about all promises, held against the stored rows."""

    def replayed():
        from forum.ledger.queries import plain_entries
        from forum.promises.queries import all_deadlines
        from forum.promises.replay import replay

        with app.app_context():
            return replay(plain_entries(), all_deadlines())

    return replayed


@pytest.fixture
def run(app):
    return lambda *arguments: app.test_cli_runner().invoke(args=[str(one) for one in arguments])


@pytest.mark.slow
def test_a_long_history_is_counted_again_exactly(
    open_case, reply, press, keep_up, clock, replayed, run, browse, cast
):
    clock.set(MONDAY)
    asked, late, merged = open_case(), open_case("ben"), open_case("nora")
    clock.move(hours=3, seconds=7)
    reply("olga", asked)
    clock.move(days=1)
    reply("anna", asked, "Here it is.")
    keep_up()  # the answer to ben did not come
    clock.move(hours=5)
    press("olga", late, "claim", reason="Late.")
    reply("olga", late, "Late, but here.", then="work", next_word_by="2026-03-06T12:00")
    clock.move(days=4)
    keep_up()
    press("anna", asked, "solution")
    clock.move(days=2)
    press("anna", asked, "reopening")
    clock.move(days=3)
    press("olga", asked, "claim", reason="Said.")
    browse(cast.olga).submit(f"/cases/{asked}/decline", {"reason": "Not our network."})
    outcome = replayed()
    assert not outcome.differences
    assert len(outcome.courses) >= 2 and merged
    assert outcome.counted["kept"] and outcome.counted["broken"]
    result = run("promises", "replay")
    assert result.exit_code == 0, result.output


def test_a_merged_promise_lapses_and_comes_back_as_if_it_had_never_stopped(
    app, cast, open_case, clock, replayed, deadlines, entries
):
    clock.set(MONDAY)
    into, number = open_case("ben"), open_case()
    before = deadlines(number)
    clock.move(hours=1)
    merge(app, cast, number, into)
    assert {one.state for one in deadlines(number)} == {"void"}
    assert not any(one.due_at for one in deadlines(number))
    clock.move(hours=2)
    part(app, cast, number)
    after = deadlines(number)
    assert [(one.state, one.due_at) for one in after] == [("running", o.due_at) for o in before]
    assert not replayed().differences


def merge(app, cast, number: int, into: int) -> None:
    from forum.cases import merge_access, merge_actions
    from forum.core.db import writing
    from tests.harness.rulings import ruling

    with app.app_context(), writing():
        mara = cast.mara.row()
        one, other = merge_access.cases_for_merging(mara, number, into)
        merge_actions.merge_case(one, into=other, ruling=ruling(mara, "The same.", "duplicate"))


def part(app, cast, number: int) -> None:
    from forum.cases import merge_access, merge_actions
    from forum.core.db import writing

    with app.app_context(), writing():
        anna = cast.anna.row()
        one, *others = merge_access.merged_case_for_its_author(anna, number)
        merge_actions.part_case(one, others=others, person=anna)


@pytest.mark.parametrize(
    "change",
    [
        {"left_microseconds": 1},
        {"state": "kept"},
        {"minutes": 5},
        {"due_at": MONDAY + timedelta(days=1)},
    ],
)
def test_a_deadline_changed_by_hand_is_found(app, open_case, clock, replayed, run, change):
    from sqlalchemy import update

    from forum.core.db import db, writing
    from forum.promises.models import Deadline

    clock.set(MONDAY)
    number = open_case()
    with app.app_context(), writing():
        mine = (Deadline.case_number == number, Deadline.matter == "answer")
        db.session.execute(update(Deadline).where(*mine).values(**change))
    assert any(f"case {number}, answer" in one for one in replayed().differences)
    result = run("promises", "replay")
    assert result.exit_code == 1 and "differences" in result.output


def test_a_breach_without_an_entry_and_an_entry_without_a_breach_are_found(
    app, open_case, clock, replayed
):
    from forum.core.db import writing
    from forum.ledger.ledger import CLOCK, record

    clock.set(MONDAY)
    number = open_case()
    with app.app_context(), writing():
        fields = {"matter": "answer", "due": "2026-03-02T09:30:00.000000Z"}
        record("case.promise_broken", actor=CLOCK, subject=number, fields=fields)
    [told] = replayed().differences
    assert "names a breach of answer that was none" in told


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.only_on("sqlite", "it counts entries; importing them all is tested on both databases")
def test_the_complaints_of_2015_with_their_own_deadline_are_counted_again(
    run, replayed, much, tmp_path
):
    """30 days from each complaint's own moment, kept or broken by the answers' own dates."""
    whole = shared_data("comcast-fcc-2015") / "cases.jsonl"
    step, number, kept, broken = much((1, 1_537, 1_000, 10), (16, 97, 60, 0))
    file = part_of(whole, tmp_path, lambda _line, place: place % step == 0)
    told = ("--answer-within", "30d", "--solved-within", "30d")
    result = run("import", "cases", file, *told)
    assert result.exit_code == 0, result.output
    outcome = replayed()
    assert not outcome.differences, outcome.differences[:5]
    assert len(outcome.courses) == number
    answers = Counter(course.clocks["answer"].state for course in outcome.courses.values())
    assert answers == expected_answers(file)
    assert answers["kept"] > kept and answers["broken"] > broken
    assert run("promises", "replay").exit_code == 0
    assert breaches_told(outcome) == outcome.counted["broken"]


def expected_answers(file) -> Counter:
    """By the dates in the file alone, without a word of the record."""
    from forum.core.house_time import HOUSE_TIME
    from forum.intake.threads import CUSTOMER
    from forum.intake.threads_file import read_threads

    found = Counter()
    with file.open("rb") as lines:
        for thread in read_threads(lines, HOUSE_TIME):
            due = thread.messages[0].at.astimezone(UTC) + DAYS_30
            answers = [one.at for one in thread.messages[1:] if one.by != CUSTOMER]
            if answers:
                found["kept" if answers[0] <= due else "broken"] += 1
            elif thread.state == "open" or thread.messages[-1].at > due:
                found["broken"] += 1
            else:
                found["void"] += 1
    return found


def breaches_told(outcome) -> int:
    return sum(len(course.noted) for course in outcome.courses.values())
