"""Lets the stories happen, by the same verbs that pages and API call; refuses shortcuts of its own.

The clock is moved to the moment of each event, so that everything in the database, from the order
of the record to the waiting times, is as if it had happened then.
"""

from collections.abc import Callable
from datetime import datetime

from forum.cases import access, actions, edit_actions, ruling_actions, solution_actions
from forum.cases import annex_actions as annex
from forum.cases.models import Case
from forum.cases.promises import break_past
from forum.core import clock
from forum.core.db import db
from forum.moderation import actions as moderation
from forum.moderation import report_actions
from forum.queue import grant_actions
from forum.seed import telling_more as more
from forum.seed.script import Event, Story, Unclear
from forum.seed.told import Told
from forum.statements.rulings import Ruling

FACTS = ("is_total_outage", "is_emergency_call_impossible", "is_health_dependent")


class Telling(Told):
    """Lets one event after the other happen."""

    def tell(self, story: Story, event: Event) -> None:
        """Let one event happen at its moment; Unclear names the story when it cannot."""
        clock.freeze(event.at)
        self._note_broken_promises(event.at)
        try:
            if event.verb == "open":
                self.cases[story.name] = self._open(story, event)
            else:
                _VERBS[event.verb](self, self.cases[story.name], event)
            db.session.flush()
        except Exception as error:
            raise Unclear(f"{story.name}: {event.verb} by {event.who}: {error!r}") from error

    def _note_broken_promises(self, at: datetime) -> None:
        """What the worker does every minute: by then a broken promise is a fact of the case."""
        for case in self.cases.values():
            if case.promise_due_at and case.promise_due_at < at:
                break_past(case, at)

    def _open(self, story: Story, event: Event) -> Case:
        head = story.head
        facts = {name: True for name in FACTS if name in head.get("facts", "").split()}
        return actions.open_case(
            author=self.people[event.who],
            title=head["title"],
            body=event.text,
            category=access.category_named(head["in"]),
            kind=head["kind"],
            facts=facts | {"contract_class": head.get("contract", "private")},
        )

    def _grant(self, case: Case, event: Event) -> None:
        minutes, moderator = int(event.words["minutes"]), self.people[event.who]
        grant_actions.grant_by_hand(
            case.number, moderator=moderator, minutes=minutes, reason=event.text
        )

    def _post(self, case: Case, event: Event) -> None:
        self.come_in_turn(case, event)
        then = event.words.get("then")
        written = actions.add_post(
            case,
            author=self.people[event.who],
            body=more.body_of(self, case, event),
            reply_to=int(event.words["to"]) if "to" in event.words else None,
            then=then,
            next_word_by=more.word_by(event),
        )
        more.note_template(self, case, event, written)
        if then == "solve":
            solution_actions.mark_solution(case, post=written, person=self.people[event.who])

    def _write_in_private(self, case: Case, event: Event) -> None:
        self.come_in_turn(case, event)
        vanishes = event.words.get("vanishes") == "yes"
        author = self.people[event.who]
        annex.write_message(case, author=author, text=event.text, vanishes=vanishes)

    def _ask(self, case: Case, event: Event) -> None:
        self.come_in_turn(case, event)
        annex.ask_for_data(case, staff=self.people[event.who], what=event.text)

    def _edit(self, case: Case, event: Event) -> None:
        post, editor = more.post_of(case, event), self.people[event.who]
        edit_actions.edit_post(post, case=case, editor=editor, body=event.text)

    def _solve(self, case: Case, event: Event) -> None:
        self.come_in_turn(case, event)
        post, person = more.post_of(case, event), self.people[event.who]
        solution_actions.mark_solution(case, post=post, person=person)

    def _decline(self, case: Case, event: Event) -> None:
        self.come_in_turn(case, event)
        solution_actions.decline_case(case, staff=self.people[event.who], reason=event.text)

    def _affected(self, case: Case, event: Event) -> None:
        for key in event.who.split(","):
            actions.say_me_too(case, person=self.people[key])

    def _helped(self, case: Case, event: Event) -> None:
        for key in event.who.split(","):
            actions.say_it_helped(case, person=self.people[key])

    def _ruling(self, event: Event, ground: str, prompted_by: str) -> Ruling:
        sentence = event.text or "Von der Moderation angesehen: verstößt gegen keine Regel."
        ground = event.words.get("ground", ground)
        return Ruling(self.people[event.who], ground, sentence, prompted_by)

    def _approve(self, case: Case, event: Event) -> None:
        ruling = self._ruling(event, "no_breach", "held")
        moderation.approve_post(more.post_of(case, event), ruling=ruling)

    def _hide(self, case: Case, event: Event) -> None:
        ruling = self._ruling(event, "personal_data", "report")
        moderation.hide_post(more.post_of(case, event), ruling=ruling)

    def _keep(self, case: Case, event: Event) -> None:
        ruling = self._ruling(event, "no_breach", "report")
        moderation.keep_post(more.post_of(case, event), ruling=ruling)

    def _report(self, case: Case, event: Event) -> None:
        post, reporter = more.post_of(case, event), self.people[event.who]
        reason = event.words["reason"]
        report_actions.report_post(post, reporter=reporter, reason=reason, note=event.text)

    def _move(self, case: Case, event: Event) -> None:
        category = access.category_named(event.words["category"])
        ruling = self._ruling(event, "wrong_place", "own")
        ruling_actions.move_case(case, category=category, ruling=ruling)


_VERBS: dict[str, Callable[[Telling, Case, Event], None]] = {
    **more.MORE,
    "post": Telling._post,
    "private": Telling._write_in_private,
    "ask": Telling._ask,
    "edit": Telling._edit,
    "solve": Telling._solve,
    "affected": Telling._affected,
    "helped": Telling._helped,
    "approve": Telling._approve,
    "hide": Telling._hide,
    "keep": Telling._keep,
    "report": Telling._report,
    "move": Telling._move,
    "solved": lambda self, case, event: solution_actions.say_solved(
        case, author=self.people[event.who]
    ),
    "confirm": lambda self, case, event: solution_actions.confirm_solution(
        case, author=self.people[event.who]
    ),
    "reopen": lambda self, case, event: solution_actions.reopen_case(
        case, author=self.people[event.who]
    ),
    "decline": Telling._decline,
    "take": Telling.take,
    "grant": Telling._grant,
    # What the worker does by time alone; `who` is the clock.
    "silence": lambda self, case, event: solution_actions.close_after_silence(case),
    "waits": lambda self, case, event: actions.wait_again(case),
}
