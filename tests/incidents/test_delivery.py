"""One answer goes into each thread once, in the order of the queue, and nobody is passed unsaid."""

from datetime import timedelta

import pytest

from tests.incidents.scene import REASON, TEXT


@pytest.mark.slow
@pytest.mark.parametrize(
    ("then", "status", "kind"),
    [
        ("answer", "waiting_for_customer", "case.answered"),
        ("work", "in_progress", "case.answered"),
        ("solve", "solved", "case.solved"),
    ],
)
def test_each_thread_has_it_once_and_each_author_hears_it_once(
    line, cast, worker, clock, then, status, kind
):
    people = cast.others(5)
    numbers = line.open_many(people)
    word = clock.now + timedelta(days=1) if then == "work" else None
    answer = line.publish(line.incident(numbers), then=then, next_word_by=word)
    worker()
    assert line.deliveries(answer) == dict.fromkeys(numbers, ("sent", None))
    for person, number in zip(people, numbers, strict=True):
        assert line.answers_in(number) == 1 and line.case(number, "status") == status
        assert [told for told, _path in line.news_of(person)] == [kind]
    assert line.places() == [] and line.replays_clean()


@pytest.mark.slow
def test_giving_it_again_changes_nothing(line, cast, worker):
    from forum.core import outbox
    from forum.core.db import writing
    from forum.incidents.actions import ANSWER

    [person] = cast.others(1)
    [number] = line.open_many([person])
    answer = line.publish(line.incident([number]))
    worker()
    with line.app.app_context(), writing():
        outbox.put(ANSWER, {"answer": answer})
        outbox.put(ANSWER, {"answer": 999})
    worker()
    assert line.answers_in(number) == 1 and len(line.news_of(person)) == 1


@pytest.mark.slow
def test_those_in_their_turn_are_answered_plainly_and_others_say_whom_it_cost(line, cast, worker):
    first, *members = line.open_many([cast.ben, *cast.others(3)])
    line.publish(line.incident(members))
    worker()
    assert line.places() == [first]
    for number in members:
        [taken] = line.entries(number, "queue.out_of_turn")
        assert taken.fields["overtook"] == 1 and taken.texts == {"reason": REASON}
        assert taken.actor == "S-01"
    assert line.replays_clean()


@pytest.mark.slow
def test_in_the_order_of_the_queue_members_overtake_no_members(line, cast, worker):
    numbers = line.open_many(cast.others(4))
    line.affect(numbers[3], *cast.others(10))  # rule R4: it stands first
    assert line.places()[0] == numbers[3]
    answer = line.publish(line.incident(numbers))
    assert line.give(answer)
    assert line.deliveries(answer) == {numbers[3]: ("sent", None)}
    worker()
    assert not [one for number in numbers for one in line.entries(number, "queue.out_of_turn")]
    assert line.replays_clean()


@pytest.mark.slow
def test_who_holds_three_cases_can_still_answer_an_incident(line, cast, worker):
    held = line.open_many(cast.others(3))
    members = line.open_many(cast.others(2))
    for number in held:
        line.claim(number, "olga")
    answer = line.publish(line.incident([*members, held[0]]))
    worker()
    assert {state for state, _why in line.deliveries(answer).values()} == {"sent"}
    assert line.replays_clean()


@pytest.mark.slow
def test_what_somebody_else_has_taken_is_tried_again_and_then_reported(line, cast, clock, worker):
    taken, other = line.open_many(cast.others(2))
    line.claim(taken)
    answer = line.publish(line.incident([taken, other]))
    worker()
    assert line.deliveries(answer) == {taken: ("waiting", "taken"), other: ("sent", None)}
    clock.move(minutes=31)
    worker()
    assert line.deliveries(answer)[taken] == ("sent", None) and line.answers_in(taken) == 1
    assert line.replays_clean()


@pytest.mark.slow
def test_it_is_not_tried_for_ever(line, cast, clock, worker):
    from forum.incidents.rules import MOST_TRIES

    [taken] = line.open_many(cast.others(1))
    answer = line.publish(line.incident([taken]))
    line.claim(taken)
    for _count in range(MOST_TRIES):
        worker()
        clock.move(minutes=5, seconds=1)
        line_is_held(line, taken, clock)
    worker()
    assert line.deliveries(answer) == {taken: ("skipped", "taken")}
    assert line.answers_in(taken) == 0


