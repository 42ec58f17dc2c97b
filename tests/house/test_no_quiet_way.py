"""Through every route and as every person: no place changes and nobody is served unsaid."""

import pytest

from tests.harness.selection import some_on_both
from tests.harness.undoing import Undoing
from tests.house.quiet_ways import ABOUT_ONESELF, PAGES, PROGRAMS
from tests.house.route_table import EXPECTED, PERSONS
from tests.house.stage import suspended
from tests.house.test_routes import address

WRITING = ("POST", "PUT", "PATCH", "DELETE")


def test_every_route_that_writes_is_called_for_real():
    writing = {route for route in EXPECTED if route.split()[0] in WRITING}
    apart = {one for one in writing if one.split()[1].startswith(ABOUT_ONESELF)}
    assert writing - apart == {*PAGES, *PROGRAMS}


# What else stands in the addresses; most of it is not there.
SAME_VERBS = "the verbs are the same; each database keeps what two persons do with them"
NOT_THERE = ("appeal_id", "statement_id", "template_id", "rating_id", "row_id")
NAMED = {
    **dict.fromkeys(NOT_THERE, 999_999),
    **{"code": "R4", "key": "never-sent", "category": "mobile", "matter": "answer"},
}


@pytest.fixture
def line(app, cast):
    """Ben's case and then Anna's in one line; a grant by hand, a proposal; what stands in them."""
    from forum.cases.actions import open_case
    from forum.cases.annex_actions import put_aside
    from forum.core.db import writing
    from forum.queue.grant_actions import grant_by_hand
    from forum.rulebook import actions as rulebooks
    from tests.house.stage import an_article, any_category, claimed_goodwill, open_incident

    def opened(person, title):
        return open_case(
            author=person.row(), title=title, body="Dead.", category=any_category(), kind="fault"
        )

    with app.app_context(), writing():
        for title in ("First", "Second"):
            opened(cast.ben, title)
        case = opened(cast.anna, "The line is dead")
        given = grant_by_hand(case.number, moderator=cast.mona.row(), minutes=1, reason="Said.")
        draft = rulebooks.start_draft(proposer=cast.mara.row())
        rulebooks.save_frame(draft, cap=49 * 60, note="More.")
        rulebooks.propose(draft)
        return {
            "number": case.number,
            "grant_id": given.id,
            "draft_id": draft.id,
            "fingerprint": draft.fingerprint,
            "message_id": put_aside(case, author=case.author, text="It is 1234.").id,
            "incident": open_incident(case, cast.olga.row()),
            "position": 1,
            **_post_of(case.number),
            **claimed_goodwill(cast, granted_in=1, claimed_in=case),
            **NAMED,
            "person_id": cast.fred.id,
            "article": an_article(cast).number,
        }


def _post_of(number: int) -> dict:
    from sqlalchemy import select

    from forum.cases.models import Post
    from forum.core.db import db

    [post_id] = db.session.scalars(select(Post.id).where(Post.case_number == number))
    return {"post_id": post_id, "id": post_id}


@pytest.mark.slow
@pytest.mark.parametrize("settings", [{"WTF_CSRF_ENABLED": False}], indirect=True)
@pytest.mark.parametrize("person", some_on_both(PERSONS, ("author", "admin"), SAME_VERBS))
def test_no_place_changes_and_nobody_is_served_without_an_entry(
    app, cast, browse, api, databases, line, person
):
    who = {"visitor": None, "customer": cast.fred, "author": cast.anna}
    who |= {"new": cast.nora, "other": cast.another(), "suspended": suspended(app, cast)}
    who |= {"staff": cast.olga, "moderator": cast.mara, "admin": cast.ada}
    page, program = browse(who[person]), api(who[person])
    before, found, done = state(app), [], 0
    with Undoing(app, databases, page) as undoing:
        for route, sent in {**PAGES, **PROGRAMS}.items():
            answer = called(page, program, route, sent, line)
            after = state(app)
            found += [f"{route}: {one}" for one in unsaid(before, after)]
            done += answer.status_code < 400
            if after != before:
                undoing.put_back()
    assert not found, "\n".join([f"as {person}:", *found])
    least = {"visitor": 0, "new": 4, "customer": 4, "other": 4, "author": 5, "suspended": 1}
    least |= {"staff": 6, "moderator": 8, "admin": 8}
    assert done >= least[person], f"only {done} calls did anything at all"


def called(page, program, route: str, sent: dict, line: dict):
    method, rule = route.split()
    path = address(rule, type("Stage", (), {"values": line}))
    sent = {name: _known(value, line) for name, value in sent.items()}
    if rule.startswith("/api/"):
        return program.open(path, method=method, json=sent)
    return page.open(path, method=method, data=sent)


def _known(value, line: dict):
    """`<fingerprint>` and `<id>` stand for what the line holds."""
    is_named = isinstance(value, str) and value.startswith("<")
    return line[value.strip("<>")] if is_named else value


def state(app) -> dict:
    """All places, what was served and claimed, and how long the record is."""
    from sqlalchemy import func, select

    from forum.cases.annex.models import AnnexMessage
    from forum.cases.models import Case, Post
    from forum.core.db import db
    from forum.ledger.models import LedgerEntry
    from forum.queue.models import QueueEntry, Service
    from forum.queue.reading import stored_places

    with app.app_context():
        claims = select(QueueEntry.number, QueueEntry.claimed_by_id)
        claims = claims.where(QueueEntry.claimed_by_id.is_not(None))
        statuses = select(Case.number, Case.status)
        company = ("staff", "admin")
        answers = select(func.count()).where(Post.author_role.in_(company))
        private = select(func.count()).where(AnnexMessage.author_role.in_(company))
        return {
            "places": stored_places(),
            "claims": sorted(map(tuple, db.session.execute(claims))),
            "services": db.session.scalar(select(func.count()).select_from(Service)),
            "answers": db.session.scalar(answers),
            "private answers": db.session.scalar(private),
            "statuses": sorted(map(tuple, db.session.execute(statuses))),
            "record": db.session.scalar(select(func.count()).select_from(LedgerEntry)),
        }


def unsaid(before: dict, after: dict) -> list[str]:
    """What changed without one more entry in the record."""
    if after["record"] > before["record"]:
        return []
    return [name for name in before if name != "record" and before[name] != after[name]]
