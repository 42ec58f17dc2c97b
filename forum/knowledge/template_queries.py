"""Reads of answer templates, named by what they return; refuses writes and rights."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, Row, Select, case, distinct, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from forum.core.db import LARGEST_NUMBER, db
from forum.core.paging import Page, decode_cursor, page_of
from forum.knowledge.template_models import AnswerTemplate, TemplateUse, TemplateVersion

PAGE_SIZE = 30
OFFERED = 12  # beside an answer; with a word more one finds the others
WORDS = 8  # of a search
VERSIONS = 50  # shown of one template, the latest


@dataclass(frozen=True)
class TemplateFilters:
    """What a list is narrowed to; `category` "" is every one, a slug also finds those for all."""

    words: str = ""
    category: str = ""
    language: str = ""
    is_retired: bool = False


class Record(NamedTuple):
    """How often something was used, in how many cases, and how many of them it solved."""

    used: int = 0
    cases: int = 0
    confirmed: int = 0


def template_list(filters: TemplateFilters, cursor: str | None = None) -> Page:
    """Templates by title, paged by key. Raises Invalid on a forged cursor."""
    statement = _narrowed(filters).limit(PAGE_SIZE + 1)
    if key := decode_cursor(cursor, str, int):
        title, template_id = key
        later = (AnswerTemplate.title_key == title) & (AnswerTemplate.id > template_id)
        statement = statement.where(or_(AnswerTemplate.title_key > title, later))
    rows = list(db.session.scalars(statement))
    return page_of(rows, PAGE_SIZE, lambda one: (one.title_key, one.id))


def templates_offered(filters: TemplateFilters) -> list[AnswerTemplate]:
    """Some that fit, those for this very category first."""
    fits_exactly = case((AnswerTemplate.category.is_not(None), 0), else_=1)
    statement = _narrowed(filters).order_by(None)
    order = (fits_exactly, AnswerTemplate.title_key, AnswerTemplate.id)
    return list(db.session.scalars(statement.order_by(*order).limit(OFFERED)))


def template_numbered(template_id: int | None) -> AnswerTemplate | None:
    """The template with this number, retired or not."""
    is_possible = template_id is not None and 0 < template_id <= LARGEST_NUMBER
    return db.session.get(AnswerTemplate, template_id) if is_possible else None


def present_version(template: AnswerTemplate) -> TemplateVersion:
    """What the template says now."""
    return db.session.get_one(TemplateVersion, (template.id, template.version))


def version_numbered(template_id: int | None, version: int | None) -> TemplateVersion | None:
    """One version of one template; None for what never was."""
    if not all(one is not None and 0 < one <= LARGEST_NUMBER for one in (template_id, version)):
        return None
    return db.session.get(TemplateVersion, (template_id, version))


def versions_of(template: AnswerTemplate) -> list[TemplateVersion]:
    """The latest versions, newest first, with who wrote them."""
    statement = select(TemplateVersion).where(TemplateVersion.template_id == template.id)
    statement = statement.options(joinedload(TemplateVersion.by))
    newest = statement.order_by(TemplateVersion.version.desc()).limit(VERSIONS)
    return list(db.session.scalars(newest))


def records_of_versions(template: AnswerTemplate) -> dict[int, Record]:
    """What each version led to; a case counts once a version, however often it was used there."""
    rows = _records(TemplateUse.version, TemplateUse.template_id == template.id)
    return {version: Record(*counts) for version, *counts in rows}


def records_of(templates: list[AnswerTemplate]) -> dict[int, Record]:
    """The same of whole templates, for a list."""
    ids = [one.id for one in templates]
    rows = _records(TemplateUse.template_id, TemplateUse.template_id.in_(ids))
    return {template_id: Record(*counts) for template_id, *counts in rows}


def _records(by: InstrumentedAttribute[int], where: ColumnElement[bool]) -> Sequence[Row]:
    confirmed = case((TemplateUse.confirmed_at.is_not(None), TemplateUse.case_number))
    counts = (
        func.count(),
        func.count(distinct(TemplateUse.case_number)),
        func.count(distinct(confirmed)),
    )
    return db.session.execute(select(by, *counts).where(where).group_by(by)).all()


def _narrowed(filters: TemplateFilters) -> Select[AnswerTemplate]:
    statement = select(AnswerTemplate)
    is_retired = AnswerTemplate.retired_at.is_not(None)
    statement = statement.where(is_retired if filters.is_retired else ~is_retired)
    if filters.language:
        statement = statement.where(AnswerTemplate.language == filters.language)
    if filters.category:
        fits = or_(AnswerTemplate.category == filters.category, AnswerTemplate.category.is_(None))
        statement = statement.where(fits)
    for word in filters.words.casefold().split()[:WORDS]:
        statement = statement.where(AnswerTemplate.words.contains(word, autoescape=True))
    return statement.order_by(AnswerTemplate.title_key, AnswerTemplate.id)