def line_is_held(line, number, clock) -> None:
    """Somebody keeps the case: the claim never runs out."""
    from forum.core.db import db, writing
    from forum.queue.models import QueueEntry

    with line.app.app_context(), writing():
        db.session.get(QueueEntry, number).claimed_until = clock.now + timedelta(minutes=30)


@pytest.mark.slow
def test_cases_that_changed_meanwhile_are_left_out_with_a_reason(line, cast, worker, browse):
    from tests.cases.duplicates import merge

    ended, hidden, merged, left, good, target = line.open_many(cast.others(6))
    own = line.open_many([cast.olga])[0]
    incident = line.incident([ended, hidden, merged, left, good, own])
    answer = line.publish(incident)
    line.solve(ended)
    line.hide(hidden)
    assert merge(browse(cast.mara), merged, target).status_code == 303
    leave(line, left)
    worker()
    assert line.deliveries(answer) == {
        ended: ("skipped", "ended"),
        hidden: ("skipped", "hidden"),
        merged: ("skipped", "merged"),
        own: ("skipped", "own"),
        good: ("sent", None),
    }
    assert [line.answers_in(one) for one in (ended, hidden, merged, left, own)] == [0] * 5
    page = browse(cast.olga).get(f"/incidents/{incident}").text
    assert "it has ended" in page and "it is not public" in page and "Answered in 1 of 5" in page
    assert "it has ended" not in browse().get(f"/incidents/{incident}").text
    assert line.replays_clean()


def leave(line, number) -> None:
    from forum.cases.models import Case
    from forum.core.db import db, writing
    from forum.desk.incident_actions import leave_incident

    with line.app.app_context(), writing():
        case = db.session.get(Case, number)
        leave_incident(case, person=db.session.get(type(line.cast.ben.row()), case.author_id))


def test_who_serves_no_more_answers_nobody(line, cast, worker):
    from forum.accounts import actions
    from forum.core.db import writing

    [number] = line.open_many(cast.others(1))
    answer = line.publish(line.incident([number]))
    with line.app.app_context(), writing():
        actions.change_role(cast.olga.row(), "customer")
    worker()
    assert line.deliveries(answer) == {number: ("skipped", "writer")}
    assert line.answers_in(number) == 0


@pytest.mark.slow
def test_a_failure_holds_back_no_other_case(line, cast, worker, clock, monkeypatch):
    from forum.cases import actions

    first, second = line.open_many(cast.others(2))
    plain = actions.add_post

    def broken(case, **values):
        if case.number == first:
            raise RuntimeError("the disk is full")
        return plain(case, **values)

    monkeypatch.setattr(actions, "add_post", broken)
    answer = line.publish(line.incident([first, second]))
    worker()
    assert line.deliveries(answer) == {first: ("waiting", "failed"), second: ("sent", None)}
    monkeypatch.undo()
    clock.move(minutes=6)
    worker()
    assert line.deliveries(answer)[first] == ("sent", None)
    assert line.replays_clean()


@pytest.mark.slow
def test_a_newer_answer_takes_the_place_of_one_on_its_way(line, cast, worker):
    numbers = line.open_many(cast.others(3))
    incident = line.incident(numbers)
    first = line.publish(incident, text="We look for the fault.")
    assert line.give(first)
    second = line.publish(incident, then="solve")
    worker()
    assert len(line.deliveries(first)) == 1 and len(line.deliveries(second)) == 3
    assert [line.answers_in(one) for one in numbers] == [1, 1, 1]
    assert sum(line.answers_in(one, "We look for the fault.") for one in numbers) == 1


@pytest.mark.slow
def test_a_promised_word_that_passed_is_given_to_nobody_who_joins_later(
    line, cast, clock, worker, press
):
    early, late = line.open_many([cast.ben, cast.anna])
    incident = line.incident([early])
    word = clock.now + timedelta(hours=2)
    answer = line.publish(incident, then="work", next_word_by=word)
    worker()
    clock.move(hours=3)
    assert press("anna", late, "incident/join", incident=incident).status_code == 303
    worker()
    assert line.deliveries(answer)[late] == ("skipped", "word_passed")
    assert line.answers_in(late) == 0 and TEXT in line.posts(early)[1]
