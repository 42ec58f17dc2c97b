"""Many posts of plain advertising at once: each is still decided, recorded and explained alone."""

from forum.accounts.models import User
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.moderation import actions
from forum.moderation.forms import BatchForm
from forum.moderation.item_queries import Item


def hide_spam(items: list[Item], *, form: BatchForm, moderator: User) -> int:
    """Hide these held posts on one ground; returns how many. Invalid when none was chosen."""
    if not items:
        raise Invalid(_("Choose at least one post that still waits."), "chosen")
    for item in items:
        ruling = form.ruling(moderator, "held", item.since)
        actions.hide_post(item.post, ruling=ruling)
    return len(items)
