"""One case with something of everything in it, for tests that look at every page."""

from dataclasses import dataclass

from tests.harness.rulings import ruling

# What the placeholders of addresses stand for where there is no such thing.
NOTHING = {
    "filename": "css/base.css",
    "row_id": 999_999,
    "grant_id": 999_999,
    "appeal_id": 999_999,
    "statement_id": 999_999,
    "key": "never-sent",
    "message_id": 999_999,
    "file_id": 999_999,
    "template_id": 999_999,
    "rating_id": 999_999,
    "name": "nobody.eml",
    "category": "mobile",
    "matter": "answer",
    "seq": 999_999,
    "month": "2026-11",  # nothing is sealed on the stage
    "level": 0,
    "address": "000",
}


@dataclass(frozen=True)
class Stage:
    """Who looks, and what the placeholders of addresses stand for."""

    people: dict
    values: dict


def set_the_stage(app, cast) -> Stage:
    """Anna's public case with Olga's answer, Ben's "me too", one of Fred's posts still held."""
    from forum.cases import actions
    from forum.core.db import writing
    from forum.rulebook import actions as rulebooks

    with app.app_context(), writing():
        case = actions.open_case(
            author=cast.anna.row(),
            title="Data cap reached after three days",
            body="The meter counts what I never used.",
            category=any_category(),
            kind="billing",
        )
        actions.add_post(case, author=cast.olga.row(), body="We look at the meter.")
        held = actions.add_post(case, author=cast.fred.row(), body="Buy my book instead.")
        draft = rulebooks.start_draft(proposer=cast.mara.row())
        values = {"number": case.number, "position": 1, "post_id": held.id}
        values |= {"draft_id": draft.id, "code": "R6", "version": 1, "other": 1}
        values["article"] = an_article(cast).number
        actions.say_me_too(case, person=cast.ben.row())
        values["incident"] = open_incident(case, cast.olga.row())
        other = an_ended_case(cast.ben.row())
        values |= claimed_goodwill(cast, granted_in=other.number, claimed_in=case)
    people = {
        "visitor": None,
        "new": cast.nora,
        "customer": cast.another(),
        "other": cast.ben,
        "suspended": suspended(app, cast),
        "author": cast.anna,
        "staff": cast.olga,
        "moderator": cast.mara,
        "admin": cast.ada,
    }
    return Stage(people, {**NOTHING, "person_id": cast.fred.id, **values})


def an_ended_case(author):
    """One that stands before nobody, since its author says that it is solved."""
    from forum.cases import actions, solution_actions

    case = actions.open_case(
        author=author,
        title="The mast is down",
        body="No bars since Monday.",
        category=any_category(),
        kind="outage",
    )
    solution_actions.say_solved(case, author=author)
    return case


def an_article(cast):
    """A help article of Olga's, from no case."""
    from forum.knowledge.article_actions import publish_article

    said = {"title": "The brake", "body": "It can be lifted.", "category": "mobile"}
    return publish_article(**said, language="en", staff=cast.olga.row(), made_from=None)


def open_incident(case, staff) -> int:
    """One that the case could join."""
    from forum.incidents.actions import open_incident

    slug = case.category.slug
    return open_incident(title="The meter", text="", category=slug, staff=staff).number


def suspended(app, cast):
    """A customer who reads but does not write in public."""
    person = cast.another()
    suspend(app, cast, person)
    return person


def suspend(app, cast, person) -> None:
    """Mara suspends somebody for a week."""
    from datetime import timedelta

    from forum.core.clock import now
    from forum.core.db import writing
    from forum.moderation.people_actions import decide_about

    with app.app_context(), writing():
        why, until = ruling(cast.mara.row(), "Insults.", "insult"), now() + timedelta(days=7)
        decide_about(person.row(), measure="suspend", ruling=why, until=until)


def any_category():
    """The first of the categories that the migrations brought."""
    from sqlalchemy import select

    from forum.cases.models import Category
    from forum.core.db import db

    return db.session.scalars(select(Category).order_by(Category.position)).first()


def claimed_goodwill(cast, *, granted_in: int, claimed_in) -> dict:
    """Olga once granted something in one case, which Anna claims in hers; their placeholders."""
    from datetime import timedelta

    from forum.core.clock import now
    from forum.precedents import actions
    from forum.precedents.rules import Terms

    until = (now() + timedelta(days=30)).date()
    terms = Terms(
        "A month by itself free", "The mast was down.", True, "For who was cut off.", until
    )
    precedent = actions.record_goodwill(
        terms,
        case_number=granted_in,
        position=None,
        category=claimed_in.category.slug,
        language="en",
        staff=cast.olga.row(),
    )
    claim = actions.claim(precedent, case_number=claimed_in.number, claimant=claimed_in.author)
    return {"precedent_id": precedent.id, "claim_id": claim.id, "until": until.isoformat()}
