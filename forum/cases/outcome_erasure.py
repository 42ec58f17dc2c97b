"""Forgets what somebody was asked about their cases and the sentences of their ratings.

The numbers stay: figures count them. Refuses to decide who leaves.
"""

from collections.abc import Callable, Collection

from sqlalchemy import delete, select, update

from forum.accounts.models import User
from forum.cases.models import Case
from forum.cases.outcome_models import Ask, Rating
from forum.core import purge
from forum.core.db import db
from forum.ledger.erasure import erase_texts

TABLES = (Ask, Rating)


def forget_person(user: User) -> None:
    """No link of theirs opens anything any more; of their ratings the numbers are left."""
    db.session.execute(delete(Ask).where(Ask.person_id == user.id))
    own = list(db.session.scalars(select(Case.number).where(Case.author_id == user.id)))
    said = (Rating.case_number.in_(own), Rating.sentence != "")
    sentences = set(db.session.scalars(select(Rating.sentence).where(*said)))
    if sentences:
        db.session.execute(update(Rating).where(*said).values(sentence=""))
        erase_texts(own, lambda text: text in sentences)


def take_out(number: int, sentence: str) -> None:
    """A moderator removed it for good: from every rating that repeats it, and from the record."""
    same = (Rating.case_number == number, Rating.sentence == sentence)
    db.session.execute(update(Rating).where(*same).values(sentence="", is_taken_out=True))
    erase_texts([number], lambda text: text == sentence)
    purge.forget([Rating])


def rewrite(numbers: Collection[int], change: Callable[[str], str]) -> None:
    """Let `change` have the sentences of the ratings of these cases; the record has its own."""
    said = (Rating.case_number.in_(numbers), Rating.sentence != "")
    for given in db.session.scalars(select(Rating).where(*said)):
        if (left := change(given.sentence)) != given.sentence:
            given.sentence = left
