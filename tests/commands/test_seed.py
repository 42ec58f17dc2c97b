"""The sample town is there at one command, once, with every state a case can be in."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from forum.core.house_time import HOUSE_TIME
from forum.seed import people, script

STATUSES = {
    "new",
    "waiting_for_company",
    "in_progress",
    "waiting_for_customer",
    "solved",
    "closed",
    "declined",
}


@pytest.fixture
def rows(seeded):
    """`rows(statement)`: what the database answers."""

    def rows(statement) -> list:
        from forum.core.db import db

        with seeded.app_context():
            return db.session.execute(statement).all()

    return rows


def test_the_town_has_every_status_in_two_languages(rows):
    from forum.cases.models import Case, Post

    found = rows(select(Case.status, Case.solved_by, Case.confirmed_by, Case.visibility))
    assert len(found) >= 60
    assert {row.status for row in found} == STATUSES
    solved = {(row.solved_by, row.confirmed_by) for row in found if row.solved_by}
    assert {("staff", None), ("staff", "author"), ("author", "author"), ("staff", "silence")} <= (
        solved
    )
    assert {row.visibility for row in found} == {"public", "pending", "hidden"}
    assert {row[0] for row in rows(select(Post.visibility))} == {"public", "pending", "hidden"}
    languages = Counter(row[0] for row in rows(select(Case.language)))
    assert languages["de"] > languages["en"] > 12
    assert rows(select(Case.number).where(Case.reopened_count > 0))


def test_the_record_is_in_order_of_time_and_nothing_lies_in_the_future(seeded, rows):
    from forum.cases.models import Case, Post
    from forum.core.clock import now
    from forum.ledger.queries import entries_since

    assert max(row[0] for row in rows(select(Post.created_at))) <= now()
    opened = [row[0] for row in rows(select(Case.opened_at).order_by(Case.number))]
    assert opened == sorted(opened) and now() - opened[0] < timedelta(days=45)
    with seeded.app_context():
        times = [entry.at for entry in entries_since(0, limit=10_000)]
    assert len(times) > 200 and times == sorted(times)


def test_the_town_is_served_in_order_and_says_where_it_is_not(seeded):
    from forum.ledger.queries import entries_after
    from forum.queue import reading

    with seeded.app_context():
        past = reading.replayed()
        assert past.unexplained == 0 and not past.findings and not reading.differences(past)
        assert {"hand", "out_of_turn"} <= {
            reason for one in past.overtakings for reason in one.reasons
        }
        taken = entries_after(None, kinds=("queue.out_of_turn",)).items
        assert 2 <= len(taken) <= 8 and all(one.texts["reason"] for one in taken)
        assert entries_after(None, kinds=("case.promise_broken",)).items


def test_the_town_shows_goodwill_claimed_granted_and_refused(rows):
    from forum.precedents.models import Precedent, PrecedentClaim

    repeatable = {row[0] for row in rows(select(Precedent.is_repeatable))}
    assert repeatable == {True, False}
    claimed = [row[0] for row in rows(select(PrecedentClaim.outcome))]
    assert claimed.count("granted") >= 2 and {"refused", None} <= set(claimed)
    refused = select(PrecedentClaim.reason).where(PrecedentClaim.outcome == "refused")
    assert all(row[0] for row in rows(refused))


def test_the_town_shows_an_incident_answered_once_and_one_that_is_different(rows):
    from forum.incidents.models import Delivery, Incident, Member

    assert {row[0] is None for row in rows(select(Incident.closed_at))} == {True, False}
    sent = Counter(rows(select(Delivery.answer_id, Delivery.state)))
    assert {state for _answer, state in sent} == {"sent"} and max(sent.values()) >= 5
    assert rows(select(Member.id).where(Member.left_by == "author"))
    assert {row[0] for row in rows(select(Member.joined_by))} == {"author", "staff"}


def test_the_town_shows_ratings_that_turn_and_promises_kept_and_broken(seeded, rows):
    from forum.cases.outcome_models import Rating
    from forum.knowledge.template_models import AnswerTemplate, TemplateUse
    from forum.promises.models import Deadline

    given = {}
    for number, score in rows(select(Rating.case_number, Rating.score).order_by(Rating.id)):
        given.setdefault(number, []).append(score)
    assert [2, 5] in given.values() and [1, 2] in given.values()
    states = {row[0] for row in rows(select(Deadline.state))}
    assert {"kept", "broken", "running", "paused"} <= states
    assert {row[0] for row in rows(select(AnswerTemplate.language))} == {"de", "en"}
    assert {row[0] is None for row in rows(select(TemplateUse.confirmed_at))} == {True, False}
    replayed = seeded.test_cli_runner().invoke(args=["promises", "replay"])
    assert replayed.exit_code == 0, replayed.output


def test_the_counters_agree_with_the_posts(rows):
    from forum.cases.models import Case, Post

    wanted = select(Post.case_number, Post.visibility, func.count())
    counted = {
        (number, visibility): count
        for number, visibility, count in rows(wanted.group_by(Post.case_number, Post.visibility))
    }
    for number, public, pending in rows(select(Case.number, Case.post_count, Case.pending_count)):
        assert counted.get((number, "public"), 0) == public
        assert counted.get((number, "pending"), 0) == pending


@pytest.mark.slow
def test_nobody_gets_mail_about_days_gone_by(seeded, mailbox):
    assert mailbox.messages == []


def test_a_second_run_adds_nothing(seeded, rows):
    from forum.cases.models import Case

    before = rows(select(func.count()).select_from(Case))
    again = seeded.test_cli_runner().invoke(args=["seed"])
    assert again.exit_code == 0 and "nothing was added" in again.output
    assert rows(select(func.count()).select_from(Case)) == before


def test_the_town_is_the_same_each_time():
    moment = datetime(2026, 3, 2, 9, tzinfo=HOUSE_TIME)
    assert script.stories(moment, HOUSE_TIME) == script.stories(moment, HOUSE_TIME)


@pytest.mark.parametrize("moment", ["2026-03-02T00:00", "2026-03-30T00:00", "2026-10-26T00:00"])
def test_no_story_ends_in_the_future_at_whatever_hour_it_is_told(moment):
    """Midnight is the tightest, and worst after the clocks were changed."""
    now = datetime.fromisoformat(moment).replace(tzinfo=HOUSE_TIME)
    late = [
        f"{story.name}: {event.verb}"
        for story in script.stories(now, HOUSE_TIME)
        for event in story.events
        if event.at > now
    ]
    assert not late, late


def test_everybody_in_the_stories_lives_in_the_town():
    now = datetime(2026, 3, 2, 9, tzinfo=HOUSE_TIME)
    known = {row[0] for row in people.PEOPLE} | {"clock"}
    named = {
        who
        for story in script.stories(now, HOUSE_TIME)
        for event in story.events
        for who in event.who.split(",")
    }
    assert named <= known
    assert known - named == {"ada"}, "everybody else should have something to say"


def test_the_printed_sign_ins_work(seeded, browse):
    assert people.PASSWORD in seeded.seed_output
    for key in ("anna", "olga", "mara", "ada"):
        sent = {"email": f"{key}@example.org", "password": people.PASSWORD}
        assert f"{key}@example.org" in seeded.seed_output
        assert browse().submit("/account/sign-in", sent).status_code in (302, 303)


@pytest.mark.short_on("sqlite", "what is printed and who may sign in hangs on the mode alone")
@pytest.mark.parametrize(
    "settings",
    [{"MODE": "production", "BASE_URL": "https://forum.example"}],
    indirect=True,
    ids=["production"],
)
def test_in_production_nobody_of_the_town_can_sign_in(seeded, browse):
    assert people.PASSWORD not in seeded.seed_output
    from forum.accounts import passwords
    from forum.accounts.queries import person_with_email

    with seeded.app_context():
        olga = person_with_email("olga@example.org")
        assert not passwords.is_right(people.PASSWORD, olga.password_hash)


@pytest.mark.slow
def test_every_case_can_be_read_and_the_story_of_2011_is_among_them(seeded, rows, browse, worker):
    from forum.cases.models import Case

    worker()
    visitor = browse()
    for number, visibility in rows(select(Case.number, Case.visibility)):
        status = visitor.get(f"/cases/{number}").status_code
        assert status == {"public": 200, "pending": 404, "hidden": 410}[visibility], number
    assert (
        "Datenvolumen zwei Stunden vor dem" in visitor.get("/search?q=Vortrag+Schneckenpost").text
    )
