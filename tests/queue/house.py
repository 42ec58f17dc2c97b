"""A house whose every act runs through the real verb and is noted on paper beside it.

A history is one transaction that is taken back at its end; each act is a savepoint with a session
that remembers nothing, like a request. Refuses to decide what happens: that is the test's.
"""

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta

from tests.queue import promises
from tests.queue.acts_of_customers import ActsOfCustomers
from tests.queue.acts_of_merging import ActsOfMerging
from tests.queue.acts_of_moderators import ActsOfModerators
from tests.queue.acts_of_staff import ActsOfStaff
from tests.queue.paper import Paper, PaperCase

# Who opened what at the beginning of every history, and how many minutes later the next came.
SCENE = (
    ("ben", "mobile", {}, 500),
    ("anna", "internet", {}, 30),
    ("ben", "internet", {}, 20),
    ("anna", "mobile", {}, 500),
    ("ben", "mobile", {}, 900),
    ("anna", "internet", {"is_health_dependent": True}, 100),
    ("ben", "mobile", {"is_total_outage": True}, 0),
    ("anna", "mobile", {}, 45),
    ("ben", "internet", {}, 15),
    ("anna", "billing", {}, 0),
    ("ben", "billing", {}, 10),
    ("nora", "mobile", {"is_emergency_call_impossible": True}, 5),
)


class House(ActsOfCustomers, ActsOfStaff, ActsOfModerators, ActsOfMerging):
    """Cases, people and time, in the database and on paper."""

    def __init__(self, cast, clock):
        from forum.core.db import writing
        from forum.rulebook.queries import rulebook_in_force

        self.cast, self.clock = cast, clock
        self.ids = {person.name: person.id for person in cast}
        self._last = 0  # entry of the record before the present act
        with writing():
            self.paper = Paper(rulebook_in_force())
            for author, category, declared, minutes in SCENE:
                self.open(author, category, "fault", declared)
                self.clock.move(minutes=minutes)
            self._get_going()
        self._at_first = self.clock.now, self.paper

    def begin(self) -> None:
        """Another history, from the same scene."""
        from forum.core.db import db, intend_to_write

        db.session.rollback()
        intend_to_write(True)
        moment, paper = self._at_first
        self.clock.set(moment)
        self.paper = deepcopy(paper)
        self._stored, self._last = promises.stored_queue(), self._newest_entry()

    def end(self) -> None:
        """Take back all that happened."""
        from forum.core.db import db, intend_to_write

        db.session.rollback()
        intend_to_write(False)

    def _get_going(self) -> None:
        """One is asked, one worked on, one declined, one merged, two are taken, one out of turn."""
        for lane, how in (("fixed", "answer"), ("fixed", "decline"), ("mobile", "work")):
            self.serve(self.paper.line(lane)[0], "olga", how)
        line = self.paper.line("mobile")
        self.merge(line[0], line[-2], "The same mast.")
        self.grant(self.paper.line("mobile")[-1], 400, "A doctor's practice.")
        self.claim_next("mobile", "otto")
        self.claim(self.paper.line("mobile")[-1], "olga", "The same fault as next door.")

    def check(self) -> None:
        """Every promise, after an act."""
        stored, said = promises.stored_queue(), promises.recorded_after(self._last)
        if not said:
            assert stored == self._stored, "what changes a place is recorded"
            return
        promises.check_order(self.paper, stored)
        promises.check_places(self.paper, stored)
        promises.check_claims(self.paper, stored, self.ids)
        promises.check_clocks(self.paper)
        promises.check_said(self._stored, stored, said)
        promises.check_replay()
        self._stored, self._last = stored, said[-1].id

    def go_on(self) -> None:
        """Nothing is checked after this act; what it entered is known."""
        self._last = self._newest_entry()

    @property
    def now(self):
        """The present moment."""
        return self.clock.now

    def pass_time(self, span: timedelta) -> None:
        """Nothing happens for a while."""
        self.clock.set(self.now + span)

    def cases(self, wanted: Callable[[PaperCase], bool] = bool) -> list[PaperCase]:
        """The cases that are so, oldest first."""
        return [case for case in self.paper.cases.values() if wanted(case)]

    def person(self, name: str):
        """The row of somebody in the cast."""
        return self.cast[name].row()

    def does(self, act: Callable, refusal: type | None = None):
        """Let the verb act and return what it gives, or see it refused as the promises want.

        What is refused because it is not the case's turn has done nothing before it is taken back,
        but to free what nobody answered in time.
        """
        from forum.core.db import db
        from forum.core.errors import Problem
        from forum.queue.turns import NotItsTurn

        trial, refused, given = db.session.begin_nested(), None, None
        try:
            given = act()
            trial.commit()
        except Problem as problem:
            refused = problem
            if isinstance(problem, NotItsTurn):
                db.session.flush()
                said = promises.recorded_after(self._last)
                assert {one.kind for one in said} <= {"queue.released"}
            trial.rollback()
        finally:
            db.session.expunge_all()
        assert type(refused) is (refusal or type(None)), f"{refused!r}, expected {refusal}"
        return given

    def said(self, number: int, kind: str) -> dict:
        """The fields of the newest entry about a case, which this act has made."""
        made = reversed(promises.recorded_after(self._last))
        return next(one.fields for one in made if (one.subject, one.kind) == (number, kind))

    def _newest_entry(self) -> int:
        from sqlalchemy import func, select

        from forum.core.db import db
        from forum.ledger.models import LedgerEntry

        return db.session.scalar(select(func.max(LedgerEntry.id)))
