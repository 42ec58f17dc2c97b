"""The life of a case: which move is allowed from which status, and for whom; pure decisions.

Statuses: `new` (nobody of the company has answered), `waiting_for_company` (answered before, the
company's turn again), `in_progress` (being worked on, outside the queue, with a public *next word
by*), `waiting_for_customer` (the clock stands), and the ends: `solved`, `closed` (solved and
confirmed), `declined` (with a public reason), `duplicate` (it goes on in another case).
"""

from dataclasses import dataclass
from datetime import timedelta

from forum.accounts.readers import Reader
from forum.core.i18n import _

STATUSES = (
    "new",
    "waiting_for_company",
    "in_progress",
    "waiting_for_customer",
    "solved",
    "closed",
    "declined",
    "duplicate",
)
TURNS = ("company", "customer", "nobody")
KINDS = ("outage", "fault", "billing", "contract", "question", "idea")
CONTRACT_CLASSES = ("private", "business")

OPEN = ("new", "waiting_for_company", "in_progress", "waiting_for_customer")
ENDS = ("solved", "closed", "declined", "duplicate")
WAITING = ("new", "waiting_for_company")  # the clock runs only here

TURN_OF = {
    "new": "company",
    "waiting_for_company": "company",
    "in_progress": "company",
    "waiting_for_customer": "customer",
    "solved": "nobody",
    "closed": "nobody",
    "declined": "nobody",
    "duplicate": "nobody",
}

SILENCE = timedelta(days=14)  # after which a solution nobody objected to counts as confirmed
NEXT_WORD_AT_MOST = timedelta(days=30)  # "we are working on it" must not last for ever

# move → (from which statuses, to which status, who may); "author" is the author of the case.
MOVES = {
    "answer": (OPEN, "waiting_for_customer", ("staff",)),
    "work": (OPEN, "in_progress", ("staff",)),
    "reply": (("waiting_for_customer",), "waiting_for_company", ("author",)),
    "wait_again": (("in_progress",), "waiting_for_company", ("clock",)),
    "solve": ((*OPEN, "declined"), "solved", ("author", "staff")),
    "add_solution": (("solved",), "solved", ("author", "staff")),
    "confirm": (("solved",), "solved", ("author",)),
    "close": (("solved",), "closed", ("clock",)),
    "decline": (OPEN, "declined", ("staff",)),
    "reopen": (("solved", "closed", "declined"), "waiting_for_company", ("author",)),
    "merge": (OPEN, "duplicate", ("moderator",)),
    "unmerge": (("duplicate",), "new", ("author", "moderator")),  # or what it was before
}


@dataclass(frozen=True)
class Move:
    """What the table says about one wish: the status it leads to, or the sentence why not."""

    to: str | None
    refusal: str = ""

    @property
    def is_allowed(self) -> bool:
        return self.to is not None


def move(name: str, *, status: str, parts: tuple[str, ...]) -> Move:
    """Whether somebody with these `parts` (author, staff, clock) may make this move from here."""
    origins, target, who = MOVES[name]
    if not set(who) & set(parts):
        return Move(None, _WHO_SENTENCES[name]())
    if status not in origins:
        return Move(None, _("The case is in a state in which this is not possible any more."))
    return Move(target)


def parts_of(user: Reader, author_id: int) -> tuple[str, ...]:
    """The part a person plays in a case: its author, staff or neither.

    Staff who open a case are customers in it like any other: they do not serve themselves.
    """
    if user.is_authenticated and user.id == author_id:
        return ("author",)
    return ("staff",) if user.is_authenticated and user.is_staff else ()


def serves(user: Reader, author_id: int) -> bool:
    """Whether what this person does in a case is service: an act of staff for somebody else."""
    return "staff" in parts_of(user, author_id)


_WHO_SENTENCES = {
    "answer": lambda: _("Only staff answer for the company."),
    "work": lambda: _("Only staff can say that they are working on a case."),
    "reply": lambda: _("Only the author of the case can answer for the customer."),
    "wait_again": lambda: _("This happens by time alone."),
    "solve": lambda: _("Only the author of the case or staff can mark a solution."),
    "add_solution": lambda: _("Only the author of the case or staff can mark a solution."),
    "confirm": lambda: _("Only the author of the case can confirm that it is solved."),
    "close": lambda: _("This happens by time alone."),
    "decline": lambda: _("Only staff can decline a case."),
    "reopen": lambda: _("Only the author of the case can reopen it."),
    "merge": lambda: _("Only moderators merge cases."),
    "unmerge": lambda: _("Only its author and moderators can say that a case is another matter."),
}
