"""The door to help articles and self-service: 404 hides, 403 refuses, 401 asks who you are."""

from typing import TypeVar

from sqlalchemy import SQLColumnExpression, select

from forum.accounts.access import require_admin, require_staff
from forum.accounts.readers import Reader
from forum.core.db import LARGEST_NUMBER, db, is_writing
from forum.core.errors import Invalid, NotAllowed, NotFound
from forum.core.i18n import _
from forum.knowledge.models import Article, SelfService

Row = TypeVar("Row", Article, SelfService)


def article_for_reading(user: Reader, number: int) -> Article:
    """An article; a withdrawn one is there for staff alone."""
    article = _row(Article, Article.number, number)
    is_staff = user.is_authenticated and user.is_staff
    if article is None or not (article.is_public or is_staff):
        raise NotFound(_("There is no such help article, or it was withdrawn."))
    return article


def article_for_thanks(user: Reader, number: int) -> Article:
    """A public article, locked, for somebody who needs no case because of it."""
    if user.is_authenticated and user.is_team:
        raise NotAllowed(_("Only customers are counted here, not those who serve them."))
    article = _row(Article, Article.number, number)
    if article is None or not article.is_public:
        raise NotFound(_("There is no such help article, or it was withdrawn."))
    return article


def article_for_editing(user: Reader, number: int) -> Article:
    """Any article, locked, for a member of staff."""
    require_staff(user)
    return article_for_reading(user, number)


def article_for_linking(user: Reader, number: int) -> Article:
    """A public article that a member of staff names; Invalid where there is none."""
    require_staff(user)
    article = _row(Article, Article.number, number)
    if article is None or not article.is_public:
        raise Invalid(_("There is no such help article, or it was withdrawn."), "article")
    return article


def self_service_for_editing(user: Reader, row_id: int) -> SelfService:
    """A self-service for an administrator."""
    require_admin(user)
    return _self_service(row_id)


def self_service_for_going(row_id: int) -> SelfService:
    """A self-service that is offered; anybody may go there."""
    found = _self_service(row_id)
    if not found.is_offered:
        raise NotFound(_("There is no such page any more."))
    return found


def _self_service(row_id: int) -> SelfService:
    found = _row(SelfService, SelfService.id, row_id)
    if found is None:
        raise NotFound(_("There is no such page any more."))
    return found


def _row(table: type[Row], key: SQLColumnExpression[int], number: int) -> Row | None:
    """The row, locked where the request writes: what is counted and versioned comes one by one."""
    if not 0 < number <= LARGEST_NUMBER:
        return None
    wanted = select(table).where(key == number)
    if is_writing():
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(wanted).first()
