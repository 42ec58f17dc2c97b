"""Verbs of choosing mails: no more of these, these again; refuses to touch the news themselves."""

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from forum.accounts.models import User
from forum.core.clock import now
from forum.core.db import db, is_postgresql
from forum.notifications.models import MailChoice


def switch_off(user_id: int, about: str) -> None:
    """No more mails about this; the second time changes nothing."""
    insert = postgresql.insert(MailChoice) if is_postgresql() else sqlite.insert(MailChoice)
    row = insert.values(user_id=user_id, about=about, at=now())
    db.session.execute(row.on_conflict_do_nothing(index_elements=["user_id", "about"]))


def switch_on(user_id: int, about: str) -> None:
    """Mails about this again."""
    where = (MailChoice.user_id == user_id, MailChoice.about == about)
    db.session.execute(delete(MailChoice).where(*where))


def forget_person(user: User) -> None:
    """Nothing says any more what this person wanted."""
    db.session.execute(delete(MailChoice).where(MailChoice.user_id == user.id))
