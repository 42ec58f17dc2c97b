"""Reads of rulebooks, published and drafted; refuses to change them."""

from collections.abc import Iterable

from sqlalchemy import func, select

from forum.core.db import db
from forum.core.i18n import language
from forum.rulebook.content import from_text
from forum.rulebook.models import RulebookRow
from forum.rulebook.rules import Rulebook

_PUBLISHED = RulebookRow.version.is_not(None)
_LATEST = (
    select(RulebookRow.content, RulebookRow.version)
    .where(_PUBLISHED)
    .order_by(RulebookRow.version.desc())
    .limit(1)
)


def rulebook_in_force() -> Rulebook:
    """The published rulebook with the highest number."""
    content, version = db.session.execute(_LATEST).one()
    return from_text(content, version)


def published_rulebooks() -> list[Rulebook]:
    """All that were ever in force, oldest first."""
    columns = (RulebookRow.content, RulebookRow.version)
    rows = db.session.execute(select(*columns).where(_PUBLISHED).order_by(RulebookRow.version))
    return [from_text(content, version) for content, version in rows]


def rule_titles(versions: Iterable[int]) -> dict[tuple[int | None, str], str]:
    """(version, rule code) → title in the language of the page, of these rulebooks."""
    columns = (RulebookRow.content, RulebookRow.version)
    wanted = sorted(set(versions))
    if not wanted:
        return {}
    rows = db.session.execute(select(*columns).where(RulebookRow.version.in_(wanted)))
    return {
        (version, rule.code): rule.title(language())
        for content, version in rows
        for rule in from_text(content, version).rules
    }


def published_rows() -> list[RulebookRow]:
    """All published ones with who proposed and approved them, newest first."""
    return list(
        db.session.scalars(
            select(RulebookRow).where(_PUBLISHED).order_by(RulebookRow.version.desc())
        )
    )


def row_of_version(version: int) -> RulebookRow | None:
    """The published rulebook with this number."""
    return db.session.scalar(select(RulebookRow).where(RulebookRow.version == version))


def unpublished_rows() -> list[RulebookRow]:
    """Drafts and proposals, the latest change first."""
    where = RulebookRow.version.is_(None)
    return list(
        db.session.scalars(
            select(RulebookRow).where(where).order_by(RulebookRow.updated_at.desc(), RulebookRow.id)
        )
    )


def content_of(row: RulebookRow) -> Rulebook:
    """The rules of a row."""
    return from_text(row.content, row.version)


def newest_version() -> int:
    """The number of the rulebook in force."""
    newest = db.session.scalar(select(func.max(RulebookRow.version)))
    assert newest is not None  # the first one comes with the tables
    return newest
