"""What the stories have told so far, for those that tell them on; and how staff take a case."""

from forum.accounts.models import User
from forum.cases import states
from forum.cases.models import Case
from forum.incidents.models import Incident
from forum.knowledge.template_models import AnswerTemplate
from forum.precedents.models import Precedent
from forum.queue import claim_actions, turns
from forum.seed.script import Event

ALREADY_KNOWN = "Die Antwort lag nach einem gleichen Fall schon bereit; sie kostet eine Minute."


class Told:
    """The people, and the case that each story has become so far; what has a name of its own."""

    def __init__(self, people: dict[str, User], templates: dict[str, AnswerTemplate]):
        self.people, self.templates = people, templates
        self.cases: dict[str, Case] = {}
        self.precedents: dict[str, Precedent] = {}
        self.incidents: dict[str, Incident] = {}

    def take(self, case: Case, event: Event, reason: str = "") -> None:
        """Staff say in public why a case comes first; unasked where a story comes in between."""
        staff = self.people[event.who]
        try:
            turns.require_turn(case.number, staff=staff)
        except turns.OutOfTurn:
            reason = reason or event.text or ALREADY_KNOWN
            claim_actions.claim(case.number, staff=staff, reason=reason)

    def come_in_turn(self, case: Case, event: Event) -> None:
        """Staff who serve a case that is not next say so in public first."""
        if states.serves(self.people[event.who], case.author_id):
            self.take(case, event, ALREADY_KNOWN)
