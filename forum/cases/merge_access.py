"""The door to cases that go on as one: all that a verb will change, locked in the order of numbers.

404 hides, 403 refuses, 401 asks who you are. Refuses to change anything.
"""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.accounts.access import require_moderator, require_sign_in
from forum.accounts.readers import Reader
from forum.cases import merges
from forum.cases.access import LARGEST, case_for_reading, require_public
from forum.cases.models import Case
from forum.cases.neutral_access import neutral
from forum.cases.queries import is_party
from forum.core.db import db, is_writing
from forum.core.errors import Invalid, NotAllowed, Refused
from forum.core.i18n import _


def case_for_merging(user: Reader, number: int) -> Case:
    """A public case that a moderator without a part in it may merge; not locked yet."""
    user = require_moderator(user)
    return neutral(user, case_for_reading(user, number))


def cases_for_merging(user: Reader, number: int, into: int) -> tuple[Case, Case]:
    """Both cases of a merge, locked; Invalid names the field where the other is not to be had."""
    case = case_for_merging(user, number)
    assert user.is_authenticated  # only moderators come so far
    found = _locked([number, into]) if 0 < into <= LARGEST else {}
    other = found.get(into)
    if other is None or other.visibility != "public":
        raise Invalid(_("There is no public case with this number."), "into")
    if is_party(other, user):
        raise NotAllowed(
            _("You opened that case or took part in it; another moderator has to decide.")
        )
    return neutral(user, found.get(number, case)), other


def merged_case_for_its_author(user: Reader, number: int) -> list[Case]:
    """Somebody's own merged case and the cases in which it goes on, nearest first, locked."""
    user = require_sign_in(user)
    cases = with_chain(case_for_reading(user, number))
    if cases[0].author_id != user.id:
        raise NotAllowed(_("Only the author of the case can do this."))
    require_public(cases[0])
    return cases


def merged_case_for_moderating(user: Reader, number: int) -> list[Case]:
    """The same for a moderator without a part in it."""
    user = require_moderator(user)
    cases = with_chain(case_for_reading(user, number))
    neutral(user, cases[0])
    return cases


def case_for_taking_back(user: Reader, number: int) -> Case:
    """A public case in which somebody takes back "me too", with those that count it as well."""
    user = require_sign_in(user)
    case = require_public(with_chain(case_for_reading(user, number))[0])
    if case.author_id == user.id:
        raise NotAllowed(_("This is your own case; it already counts you."))
    if user.is_team:
        raise NotAllowed(_("Only customers are counted here, not those who serve them."))
    return case


def with_chain(case: Case) -> list[Case]:
    """A case, not locked before, and those in which it goes on, nearest first, all locked.

    Where somebody merged one of them while the locks were waited for, the chain is another one.
    """
    chain = merges.together([case.number]).chain(case.number)
    found = _locked([case.number, *chain])
    if is_writing() and merges.together([case.number]).chain(case.number) != chain:
        raise Refused(_("Somebody decided about this case at the same moment. Please look again."))
    return [found[number] for number in (case.number, *chain)]


def _locked(numbers: list[int]) -> dict[int, Case]:
    statement = (
        select(Case)
        .where(Case.number.in_(numbers))
        .options(joinedload(Case.author, innerjoin=True), joinedload(Case.category, innerjoin=True))
        .order_by(Case.number)
    )
    if is_writing():
        statement = statement.with_for_update(of=Case)
        statement = statement.execution_options(populate_existing=True)
    return {case.number: case for case in db.session.scalars(statement)}
