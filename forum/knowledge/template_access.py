"""The door to answer templates: staff alone; 404 for what there is not. Changes nothing."""

from sqlalchemy import select

from forum.accounts.access import require_staff
from forum.accounts.readers import Reader
from forum.core.db import LARGEST_NUMBER, db, is_writing
from forum.core.errors import NotFound
from forum.core.i18n import _
from forum.knowledge.template_models import AnswerTemplate


def template_for_staff(user: Reader, template_id: int) -> AnswerTemplate:
    """A template, retired or not, locked by a request that writes."""
    require_staff(user)
    wanted = select(AnswerTemplate).where(AnswerTemplate.id == template_id)
    if is_writing():
        wanted = wanted.with_for_update()
    found = db.session.scalar(wanted) if 0 < template_id <= LARGEST_NUMBER else None
    if found is None:
        raise NotFound(_("There is no such answer template."))
    return found
