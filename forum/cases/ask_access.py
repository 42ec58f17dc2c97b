"""The door for whoever holds a mailed link to one question, signed in or not.

The key gives the rights of exactly that question. What cannot be answered any more looks the same
whatever became of the case, so that nobody learns here whether it was hidden. Changes nothing.
"""

from dataclasses import dataclass

from forum.accounts.models import User
from forum.cases import access, asks
from forum.cases.models import Case
from forum.cases.outcome_models import Ask
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import NotFound, Problem
from forum.core.i18n import _


@dataclass(frozen=True)
class Asked:
    """A question with its case; without one it can be answered no more."""

    ask: Ask
    case: Case | None

    @property
    def is_over(self) -> bool:
        """Whether the link is too old, or the case is not public any more."""
        return self.case is None

    @property
    def is_open(self) -> bool:
        """Whether the question still waits for its answer."""
        return self.case is not None and self.ask.answer is None


def question_by_key(key: str) -> Asked:
    """The question that a link opens, its case locked by a request that writes.

    NotFound for a key that was never given, or whose person has left.
    """
    ask = asks.with_key(key)
    if ask is None:
        sentence = _("This link is not one of ours or incomplete. Sign in to find your case.")
        raise NotFound(sentence)
    case = _case_of(ask)
    if case is not None:
        db.session.refresh(ask)  # as it is since the case is locked
    return Asked(ask, case)


def _case_of(ask: Ask) -> Case | None:
    author = db.session.get_one(User, ask.person_id)
    if ask.expires_at <= now():
        return None
    try:
        return access.case_for_its_author(author, ask.case_number)
    except Problem:
        return None
