"""What of a case stands outside its own tables: drafts, answers kept for retries, news, mails.

Refuses to decide what has to go; called with what is to be made of each text.
"""

import re
from collections.abc import Callable, Collection

from forum.cases import outcome_erasure
from forum.cases.models import Case, Post, Revision
from forum.core import drafts, letters, once, purge
from forum.core.drafts import KeptDraft
from forum.core.once import OnceResult
from forum.incidents import erasure as incidents
from forum.knowledge import erasure as knowledge
from forum.notifications.actions import rewrite_news
from forum.notifications.models import Notification
from forum.precedents import erasure as precedents
from forum.search import index
from forum.search.models import SearchDocument, SearchWord
from forum.statements import erasure as statements

# Where a text of a case may have stood; after a removal their storage is written anew. The
# ledger sees to its own.
TABLES = (
    Case,
    Post,
    Revision,
    Notification,
    KeptDraft,
    OnceResult,
    SearchDocument,
    SearchWord,
    *statements.TABLES,
    *knowledge.TABLES,
    *incidents.TABLES,
    *outcome_erasure.TABLES,
    *precedents.TABLES,
)
OPENING = "/cases/new"  # where the form stands from which a case comes


def rewrite(case: Case, change: Callable[[str], str], former: Collection[str]) -> None:
    """Let `change` have every text about the case that is kept outside of it.

    `former` are the texts that it had: by them the form is known from which it was opened.
    """
    path = f"/cases/{case.number}"
    here = re.compile(re.escape(path) + r"(?!\d)")

    def is_about(draft_path: str, fields: dict) -> bool:
        if draft_path != OPENING:
            return here.match(draft_path) is not None
        return any(typed in former for values in fields.values() for typed in values)

    drafts.rewrite(change, is_about)
    once.rewrite(change, path[1:])
    rewrite_news(path, change)
    rewrite_statements([case.number], change)
    knowledge.rewrite([case.number], change)
    incidents.rewrite([case.number], change)
    outcome_erasure.rewrite([case.number], change)
    precedents.rewrite_about([case.number], change)


def rewrite_statements(numbers: Collection[int], change: Callable[[str], str]) -> None:
    """Let `change` have what was decided about these cases, with the news and mails that say it."""
    for changed in statements.rewrite(numbers, change):
        rewrite_news(f"/statements/{changed}", change)
        letters.take_back_about(f"/statements/{changed}")


def purge_storage(case: Case, *, is_title_gone: bool) -> None:
    """Have index, written mails and storage forget what the case no longer says."""
    index.purge(case.number)
    if is_title_gone:  # the one text of a case that mails name, but for reasons
        letters.take_back_about(f"/cases/{case.number}")
    purge.forget(TABLES)
