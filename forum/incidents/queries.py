"""Reads of incidents, named by what they return; refuses writes.

Every function costs the same number of statements whatever the number of rows.
"""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Select, exists, func, or_, select

from forum.core.db import db
from forum.core.paging import Page, decode_cursor, page_of
from forum.incidents.models import Delivery, Incident, IncidentAnswer, Member
from forum.incidents.rules import Progress

PAGE_SIZE = 20
LEFT_OUT = 100  # cases shown to staff that an answer did not reach
OFFERED = 3  # open incidents of one category that the page of a case names


def incident_list(*, only_open: bool, cursor: str | None, limit: int = PAGE_SIZE) -> Page:
    """Incidents, newest first, paged by key; Invalid for a forged cursor."""
    statement = select(Incident).order_by(Incident.number.desc()).limit(limit + 1)
    if key := decode_cursor(cursor, int):
        statement = statement.where(Incident.number < key[0])
    if only_open:
        statement = statement.where(Incident.closed_at.is_(None))
    return page_of(list(db.session.scalars(statement)), limit, lambda one: [one.number])


def open_incidents(category: str, limit: int = OFFERED) -> list[Incident]:
    """The newest open incidents of a category."""
    where = (Incident.category == category, Incident.closed_at.is_(None))
    statement = select(Incident).where(*where).order_by(Incident.number.desc()).limit(limit)
    return list(db.session.scalars(statement))


def incidents_of(numbers: Collection[int]) -> dict[int, tuple[Incident, Member]]:
    """The incident to which each of these cases belongs, or belonged when it was closed."""
    statement = (
        select(Incident, Member)
        .join(Member, Member.incident == Incident.number)
        .where(Member.case_number.in_(numbers), Member.left_at.is_(None))
        .order_by(Member.id)
    )
    rows = db.session.execute(statement)
    return {member.case_number: (incident, member) for incident, member in rows}


def member_of_open(number: int) -> Member | None:
    """The membership of a case in an incident that is open."""
    where = (Member.case_number == number, Member.is_current.is_(True))
    return db.session.scalar(select(Member).where(*where))


def is_member(incident: int, number: int) -> bool:
    """Whether a case belongs to an incident as the database knows it now, open or closed."""
    return bool(db.session.scalar(select(members_of(incident, number).exists())))


def members_of(incident: int, number: int | None = None) -> Select:
    """The numbers of the cases that belong to an incident, as a statement to ask further with."""
    where = [Member.incident == incident, Member.left_at.is_(None)]
    if number is not None:
        where.append(Member.case_number == number)
    return select(Member.case_number).where(*where)


def size_of(number: int) -> int:
    """How many cases belong to one incident now."""
    return member_count([number]).get(number, 0)


def member_count(incidents: Collection[int]) -> dict[int, int]:
    """How many cases belong to each of these incidents."""
    where = (Member.incident.in_(incidents), Member.left_at.is_(None))
    counted = select(Member.incident, func.count()).where(*where).group_by(Member.incident)
    return dict(db.session.execute(counted).all())


def member_page(incident: int, cursor: str | None, limit: int = PAGE_SIZE) -> Page:
    """The members of an incident in the order in which they joined, paged by key."""
    where = [Member.incident == incident, Member.left_at.is_(None)]
    if key := decode_cursor(cursor, int):
        where.append(Member.id > key[0])
    statement = select(Member).where(*where).order_by(Member.id).limit(limit + 1)
    return page_of(list(db.session.scalars(statement)), limit, lambda one: [one.id])


def called_different(incident: int, numbers: Collection[int]) -> set[int]:
    """The cases among these that their own authors took out of the incident and left out."""
    statement = (
        select(Member.case_number)
        .where(Member.incident == incident, Member.case_number.in_(numbers))
        .where(Member.left_by == "author")
    )
    return set(db.session.scalars(statement))


def answers_of(incident: int) -> list[IncidentAnswer]:
    """All answers of an incident, newest first; there are a handful."""
    where = IncidentAnswer.incident == incident
    statement = select(IncidentAnswer).where(where).order_by(IncidentAnswer.id.desc())
    return list(db.session.scalars(statement))


def latest_answer_id(incident: int) -> int | None:
    """The answer that cases which join get, too."""
    where = IncidentAnswer.incident == incident
    return db.session.scalar(select(func.max(IncidentAnswer.id)).where(where))


def progress_of(answers: list[IncidentAnswer]) -> dict[int, Progress]:
    """How far each of these answers of one incident has come; only the newest is still sent."""
    if not answers:
        return {}
    ids, newest = [one.id for one in answers], max(one.id for one in answers)
    counted: dict[int, dict[str, int]] = defaultdict(dict)
    statement = select(Delivery.answer_id, Delivery.state, func.count())
    statement = statement.where(Delivery.answer_id.in_(ids))
    rows = db.session.execute(statement.group_by(Delivery.answer_id, Delivery.state))
    for answer, state, count in rows:
        counted[answer][state] = count
    left = db.session.scalars(
        select(func.count()).select_from(waits_for(newest, answers[0].incident).subquery())
    ).one()
    return {
        one: Progress(
            sent=counted[one].get("sent", 0),
            skipped=counted[one].get("skipped", 0),
            waiting=left if one == newest else 0,
        )
        for one in ids
    }


def waits_for(answer_id: int, incident: int) -> Select:
    """The cases of an incident that have not got an answer yet, nor been left out for good."""
    settled = exists().where(
        Delivery.answer_id == answer_id,
        Delivery.case_number == Member.case_number,
        Delivery.state.in_(("sent", "skipped")),
    )
    return members_of(incident).where(~settled)


def not_reached(answer_id: int) -> list[Delivery]:
    """The cases that an answer has not reached, with the reason, latest first."""
    where = (Delivery.answer_id == answer_id, Delivery.state.in_(("skipped", "waiting")))
    statement = select(Delivery).where(*where).order_by(Delivery.at.desc(), Delivery.case_number)
    return list(db.session.scalars(statement.limit(LEFT_OUT)))


def answer_being_given(number: int) -> tuple[int, int] | None:
    """The incident and the answer that this very transaction gives to a case, or None."""
    statement = (
        select(IncidentAnswer.incident, IncidentAnswer.id)
        .join(Delivery, Delivery.answer_id == IncidentAnswer.id)
        .where(Delivery.case_number == number, Delivery.state == "sending")
    )
    row = db.session.execute(statement.limit(1)).one_or_none()
    return (row[0], row[1]) if row else None


def got(answer_id: int) -> Select:
    """The numbers of the cases that got an answer, as a statement to ask further with."""
    where = (Delivery.answer_id == answer_id, Delivery.state == "sent")
    return select(Delivery.case_number).where(*where)


def incidents_about(numbers: Collection[int]) -> list[Incident]:
    """Every incident to which one of these cases belongs or belonged."""
    of_these = select(Member.incident).where(Member.case_number.in_(numbers))
    given = (
        select(IncidentAnswer.incident)
        .join(Delivery, Delivery.answer_id == IncidentAnswer.id)
        .where(Delivery.case_number.in_(numbers))
    )
    where = or_(Incident.number.in_(of_these), Incident.number.in_(given))
    return list(db.session.scalars(select(Incident).where(where)))
