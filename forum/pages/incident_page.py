"""What the pages about incidents show, gathered as late as possible; refuses rendering and writes.

Every part costs the same number of statements whatever the number of cases.
"""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import func, select, union

from forum.accounts.models import User
from forum.accounts.readers import Reader
from forum.cases import queries as cases
from forum.cases.cards import Card, cards_of
from forum.cases.merges import CUSTOMER
from forum.cases.models import Affected, Case, MergedCase, Post
from forum.cases.words import category_names
from forum.core.clock import now
from forum.core.db import db
from forum.core.i18n import _p
from forum.core.paging import Page
from forum.desk import incident_words
from forum.incidents import queries
from forum.incidents.models import Delivery, Incident, IncidentAnswer
from forum.incidents.rules import Progress

# The chip of a case with the same colour and shape.
CHIPS = {
    "open": "waiting_for_company",
    "working": "in_progress",
    "answered": "waiting_for_customer",
    "solved": "solved",
    "closed": "closed",
}


def status_words() -> dict[str, str]:
    """What an incident's status is called."""
    return {
        "open": _p("incident", "open"),
        "working": _p("incident", "in progress"),
        "answered": _p("incident", "answered"),
        "solved": _p("incident", "solved"),
        "closed": _p("incident", "closed"),
    }


@dataclass(frozen=True)
class Row:
    """One incident in a list."""

    incident: Incident
    category: str
    cases: int

    @property
    def chip(self) -> tuple[str, str]:
        """The status as the look of a chip and its word."""
        return CHIPS[self.incident.status], status_words()[self.incident.status]


def incident_rows(only_open: bool, cursor: str | None) -> tuple[list[Row], str | None]:
    """A page of the list, and the cursor of the next one."""
    page = queries.incident_list(only_open=only_open, cursor=cursor)
    counted = queries.member_count([one.number for one in page.items])
    names = category_names()
    rows = [
        Row(one, names.get(one.category, one.category), counted.get(one.number, 0))
        for one in page.items
    ]
    return rows, page.next


@dataclass(frozen=True)
class AnswerCard:
    """One answer; a moderator who hid it in a thread hid it here, too."""

    answer: IncidentAnswer
    progress: Progress
    is_hidden: bool
    is_newest: bool


class IncidentPage:
    """One incident for one reader."""

    def __init__(self, incident: Incident, viewer: Reader, cursor: str | None = None):
        self.incident = incident
        self.is_staff = viewer.is_authenticated and viewer.is_staff
        self.is_first = cursor is None
        self.members: Page = queries.member_page(incident.number, cursor)
        self.status_word = status_words()[incident.status]
        self.chip = CHIPS[incident.status]

    @cached_property
    def category(self) -> str:
        return category_names().get(self.incident.category, self.incident.category)

    @cached_property
    def cards(self) -> list[Card]:
        """The public ones among the cases of this page."""
        numbers = [member.case_number for member in self.members.items]
        return cards_of(cases.cases_numbered(numbers))

    @cached_property
    def case_count(self) -> int:
        return queries.size_of(self.incident.number)

    @cached_property
    def people(self) -> int:
        """How many distinct people are affected, whatever they said in whichever of the cases."""
        return people_in(self.incident.number)

    @cached_property
    def answers(self) -> list[AnswerCard]:
        """Newest first."""
        found = queries.answers_of(self.incident.number)
        progress, hidden = queries.progress_of(found), _hidden([one.id for one in found])
        return [
            AnswerCard(one, progress[one.id], one.id in hidden, one is found[0]) for one in found
        ]

    @cached_property
    def is_late(self) -> bool:
        """Whether the next word that was promised has not come."""
        incident = self.incident
        return incident.next_word_by is not None and incident.next_word_by <= now()

    @cached_property
    def not_reached(self) -> list[tuple[Delivery, str]]:
        """For staff: the cases that the newest answer missed, and why."""
        if not self.is_staff or not self.answers:
            return []
        words = incident_words.reasons()
        missed = queries.not_reached(self.answers[0].answer.id)
        return [(one, words.get(one.why or "", "")) for one in missed]


def people_in(incident: int) -> int:
    """Who opened a case of the incident or one merged into it, and who said "me too" there.

    Each person once, and nobody who serves customers.
    """
    members = queries.members_of(incident)
    merged = select(MergedCase.number).where(MergedCase.root.in_(members))
    numbers = union(members, merged).subquery()
    opened = select(Case.author_id).where(Case.number.in_(select(numbers.c[0])))
    said = select(Affected.user_id).where(Affected.case_number.in_(select(numbers.c[0])))
    people = union(opened, said).subquery()
    counted = select(func.count()).select_from(people).join(User, User.id == people.c[0])
    return db.session.scalars(counted.where(User.role == CUSTOMER)).one()


def _hidden(answers: list[int]) -> set[int]:
    """Those of these answers of which a moderator hid a post in some thread."""
    if not answers:
        return set()
    here = (Post.case_number == Delivery.case_number) & (Post.position == Delivery.position)
    where = (Delivery.answer_id.in_(answers), Delivery.state == "sent")
    statement = select(Delivery.answer_id).join(Post, here).where(*where)
    return set(
        db.session.scalars(statement.where(Post.visibility.not_in(("public", "moved"))).distinct())
    )
