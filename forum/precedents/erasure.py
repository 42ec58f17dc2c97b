"""Takes words out of goodwill and people off their claims; the entries in the record stay."""

from collections.abc import Callable, Collection

from sqlalchemy import or_, select

from forum.accounts.models import User
from forum.core.db import db
from forum.core.text import TITLE_LIMIT
from forum.ledger.erasure import erase_texts
from forum.notifications.actions import rewrite_news
from forum.precedents import rules
from forum.precedents.models import Precedent, PrecedentClaim

TABLES = (Precedent, PrecedentClaim)


def forget_person(user: User, change: Callable[[str], str], numbers: Collection[int]) -> None:
    """Nothing says any more who claimed what, or in what words; whoever is named is not.

    That something was claimed, and what became of it, goes on standing in public. `numbers` are
    the cases in which they wrote: there `change` has every text.
    """
    own = list(
        db.session.scalars(select(PrecedentClaim).where(PrecedentClaim.claimant_id == user.id))
    )
    said = {one.said for one in own if one.said}
    erase_texts([one.case_number for one in own], lambda text: text in said)
    for one in own:
        one.said, one.claimant_id = "", None
    rewrite_about(numbers, change)


def rewrite_about(numbers: Collection[int], change: Callable[[str], str]) -> None:
    """Let `change` have what was granted and claimed in these cases, and what was granted first."""
    claimed = select(PrecedentClaim.precedent_id).where(PrecedentClaim.case_number.in_(numbers))
    about = or_(Precedent.case_number.in_(numbers), Precedent.id.in_(claimed))
    for precedent in db.session.scalars(select(Precedent).where(about)):
        rewrite(precedent, change)
        rewrite_news(f"/precedents/{precedent.id}", change)
    where = PrecedentClaim.case_number.in_(numbers)
    for one in db.session.scalars(select(PrecedentClaim).where(where)):
        one.said, one.reason = change(one.said), change(one.reason)


def rewrite(precedent: Precedent, change: Callable[[str], str]) -> None:
    """Let `change` have every text of a precedent."""
    precedent.what = change(precedent.what)[:TITLE_LIMIT]  # a replacement may be longer
    precedent.why, precedent.terms = change(precedent.why), change(precedent.terms)
    if precedent.ended_because:
        precedent.ended_because = change(precedent.ended_because)
    precedent.words = rules.searchable(precedent.what, precedent.why, precedent.terms)


def texts_of(precedent: Precedent) -> list[str]:
    """All that it says."""
    texts = (precedent.what, precedent.why, precedent.terms, precedent.ended_because)
    return [one for one in texts if one]
