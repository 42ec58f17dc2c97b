"""The door to rulebooks: published ones are everybody's, drafts are moderators'."""

from sqlalchemy import select

from forum.accounts.access import require_moderator
from forum.accounts.readers import Reader
from forum.core.db import LARGEST_NUMBER, db, is_writing
from forum.core.errors import NotAllowed, NotFound
from forum.core.i18n import _
from forum.rulebook import queries
from forum.rulebook.models import RulebookRow
from forum.rulebook.rules import Rule


def published_rulebook(version: int | None) -> RulebookRow:
    """The rulebook with this number, or the one in force; NotFound where there is none."""
    wanted = queries.newest_version() if version is None else version
    row = queries.row_of_version(wanted) if 0 < wanted <= LARGEST_NUMBER else None
    if row is None:
        raise NotFound(_("There is no rulebook with this number."))
    return row


def draft_for_reading(user: Reader, draft_id: int) -> RulebookRow:
    """A draft or proposal, for any moderator; locked where something is about to change."""
    require_moderator(user)
    statement = select(RulebookRow).where(RulebookRow.id == draft_id)
    if is_writing():
        statement = statement.with_for_update(of=RulebookRow)
        statement = statement.execution_options(populate_existing=True)
    row = db.session.scalar(statement) if 0 < draft_id <= LARGEST_NUMBER else None
    if row is None:
        raise NotFound(_("There is no such draft; perhaps it was discarded."))
    return row


def draft_for_changing(user: Reader, draft_id: int) -> RulebookRow:
    """A draft for the moderator whose it is."""
    row = draft_for_reading(user, draft_id)
    assert user.is_authenticated  # only moderators come so far
    if row.proposer_id != user.id:
        raise NotAllowed(_("Only the moderator who began this draft can change it."))
    return row


def rule_in(row: RulebookRow, code: str) -> Rule | None:
    """The rule of a draft with this code, None for `new`; NotFound for any other."""
    if code == "new":
        return None
    rule = queries.content_of(row).rule(code)
    if rule is None:
        raise NotFound(_("This draft has no such rule any more."))
    return rule
