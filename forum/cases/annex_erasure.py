"""Empties the private parts of whoever leaves: what they and staff wrote there, and the files."""

from sqlalchemy import delete, or_, select, update

from forum.accounts.models import User
from forum.cases.annex.models import AnnexFile, AnnexMessage
from forum.cases.models import Case
from forum.core.clock import now
from forum.core.db import db

TABLES = (AnnexMessage, AnnexFile)


def forget_person(user: User) -> None:
    """Of the private parts of their cases, and of what they wrote in others, nothing is left.

    That there was an exchange, and on which day, the public record goes on saying.
    """
    own = select(Case.number).where(Case.author_id == user.id)
    meant = or_(AnnexMessage.case_number.in_(own), AnnexMessage.author_id == user.id)
    messages = select(AnnexMessage.id).where(meant)
    db.session.execute(delete(AnnexFile).where(AnnexFile.message_id.in_(messages)))
    emptied = {"body": "", "html": "", "vanished_at": now()}
    db.session.execute(update(AnnexMessage).where(meant).values(**emptied))
