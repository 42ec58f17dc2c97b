"""The only door to answering an objection: a moderator who has no part in the matter.

Refuses to change anything.
"""

from sqlalchemy import ColumnElement, and_, or_, select

from forum.accounts.models import User
from forum.accounts.readers import Reader
from forum.cases.models import Post
from forum.core.db import db
from forum.core.errors import NotAllowed
from forum.moderation.models import Report
from forum.statements import access
from forum.statements.models import Appeal, Statement


def appeal_for_deciding(user: Reader, appeal_id: int) -> Appeal:
    """An objection this moderator may answer: somebody else's, to somebody else's decision.

    NotAllowed also for who reported what was decided about: that is who wanted the decision.
    """
    objection = access.appeal_for_moderating(user, appeal_id, lock=True)
    assert user.is_authenticated  # only moderators come so far
    refusal = why_not_decide(user, objection.statement)
    if refusal:
        raise NotAllowed(refusal)
    return objection


def why_not_decide(moderator: User, statement: Statement) -> str | None:
    """The sentence why this moderator may not answer an objection to this decision, or None."""
    wanted = select(has_reported(moderator.id)).select_from(Statement)
    found = db.session.scalar(wanted.where(Statement.id == statement.id))
    return access.why_not_decide(moderator, statement, has_reported=bool(found))


def has_reported(moderator_id: int) -> ColumnElement[bool]:
    """Whether this moderator ever reported the post, or of a whole case any post of it."""
    about = (
        Post.case_number == Statement.case_number,
        or_(Statement.position.is_(None), Post.position == Statement.position),
    )
    own = select(Report.id).join(Post, Post.id == Report.post_id)
    return own.where(and_(*about), Report.reporter_id == moderator_id).correlate(Statement).exists()
