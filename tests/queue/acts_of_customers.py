"""What customers do, by the real verbs and on paper; they move nobody but by facts."""

from tests.queue.paper import WAITING, PaperCase
from tests.queue.paper_promises import promises_of

OPEN = (*WAITING, "in_progress", "waiting_for_customer")
ENDS = ("solved", "closed", "declined")
DECLARED = {
    "is_total_outage": "total_outage",
    "is_emergency_call_impossible": "emergency_call_impossible",
    "is_health_dependent": "health_dependent",
    "contract_class": "contract_class",
}
AT_FIRST = {
    "total_outage": False,
    "emergency_call_impossible": False,
    "health_dependent": False,
    "affected_count": 0,
    "reopened_count": 0,
    "promise_broken": False,
    "contract_class": "private",
}


class ActsOfCustomers:
    """Open, write again, end, reopen, join."""

    def open(self, author: str, category: str, kind: str, declared: dict) -> None:
        """A new case; it waits in its lane, or for a moderator if its author is new."""
        from forum.cases import access, actions

        opened = {}

        def act():
            case = actions.open_case(
                author=self.person(author),
                title="No signal",
                body="Since this morning.",
                category=access.category_named(category),
                kind=kind,
                facts=declared,
            )
            opened.update(number=case.number, is_public=case.visibility == "public")

        self.does(act)
        facts = {"category": category, "kind": kind} | AT_FIRST
        facts |= {DECLARED[name]: value for name, value in declared.items()}
        case = PaperCase(author=author, facts=facts, **opened)
        case.was_public = case.is_public
        case.promises = promises_of(category, self.now)
        case.turn_to("new", self.now)
        self.paper.cases[case.number] = case

    def write(self, case: PaperCase, writer: str) -> None:
        """Anybody writes. Only an answer to a question of staff lets the case wait again."""
        from forum.cases import access, actions
        from forum.core.errors import NotAllowed

        def act():
            author = self.person(writer)
            row = access.case_for_replying(author, case.number)
            actions.add_post(row, author=author, body="Is anybody there?")

        self.does(act, NotAllowed if case.merged else None)
        if writer == case.author and case.status == "waiting_for_customer":
            case.turn_to("waiting_for_company", self.now)

    def say_solved(self, case: PaperCase) -> None:
        """The author says that the problem is gone."""
        from forum.cases import access, solution_actions

        def act():
            author = self.person(case.author)
            row = access.case_for_its_author(author, case.number)
            solution_actions.say_solved(row, author=author)

        self.does(act)
        self._leaves(case, "solved")

    def reopen(self, case: PaperCase) -> None:
        """The author objects; the clock goes on with what it had."""
        from forum.cases import access, solution_actions

        def act():
            author = self.person(case.author)
            row = access.case_for_its_author(author, case.number)
            solution_actions.reopen_case(row, author=author)

        self.does(act)
        case.facts["reopened_count"] += 1
        case.turn_to("waiting_for_company", self.now)

    def join(self, case: PaperCase, person: str, *, back: bool) -> None:
        """Somebody has the same problem, or takes that back; a merged case takes no more."""
        from forum.cases import access, actions, merge_access
        from forum.core.errors import NotAllowed

        refusal = NotAllowed if case.merged and not back else None

        def act():
            somebody = self.person(person)
            door = merge_access.case_for_taking_back if back else access.case_for_joining
            verb = actions.take_back_me_too if back else actions.say_me_too
            verb(door(somebody, case.number), person=somebody)

        self.does(act, refusal)
        if not refusal:
            case.said_me_too = case.said_me_too - {person} | (set() if back else {person})
        for one in (case, *self.paper.chain(case)):
            one.facts["affected_count"] = self.paper.count(one)

    def _leaves(self, case: PaperCase, status: str) -> None:
        """The case stands in no line any more, and nobody holds it."""
        self.paper.claims.pop(case.number, None)
        case.turn_to(status, self.now)
