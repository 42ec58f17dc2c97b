"""What every decision carries from whoever makes it to the verb that does it; refuses to decide."""

from dataclasses import dataclass
from datetime import datetime

from forum.accounts.models import User
from forum.ledger.ledger import RULES, Actor, Draft
from forum.statements import actions
from forum.statements.models import Statement


@dataclass(frozen=True)
class Ruling:
    """Who decides, on which published ground, in what words; by None: a published rule itself.

    `since` is when the matter was handed in: with a report, an objection, a post that was held.
    """

    by: User | None
    ground: str
    sentence: str
    prompted_by: str = "own"  # own report held appeal rule author repeats
    since: datetime | None = None

    def check(self) -> None:
        """Raise Invalid unless ground and sentence will do; for verbs to ask before they change."""
        actions.check(ground=self.ground, sentence=self.sentence)

    def draft(self, kind: str, **fields) -> Draft:
        """The one entry of this decision in the record, still to be made."""
        self.check()
        actor = Actor.of(self.by) if self.by else RULES
        told = {"ground": self.ground, "automated": self.by is None, **fields}
        return Draft(kind, actor, told, {"reason": self.sentence})

    def issue(self, entry_id: int, measure: str, person_id: int | None, **about) -> Statement:
        """The one statement of reasons that goes with the entry; see `actions.issue`."""
        return actions.issue(
            entry_id=entry_id,
            measure=measure,
            person_id=person_id,
            ground=self.ground,
            sentence=self.sentence,
            by=self.by,
            prompted_by=self.prompted_by,
            since=self.since,
            **about,
        )
