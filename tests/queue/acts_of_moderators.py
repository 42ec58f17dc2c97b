"""What moderators and time alone do, by the real verbs and on paper."""

from dataclasses import replace

from forum.rulebook.rules import Rulebook
from tests.harness.rulings import ruling
from tests.queue.acts_of_customers import DECLARED
from tests.queue.paper import LANES, PaperCase


class ActsOfModerators:
    """Head starts by hand, facts, categories, what is public, rulebooks; and what time brings."""

    def grant(self, case: PaperCase, minutes: int, reason: str) -> None:
        """A head start by hand, with a reason and within the cap; it says whom it overtakes."""
        from forum.cases.neutral_access import case_for_neutral
        from forum.core.errors import Invalid, Refused
        from forum.queue import grant_actions

        refusal = None if reason and minutes <= self.paper.rulebook.cap else Invalid
        if not refusal and not case.is_in_line:
            refusal = Refused
        in_order = case.is_in_line and case.number not in self.paper.claims
        former = self.paper.before(case) if in_order else 0

        def act():
            moderator = self.person("mara")
            case_for_neutral(moderator, case.number)
            given = grant_actions.grant_by_hand(
                case.number, moderator=moderator, minutes=minutes, reason=reason
            )
            return given.id, given.overtakes

        given = self.does(act, refusal)
        if given:
            case.by_hand[given[0]] = minutes
            gained = former - self.paper.before(case) if in_order else 0
            assert given[1] == gained == self.said(case.number, "queue.granted")["overtook"]

    def revoke(self, case: PaperCase, grant: int, reason: str) -> None:
        """Take back one head start that was given by hand."""
        from forum.core.errors import Invalid
        from forum.desk import access
        from forum.queue import grant_actions

        def act():
            moderator = self.person("mona")
            held = access.grant_for_revoking(moderator, case.number, grant)
            grant_actions.revoke_by_hand(held, moderator=moderator, reason=reason)

        self.does(act, None if reason else Invalid)
        if reason:
            del case.by_hand[grant]

    def correct(self, case: PaperCase, kind: str, declared: dict) -> None:
        """What was declared about a case is corrected; refused where nothing would change."""
        from forum.cases import fact_actions
        from forum.cases.neutral_access import case_for_neutral
        from forum.core.errors import Refused

        new = {"kind": kind} | {DECLARED[name]: value for name, value in declared.items()}
        is_same = all(case.facts[name] == value for name, value in new.items())

        def act():
            moderator = self.person("mara")
            row = case_for_neutral(moderator, case.number)
            facts = {"kind": kind} | declared
            fact_actions.correct_facts(row, facts=facts, moderator=moderator, reason="Seen.")

        self.does(act, Refused if is_same else None)
        case.facts |= new

    def move(self, case: PaperCase, category: str) -> None:
        """The case belongs elsewhere; in another lane it stands by the clock it has."""
        from forum.cases import access, ruling_actions
        from forum.core.errors import Refused

        is_same = case.facts["category"] == category

        def act():
            moderator = self.person("mara")
            row = access.case_for_moderating(moderator, case.number)
            target = access.category_named(category)
            why = ruling(moderator, "Misplaced.", "wrong_place")
            ruling_actions.move_case(row, category=target, ruling=why)

        self.does(act, Refused if is_same else None)
        if LANES[category] != case.lane:
            self.paper.claims.pop(case.number, None)
        case.facts["category"] = category

    def hide(self, case: PaperCase) -> None:
        """The complaint is hidden, and with it the case; its clock runs on."""
        from forum.cases import visibility_actions

        self._decide(case, visibility_actions.hide_post, sentence="It names somebody.")
        case.is_public = False
        case.keep_promises(self.now)
        self.paper.claims.pop(case.number, None)

    def show(self, case: PaperCase) -> None:
        """Hidden by mistake, or held and now approved: it stands where its clock puts it."""
        from forum.cases import visibility_actions

        if case.was_public:
            self._decide(case, visibility_actions.show_post_again, sentence="A mistake.")
        else:
            self._decide(case, visibility_actions.approve_post)
        case.is_public = case.was_public = True
        case.keep_promises(self.now)

    def publish(self, target: Rulebook, *, alone: bool) -> None:
        """Draft, propose and publish; nobody approves a proposal of their own."""
        from forum.core.errors import NotAllowed, Refused
        from forum.queue.rulebook_actions import put_in_force
        from forum.rulebook import actions

        is_same = target == replace(self.paper.rulebook, version=None)

        def act():
            proposer = self.person("mara")
            draft = actions.start_draft(proposer=proposer)
            actions.save_frame(draft, cap=target.cap, note="We have learnt.")
            for former in self.paper.rulebook.rules:
                if target.rule(former.code) is None:
                    actions.remove_rule(draft, former.code)
            for rule in target.rules:
                actions.save_rule(draft, rule)
            actions.propose(draft)
            return put_in_force(draft, approver=proposer if alone else self.person("mona"))

        published = self.does(act, Refused if is_same else NotAllowed if alone else None)
        if published:
            assert replace(published, version=None) == target
            self.paper.rulebook = published

    def release_by_time(self, lane: str) -> None:
        """The worker frees what nobody answered in time."""
        from forum.queue import claim_actions

        self.does(lambda: claim_actions.release_what_ran_out(lane))
        self.paper.release_expired(lane, self.now)

    def break_word(self, case: PaperCase) -> None:
        """The promised next word does not come: the case waits again, with the clock it had."""
        from forum.cases import actions, upkeep

        self.clock.set(max(self.now, case.next_word_by))
        self.does(lambda: actions.wait_again(upkeep.overdue_case(case.number, self.now)))
        case.turn_to("waiting_for_company", self.now)
        case.next_word_by = None

    def look_at_promise(self, case: PaperCase) -> None:
        """The worker notes a broken promise, and only a broken one."""
        from forum.cases import promises, upkeep

        is_breaking = self.paper.breaks_promise(case, self.now)

        def act():
            row = upkeep.breaking_case(case.number, self.now)
            assert (row is not None) == is_breaking
            if row is not None:
                promises.break_past(row)

        self.does(act)
        if is_breaking:
            case.keep_promises(self.now)

    def _decide(self, case: PaperCase, verb, **why) -> None:
        from forum.cases import access

        def act():
            moderator = self.person("mara")
            row = access.case_for_moderating(moderator, case.number)
            post = access.post_for_reading(moderator, case.number, 1)
            assert verb(row, post=post, ruling=ruling(moderator, **why))

        self.does(act)
