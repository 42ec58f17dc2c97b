"""Of what a person wants no mail; refuses writes."""

from collections.abc import Collection

from sqlalchemy import select

from forum.core.db import db
from forum.core.paging import Page, decode_cursor, page_of
from forum.notifications.models import MailChoice
from forum.notifications.sorts import SORTS, about_sort

PAGE_SIZE = 30


def switched_off(user_id: int, abouts: Collection[str]) -> set[str]:
    """Which of these the person has switched off."""
    where = (MailChoice.user_id == user_id, MailChoice.about.in_(list(abouts)))
    return set(db.session.scalars(select(MailChoice.about).where(*where)))


def sorts_off(user_id: int) -> set[str]:
    """The sorts of mails that the person has switched off."""
    off = switched_off(user_id, [about_sort(sort) for sort in SORTS])
    return {sort for sort in SORTS if about_sort(sort) in off}


def cases_off(user_id: int, *, cursor: str | None = None) -> Page[MailChoice]:
    """The cases about which the person wants no mails, the latest choice first."""
    wanted = select(MailChoice).where(
        MailChoice.user_id == user_id, MailChoice.about.startswith("/cases/")
    )
    if after := decode_cursor(cursor, int):
        wanted = wanted.where(MailChoice.id < after[0])
    rows = db.session.scalars(wanted.order_by(MailChoice.id.desc()).limit(PAGE_SIZE + 1))
    return page_of(list(rows), PAGE_SIZE, lambda row: (row.id,))
