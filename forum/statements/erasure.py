"""Takes words out of statements and objections, and people off them; their entries stay."""

from collections.abc import Callable, Collection

from sqlalchemy import ColumnElement, or_, select

from forum.accounts.models import User
from forum.core.db import db
from forum.statements.models import Appeal, Statement

TABLES = (Statement, Appeal)


def rewrite(numbers: Collection[int], change: Callable[[str], str]) -> list[int]:
    """Let `change` have every sentence about these cases, and every objection.

    Returns the statements that said something else before: mails and news repeat them.
    """
    return _change(Statement.case_number.in_(numbers), change)


def forget_person(user: User, change: Callable[[str], str]) -> None:
    """Nothing says any more whom a decision concerned, or what they objected."""
    own = or_(Statement.person_id == user.id, Statement.by_id == user.id)
    _change(own, change)
    for statement in db.session.scalars(select(Statement).where(Statement.person_id == user.id)):
        objection = select(Appeal).where(Appeal.statement_id == statement.id)
        for one in db.session.scalars(objection):
            one.text = ""
        statement.person_id = None


def _change(where: ColumnElement[bool], change: Callable[[str], str]) -> list[int]:
    changed = []
    for statement in db.session.scalars(select(Statement).where(where)):
        if change(statement.sentence) != statement.sentence:
            statement.sentence = change(statement.sentence)
            changed.append(statement.id)
        objection = select(Appeal).where(Appeal.statement_id == statement.id)
        for one in db.session.scalars(objection):
            one.text, one.sentence = change(one.text), change(one.sentence)
    return changed
