"""The door to a person's choice of mails: by the key of a mail, or signed in. Changes nothing."""

from dataclasses import dataclass

from forum.accounts.models import User
from forum.core.db import db
from forum.core.errors import Invalid, NotFound
from forum.core.i18n import _
from forum.notifications import links, sorts
from forum.notifications.choice_queries import switched_off


@dataclass(frozen=True)
class Choice:
    """What the page behind a mail's link shows, and may change."""

    user_id: int
    case_number: int | None
    sort: str
    off: frozenset[str]  # of both of these, what is switched off now

    @property
    def abouts(self) -> dict[str, str]:
        """What a button of the page may name → under what that is kept."""
        found = {"sort": sorts.about_sort(self.sort)}
        if self.case_number:
            found["case"] = sorts.about_case(self.case_number)
        return found

    @property
    def narrowest(self) -> str:
        """What one click switches off: the case, or where there is none the sort."""
        return self.abouts.get("case") or self.abouts["sort"]

    def is_off(self, name: str) -> bool:
        """Whether mails about `case` or of this `sort` are switched off."""
        return self.abouts[name] in self.off


def choice_behind(key: str) -> Choice:
    """Whoever has a mail may switch its like off, signed in or not; nothing else is shown.

    NotFound for a forged key, and when its person is gone.
    """
    switch = links.switch_of(key)
    user = db.session.get(User, switch.user_id)
    if user is None or user.erased_at is not None:
        raise NotFound(_("This account does not exist any more; no mails are sent to it."))
    found = Choice(user.id, switch.case_number, switch.sort, frozenset())
    off = switched_off(user.id, found.abouts.values())
    return Choice(user.id, switch.case_number, switch.sort, frozenset(off))


def about_for_choosing(about: str) -> str:
    """What somebody signed in wants to choose about; Invalid unless it is a case or a sort."""
    is_sort = about in map(sorts.about_sort, sorts.SORTS)
    number = sorts.case_in(about)
    if not is_sort and (number is None or about != sorts.about_case(number)):
        raise Invalid(_("Please choose one of the sorts of mails, or a case."))
    return about
