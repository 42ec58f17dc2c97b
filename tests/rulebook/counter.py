"""Opens a case in a line of others, looks where it stands, and takes everything back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

from tests.harness.rulings import ruling
from tests.rulebook.loudness import Told

NEUTRAL = Told("A case", "It does not work.")
UNDECLARED = {
    "is_total_outage": False,
    "is_emergency_call_impossible": False,
    "is_health_dependent": False,
    "contract_class": "private",
}


class Standing(NamedTuple):
    """All that decides when a case is served."""

    head_start: int  # minutes
    effective_at: datetime
    place: int


class Counter:
    """Works in one write transaction that the caller takes back; `others` wait in the line."""

    def __init__(self, cast, clock):
        self.cast, self.clock = cast, clock
        self.famous = cast.another()
        self._make_famous()

    def let_others_wait(self, others: int = 30) -> None:
        """One came every two hours until now, every third one with a head start."""
        for number in range(others):
            declared = {"is_total_outage": True} if number % 3 == 0 else {}
            self.open(NEUTRAL, "fault", declared)
            self.clock.move(hours=2)

    def standing(self, told: Told, kind: str, declared: dict) -> Standing:
        """Where a case with this text stands when it is opened now."""
        from forum.core.db import db
        from forum.queue import places
        from forum.queue.models import QueueEntry

        with self._taken_back():
            number = self.open(told, kind, declared).number
            entry = db.session.get(QueueEntry, number, populate_existing=True)
            return Standing(entry.head_start, entry.effective_at, places.before(entry) + 1)

    def open(self, told: Told, kind: str, declared: dict):
        """A public case with this text, after all that its author does to be noticed."""
        from forum.cases import access, actions
        from forum.cases.personal_choice import Choice

        if told.channel == "import":
            return self._bring_in(told, kind, declared)
        author = self._person(told.author).row()
        case = actions.open_case(
            author=author,
            title=told.title,
            body=told.body,
            category=access.category_named("mobile"),
            kind=kind,
            facts=declared,
            channel=told.channel,
            personal=Choice("mask"),  # real texts have telephone numbers in them
        )
        if case.visibility == "pending":
            self._approve(case)
        if told.follow_ups:
            self._write_again(case, told)
        return case

    def _write_again(self, case, told: Told) -> None:
        """Afterwards somebody joins and leaves, so that the rules look at the case once more."""
        from forum.cases import actions
        from forum.cases.personal_choice import Choice

        author, other = self._person(told.author).row(), self.cast.ben.row()
        for _ in range(told.follow_ups):
            self.clock.move(minutes=40)
            body = f"Again: {told.body}"
            actions.add_post(case, author=author, body=body, personal=Choice("mask"))
        actions.say_me_too(case, person=other)
        actions.take_back_me_too(case, person=other)

    def _bring_in(self, told: Told, kind: str, declared: dict):
        """An import knows no declared facts; a moderator adds them."""
        from forum.cases import access, fact_actions, import_actions

        author = self._person(told.author).row()
        posts = (import_actions.FormerPost(author, self.clock.now, told.body),)
        former = import_actions.FormerCase("elsewhere", "1", told.title, author, posts)
        case = import_actions.import_case(
            former, category=access.category_named("mobile"), kind=kind
        )
        if declared:
            facts = UNDECLARED | {"kind": kind} | declared
            moderator = self.cast.mara.row()
            fact_actions.correct_facts(case, facts=facts, moderator=moderator, reason="As told.")
        return case

    def _approve(self, case) -> None:
        from forum.cases import access, visibility_actions

        self.clock.move(minutes=50)
        moderator = self.cast.mara.row()
        post = access.post_for_reading(moderator, case.number, 1)
        assert visibility_actions.approve_post(case, post=post, ruling=ruling(moderator))

    def _person(self, name: str):
        return self.famous if name == "famous" else self.cast[name]

    def _make_famous(self) -> None:
        from forum.core.db import writing

        with writing():
            self.famous.row().approved_posts = 250_000

    @contextmanager
    def _taken_back(self) -> Iterator[None]:
        from forum.core.db import db

        opened_at, trial = self.clock.now, db.session.begin_nested()
        try:
            yield
        finally:
            trial.rollback()
            db.session.expunge_all()
            self.clock.set(opened_at)
