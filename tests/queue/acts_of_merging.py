"""Merging and "mine is different", by the real verbs and on paper."""

from tests.queue.acts_of_customers import OPEN
from tests.queue.paper import NOTHING, Merged, PaperCase


class ActsOfMerging:
    """A case goes on in another one, and by itself again."""

    def merge(self, case: PaperCase, into: PaperCase, reason: str) -> None:
        """With a reason, among open cases, and not where its author said that it is different."""
        from forum.cases import merge_access, merge_actions
        from forum.core.errors import Invalid, Refused
        from forum.statements.rulings import Ruling

        is_open = case.status in OPEN and into.status in OPEN
        may_be = case is not into and is_open and case.was_different != into.number
        refusal = Invalid if not reason else None if may_be else Refused

        def act():
            moderator = self.person("mara")
            one, other = merge_access.cases_for_merging(moderator, case.number, into.number)
            merge_actions.merge_case(one, into=other, ruling=Ruling(moderator, "duplicate", reason))

        self.does(act, refusal)
        if not refusal:
            self._is_merged(case, into)

    def part(self, case: PaperCase, person: str) -> None:
        """Its author or a moderator lets it go on by itself, as if it had never left its place."""
        from forum.cases import merge_access, merge_actions
        from forum.statements.rulings import Ruling

        is_author = person == case.author

        def act():
            somebody = self.person(person)
            door = merge_access.merged_case_for_moderating
            door = merge_access.merged_case_for_its_author if is_author else door
            one, *others = door(somebody, case.number)
            ruling = None if is_author else Ruling(somebody, "no_breach", "Another street.")
            merge_actions.part_case(one, others=others, person=somebody, ruling=ruling)

        self.does(act)
        others, merged = self.paper.chain(case), case.merged
        gained = [self.paper.gains(one) for one in others]
        case.was_different = merged.into if is_author else None
        case.merged = None
        case.status, case.since, case.next_word_by = (
            merged.status,
            merged.since,
            merged.next_word_by,
        )
        case.keep_promises(self.now)
        self._follow_guests(others, gained)

    def _is_merged(self, case: PaperCase, into: PaperCase) -> None:
        there, here = self.paper.gains(into), self.paper.gains(case)
        merged = Merged(
            into=into.number,
            status=case.status,
            since=case.since,
            next_word_by=case.next_word_by,
            own=case.has(self.now) - here,
            own_there=into.has(self.now) - there,
        )
        self._leaves(case, "duplicate")
        case.merged, case.was_different, case.next_word_by = merged, None, None
        self._follow_guests([into], [there])
        assert into.has(self.now) >= case.waited, "nobody waits longer because of being merged"

    def _follow_guests(self, cases: list[PaperCase], gained: list) -> None:
        for case, former in zip(cases, gained, strict=True):
            more = self.paper.gains(case) - former
            case.sets_clock(case.has(self.now) + more, self.now)
            assert case.has(self.now) >= NOTHING
            if case.merged and case.merged.since:
                case.merged.since -= more
            case.facts["affected_count"] = self.paper.count(case)
