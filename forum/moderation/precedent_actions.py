"""The verb that removes a passage for good from a precedent, its claims and their entries."""

from sqlalchemy import select

from forum.core import purge
from forum.core.db import db
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.core.passages import SHORTEST, Passages
from forum.ledger.erasure import erase_texts
from forum.notifications.actions import rewrite_news
from forum.notifications.models import Notification
from forum.precedents.erasure import TABLES, rewrite, texts_of
from forum.precedents.models import Precedent, PrecedentClaim
from forum.statements.rulings import Ruling


def redact_precedent(precedent: Precedent, *, passage: str, ruling: Ruling) -> int:
    """Remove every occurrence of a passage; returns the ledger entry's id.

    Invalid for a passage that stands nowhere in it, or a public sentence that repeats it.
    """
    sought = Passages([passage])
    where = PrecedentClaim.precedent_id == precedent.id
    claims = list(db.session.scalars(select(PrecedentClaim).where(where)))
    _check(sought, precedent, claims, ruling)
    rewrite(precedent, sought.remove)
    for one in claims:
        one.said, one.reason = sought.remove(one.said), sought.remove(one.reason)
    rewrite_news(f"/precedents/{precedent.id}", sought.remove)
    numbers = {precedent.case_number, *(one.case_number for one in claims)}
    erase_texts(sorted(numbers), lambda text: sought.remove(text) != text)
    cause = ruling.draft("precedent.redacted", precedent=precedent.id)
    entry = cause.record(precedent.case_number)
    about = {"case_number": precedent.case_number, "position": precedent.position}
    ruling.issue(entry, "redact", precedent.granted_by_id, **about)
    purge.forget([*TABLES, Notification])
    return entry


def _check(
    sought: Passages, precedent: Precedent, claims: list[PrecedentClaim], ruling: Ruling
) -> None:
    ruling.check()
    if not sought.all or len(sought.all[-1]) < SHORTEST:
        sentence = _("A passage has at least %(number)s characters.", number=SHORTEST)
        raise Invalid(sentence, "passage")
    said = [text for one in claims for text in (one.said, one.reason)]
    if sought.missing_in([*texts_of(precedent), *said]):
        sentence = _("This passage does not stand in this precedent, or it is gone already.")
        raise Invalid(sentence, "passage")
    if sought.remove(ruling.sentence) != ruling.sentence:
        raise Invalid(_("The reason is public: it must not repeat the passage."), "reason")
