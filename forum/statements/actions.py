"""Verbs of statements: issue one with a decision, object to it, answer the objection.

What a decision changes is a verb of the room whose matter it is; refuses request and commit.
"""

from datetime import datetime, timedelta

from forum.accounts.models import User
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid, Refused
from forum.core.i18n import _, force_locale
from forum.core.text import says_something
from forum.ledger.ledger import Actor, record
from forum.ledger.queries import moment_of
from forum.notifications.actions import notify
from forum.statements import words
from forum.statements.grounds import GROUNDS
from forum.statements.models import Appeal, Statement

OBJECTION = timedelta(days=183)  # six months, Art. 20(1) of Regulation (EU) 2022/2065


def issue(
    *,
    entry_id: int,
    measure: str,
    person_id: int | None,
    ground: str,
    sentence: str,
    case_number: int | None = None,
    position: int | None = None,
    by: User | None = None,
    prompted_by: str = "own",
    since: datetime | None = None,
    until: datetime | None = None,
    tells: bool = True,
) -> Statement:
    """Write what was decided beside its entry; `tells` its person. `by` None: a published rule."""
    check(ground=ground, sentence=sentence)  # raises Invalid
    at = moment_of(entry_id)  # at the turn of a month, both count in the same one
    statement = Statement(
        entry_id=entry_id,
        at=at,
        measure=measure,
        ground=ground,
        sentence=sentence,
        person_id=person_id,
        case_number=case_number,
        position=position,
        by_id=by.id if by else None,
        prompted_by=prompted_by,
        since=since,
        until=until,
        appeal_by=at + OBJECTION,
    )
    db.session.add(statement)
    db.session.flush()
    if tells:
        _tell(statement)
    return statement


def check(*, ground: str, sentence: str) -> None:
    """Raise Invalid unless a decision may rest on this; for verbs that ask before they change."""
    if ground not in GROUNDS:
        raise Invalid(_("Please choose one of the published grounds."), "ground")
    if not says_something(sentence):
        raise Invalid(_("Say in public in a sentence why."), "reason")


def appeal(statement: Statement, *, text: str) -> Appeal:
    """Object to a decision: free, within six months, once. Invalid without a word why."""
    if not says_something(text):
        raise Invalid(_("Please say why the decision is wrong."), "text")
    objection = Appeal(statement_id=statement.id, text=text, created_at=now(), sentence="")
    db.session.add(objection)
    db.session.flush()
    return objection


def decide_appeal(objection: Appeal, *, moderator: User, outcome: str, sentence: str) -> None:
    """Answer an objection with a public outcome; what follows from it the caller does.

    Raises Refused when somebody answered it already.
    """
    if outcome not in ("upheld", "rejected"):
        raise Invalid(_("Please choose an outcome."), "outcome")
    if not says_something(sentence):
        raise Invalid(_("Say in public in a sentence why."), "reason")
    if objection.decided_at is not None:
        raise Refused(_("Another moderator has decided about this objection already."))
    statement = objection.statement
    fields: dict[str, str | int] = {
        "outcome": outcome,
        "measure": statement.measure,
        "ground": statement.ground,
    }
    if statement.position:
        fields["post"] = statement.position
    objection.entry_id = record(
        "appeal.decided",
        actor=Actor.of(moderator),
        subject=statement.case_number,
        fields=fields,
        texts={"reason": sentence},
    )
    objection.decided_at, objection.decided_by_id = now(), moderator.id
    objection.outcome, objection.sentence = outcome, sentence
    values = {"decision": f"appeal_{outcome}", "reason": sentence}
    notify([statement.person_id], "appeal.decided", path=path_of(statement), values=values)


def take_back(statement: Statement | None) -> None:
    """Note that a decision holds no longer; what it changed the caller has undone."""
    if statement is not None and statement.undone_at is None:
        statement.undone_at = now()


def path_of(statement: Statement) -> str:
    """Where whom it concerns reads a statement and objects to it."""
    return f"/statements/{statement.id}"


def _tell(statement: Statement) -> None:
    """The whole statement by mail, in the language of whom it concerns."""
    person = db.session.get(User, statement.person_id) if statement.person_id else None
    if person is None:
        return
    with force_locale(person.language):
        told = words.lines(
            measure=statement.measure,
            ground=statement.ground,
            prompted_by=statement.prompted_by,
            until=statement.until,
        )
    values: dict[str, object] = {"lines": told, "reason": statement.sentence}
    kind = "statement.account"
    if statement.case_number:
        kind = "statement.post" if statement.position else "statement.case"
        values |= {"number": statement.case_number, "post": statement.position}
    notify([person.id], kind, path=path_of(statement), values=values)
