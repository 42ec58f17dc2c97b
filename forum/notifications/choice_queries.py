"""Of what a person wants no mail; refuses writes."""

from collections.abc import Collection

from sqlalchemy import select

from forum.accounts.models import User
from forum.core.db import db
from forum.core.paging import Page, decode_cursor, page_of
from forum.notifications.models import MailChoice
from forum.notifications.sorts import SORTS, about_case, about_sort, case_in, sort_of

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


def without_mail(users: Collection[User], kind: str, path: str) -> set[int]:
    """The ids of those of these people who want no mail of this kind, or about this case.

    One statement for however many people; none for what everybody gets.
    """
    sort = sort_of(kind)
    if sort is None or not users:
        return set()
    abouts = [about_sort(sort)]
    if number := case_in(path):
        abouts.append(about_case(number))
    where = (MailChoice.user_id.in_([user.id for user in users]), MailChoice.about.in_(abouts))
    return set(db.session.scalars(select(MailChoice.user_id).where(*where)))
