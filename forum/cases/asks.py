"""The question "did this solve your problem?" beside a case: put, settled, found again.

Called by the verbs of the end of a case; refuses to move a case or to tell anybody.
"""

from datetime import timedelta

from sqlalchemy import select, update

from forum.accounts.keys import hash_of, new_key
from forum.cases.models import Case
from forum.cases.outcome_models import Ask
from forum.cases.states import SILENCE
from forum.core.clock import now
from forum.core.db import db

LASTS = timedelta(days=60)  # of a mailed link; people come back from holidays


def put(case: Case, *, position: int) -> str | None:
    """Ask the author about a solution that staff marked; the key for the mail, which is nowhere.

    None where the same post is marked again after staff took the mark back: that is no new
    solution, and the question already mailed holds again, if its links last until silence counts.
    """
    earlier = _last_of(case)
    if (
        earlier is not None
        and earlier.expires_at > now() + SILENCE
        and (earlier.position, earlier.answer) == (position, "withdrawn")
    ):
        earlier.answer = earlier.answered_at = None
        return None
    key, at = new_key(), now()
    asked = Ask(
        key_hash=hash_of(key),
        case_number=case.number,
        position=position,
        person_id=case.author_id,
        asked_at=at,
        expires_at=at + LASTS,
    )
    db.session.add(asked)
    return key


def settle(case: Case, answer: str) -> None:
    """What the author said, by link or on the page, or `withdrawn`: nothing is asked any more."""
    db.session.flush()
    where = (Ask.case_number == case.number, Ask.answer.is_(None))
    db.session.execute(update(Ask).where(*where).values(answer=answer, answered_at=now()))


def with_key(key: str) -> Ask | None:
    """The question that this key opens."""
    return db.session.scalar(select(Ask).where(Ask.key_hash == hash_of(key)))


def _last_of(case: Case) -> Ask | None:
    newest = select(Ask).where(Ask.case_number == case.number).order_by(Ask.id.desc()).limit(1)
    return db.session.scalar(newest)
