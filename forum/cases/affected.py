"""Who beside its author is told what becomes of a case; refuses to tell them.

Whoever said "me too" in it, and those whose own cases were merged into it.
"""

from sqlalchemy import or_, select

from forum.accounts.models import User
from forum.cases import merges
from forum.cases.models import Affected, Case, MergedCase
from forum.cases.states import OPEN
from forum.core.db import db
from forum.incidents import queries as incidents


def others_to_tell(case: Case) -> set[int]:
    """Each of them once; not its author, nor who hears the same answer in another thread."""
    merged = select(MergedCase.number).where(MergedCase.root == case.number)
    here = or_(Affected.case_number == case.number, Affected.case_number.in_(merged))
    said = select(Affected.user_id).where(here).distinct()
    people = {*db.session.scalars(said), *merges.authors_of_merged(case)} - {case.author_id}
    return people - _told_elsewhere(case, people)


def _told_elsewhere(case: Case, people: set[int]) -> set[int]:
    """Who is told of the answer of an incident that is being given here by another of its cases.

    By their own one, or by one in which they said "me too" and which got the answer before.
    """
    given = incidents.answer_being_given(case.number) if people else None
    if given is None:
        return set()
    incident, answer = given
    got, members = incidents.got(answer), incidents.members_of(incident)
    merged = MergedCase.root.in_(got)
    is_told = Case.number.in_(got) | (Case.number.in_(members) & Case.status.in_(OPEN))
    ways = (
        select(Case.author_id).where(is_told),
        select(Case.author_id).join(MergedCase, MergedCase.number == Case.number).where(merged),
        select(Affected.user_id).where(Affected.case_number.in_(got)),
        select(Affected.user_id)
        .join(MergedCase, MergedCase.number == Affected.case_number)
        .where(merged),
    )
    told = select(User.id).where(User.id.in_(people), or_(*(User.id.in_(way) for way in ways)))
    return set(db.session.scalars(told))
