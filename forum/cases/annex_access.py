"""The only door to the private part of a case: its author, staff, and moderators, who only read.

A visitor is asked in, everybody else refused; a case that is hidden from them does not exist.
Refuses to change anything.
"""

from sqlalchemy import select
from sqlalchemy.orm import undefer

from forum.accounts.access import require_sign_in
from forum.accounts.readers import Reader
from forum.cases import access
from forum.cases.annex.models import AnnexFile, AnnexMessage
from forum.cases.models import Case
from forum.core.db import LARGEST_NUMBER, db
from forum.core.errors import NotAllowed, NotFound
from forum.core.i18n import _


def may_read_annex(user: Reader, case: Case) -> bool:
    """The author, staff and moderators, as far as they may read the case itself."""
    if not user.is_authenticated or not access.may_read_case(user, case):
        return False
    return user.id == case.author_id or user.is_team


def annex_for_reading(user: Reader, number: int) -> Case:
    """The case whose private part this person may read; `open_annex` notes that they did."""
    require_sign_in(user)
    case = access.case_for_reading(user, number)
    if not may_read_annex(user, case):
        raise NotAllowed(
            _("The private part is for the author of the case, the company’s staff and moderators.")
        )
    return case


def annex_for_writing(user: Reader, number: int) -> Case:
    """A public case in whose private part this person may write, locked until the commit."""
    user = require_sign_in(user)
    case = access.case_going_on(user, number)
    if user.id != case.author_id and not user.is_staff:
        raise NotAllowed(
            _("Only the author of the case and the company’s staff write in its private part.")
        )
    return case


def annex_for_asking(user: Reader, number: int) -> Case:
    """A public case for staff who need data of its author, locked; never one of their own."""
    case = access.case_for_staff(user, number)
    assert user.is_authenticated  # only staff come so far
    if user.id == case.author_id:
        raise NotAllowed(_("This is your own case; you need not ask yourself."))
    return case


def file_for_reading(user: Reader, number: int, file_id: int) -> AnnexFile:
    """A file of this very case with its content; NotFound once it has vanished."""
    case = annex_for_reading(user, number)
    where = (AnnexFile.id == file_id, AnnexFile.case_number == case.number)
    statement = select(AnnexFile).where(*where).options(undefer(AnnexFile.content))
    found = db.session.scalar(statement) if 0 < file_id <= LARGEST_NUMBER else None
    if found is None:
        raise NotFound(_("There is no such file here, or it has been removed."))
    return found


def message_for_changing(user: Reader, number: int, message_id: int) -> AnnexMessage:
    """A person's own private message that has not vanished, its case locked until the commit."""
    case = annex_for_writing(user, number)
    where = (AnnexMessage.id == message_id, AnnexMessage.case_number == case.number)
    statement = select(AnnexMessage).where(*where)
    found = db.session.scalar(statement) if 0 < message_id <= LARGEST_NUMBER else None
    if found is None or found.vanished_at is not None:
        raise NotFound(_("There is no such message here, or it has been removed."))
    assert user.is_authenticated  # no visitor comes so far
    if found.author_id != user.id:
        raise NotAllowed(_("Only who wrote a message decides how long it stays."))
    return found
