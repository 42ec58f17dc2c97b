"""Telling people: a row for their page and a mail in the outbox; refuses to decide who is told."""

import re
from collections.abc import Callable, Iterable

from sqlalchemy import delete, select, update

from forum.accounts.models import User
from forum.core import letters, outbox
from forum.core.clock import now
from forum.core.db import db
from forum.core.passages import changed
from forum.notifications import choice_actions, choice_queries
from forum.notifications.messages import KINDS, message
from forum.notifications.models import Notification


def notify(
    user_ids: Iterable[int | None],
    kind: str,
    *,
    path: str,
    values: dict,
    mail: bool = True,
    in_mail: dict | None = None,
) -> None:
    """Tell each person once, on their page and by mail, in the present transaction.

    `path` is where the news is (`/cases/12#post-3`); `values` are what its words need, and never a
    text that its reader could not read there; `in_mail` are further ones for the mail alone, such
    as the secret of a link. None among the ids is passed over: somebody who left. Whoever wants no
    mail of this sort, or about this case, finds it on their page alone (sorts.py).
    ValueError for a kind that KINDS does not have, KeyError for a value that is missing.
    """
    if kind not in KINDS:
        raise ValueError(f"there is no notification of the kind {kind!r}")
    message(kind, values)  # a missing value must fail here, not in the worker
    people = _people(user_ids)
    without = choice_queries.without_mail(people, kind, path) if mail else set()
    for user in people:
        news = Notification(
            user_id=user.id, kind=kind, values=values, path=path, created_at=now(), read_at=None
        )
        db.session.add(news)
        if mail and user.is_active and user.id not in without:
            letters.post(
                kind,
                path=path,
                values={**values, **(in_mail or {})},
                to=user.email,
                language=user.language,
                person=user.id,
            )


def mark_all_read(user: User) -> None:
    """Nothing is news to this person any more."""
    unread = (Notification.user_id == user.id, Notification.read_at.is_(None))
    db.session.execute(update(Notification).where(*unread).values(read_at=now()))


def rewrite_news(path: str, change: Callable[[str], str]) -> None:
    """Let `change` have every text in news, and in mails not sent yet, that lead to `path`."""
    here = re.compile(re.escape(path) + r"(?!\d)")
    leading = Notification.path.startswith(path, autoescape=True)
    for news in db.session.scalars(select(Notification).where(leading)):
        if here.match(news.path) and (values := changed(news.values, change)) != news.values:
            news.values = values

    def change_payload(payload: dict) -> dict:
        is_meant = here.match(payload["path"])
        return {**payload, "values": changed(payload["values"], change)} if is_meant else payload

    outbox.rewrite(letters.OUTBOX_KIND, change_payload)


def forget_person(user: User) -> None:
    """Drop all news for somebody who leaves, and the mails to them that are not sent yet."""
    db.session.execute(delete(Notification).where(Notification.user_id == user.id))
    choice_actions.forget_person(user)
    letters.take_back(user.email)


def _people(user_ids: Iterable[int | None]) -> list[User]:
    wanted = {user_id for user_id in user_ids if user_id is not None}
    if not wanted:
        return []
    return list(
        db.session.scalars(
            select(User).where(User.id.in_(wanted), User.erased_at.is_(None)).order_by(User.id)
        )
    )
