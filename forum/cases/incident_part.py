"""What the page of a case says about incidents; refuses rendering and writes."""

from dataclasses import dataclass

from forum.cases.models import Case
from forum.cases.rights import Rights
from forum.cases.states import OPEN
from forum.core.fragments import values
from forum.incidents import queries
from forum.incidents.models import Incident

SIZE = 700  # bytes that one takes in memory, about


@dataclass(frozen=True)
class IncidentPart:
    """The incident to which a case belongs, or those that it could join."""

    number: int | None = None
    title: str = ""
    language: str = ""
    is_current: bool = False  # the case can still leave
    offered: tuple[Incident, ...] = ()


def incident_part(case: Case, category: str, rights: Rights) -> IncidentPart:
    """Of one case, for one reader: who may let it join is shown where to."""

    def read(numbers: list[int]) -> dict:
        found = queries.incidents_of(numbers)
        return {one: _belonging(found.get(one)) for one in numbers}

    part = values(("incident",), [case.number], read, lambda _one: SIZE)[case.number]
    may_join = (rights.is_author or rights.is_staff) and not part.is_current
    if may_join and case.visibility == "public" and case.status in OPEN:
        offered = [one for one in queries.open_incidents(category) if one.number != part.number]
        return IncidentPart(part.number, part.title, part.language, offered=tuple(offered))
    return part


def _belonging(found) -> IncidentPart:
    if found is None:
        return IncidentPart()
    incident, member = found
    return IncidentPart(incident.number, incident.title, incident.language, member.is_current)
