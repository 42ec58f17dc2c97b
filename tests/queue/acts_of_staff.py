"""What staff do, by the real verbs and on paper: in its turn, or out of turn and said so."""

from datetime import timedelta

from tests.queue.paper import MOST_CLAIMS, PaperCase

BODY = "We look into it."


class ActsOfStaff:
    """Answer, work, solve, decline; take the next, take another, give back."""

    def serve(self, case: PaperCase, staff: str, how: str) -> None:
        """An act of service; refused unless it is the case's turn or this person has taken it."""
        refusal = self._refusal_of_service(case, staff)
        claim, was_in_line = self.paper.claims.get(case.number), case.is_in_line
        self.does(lambda: getattr(self, f"_{how}")(case.number, staff), refusal)
        if refusal:
            return
        if was_in_line:
            is_claimed = claim is not None and claim.until > self.now
            if not is_claimed:
                self.paper.take(case, is_declared=False, at=self.now)
            self._check_service(case, claim if is_claimed else None, how)
            self.paper.release_expired(case.lane, self.now)
        case.is_answered = True
        self._leaves(case, _STATUS_AFTER[how])
        case.next_word_by = self.now + timedelta(days=1) if how == "work" else None

    def claim_next(self, lane: str, staff: str) -> None:
        """Take whoever is next (promise 1), or nobody where nobody waits."""
        from forum.core.errors import Refused
        from forum.queue import claim_actions

        holds_many = self.paper.claims_of(staff, self.now) >= MOST_CLAIMS
        number = self.does(
            lambda: claim_actions.claim_next(lane, staff=self.person(staff)),
            Refused if holds_many else None,
        )
        if holds_many:
            return
        line = self.paper.line(lane, self.now)
        assert number == (line[0].number if line else None)
        if line:
            self.paper.claim(line[0], staff, overtook=0, at=self.now)
        self.paper.release_expired(lane, self.now)

    def claim(self, case: PaperCase, staff: str, reason: str) -> None:
        """Take this very case; out of turn only with a reason, and with the number overtaken."""
        from forum.desk import access
        from forum.queue import claim_actions

        refusal, before = self._refusal_of_claim(case, staff, reason), 0
        if case.is_in_line:
            before = self.paper.before(case, self.now)

        def act():
            person = self.person(staff)
            access.case_for_claiming(person, case.number)
            return claim_actions.claim(case.number, staff=person, reason=reason)

        is_out_of_turn = self.does(act, refusal)
        if refusal:
            return
        assert is_out_of_turn == (before > 0)
        kind = "queue.out_of_turn" if before else "queue.claimed"
        assert self.said(case.number, kind)["overtook"] == before
        self.paper.claim(case, staff, overtook=before, at=self.now)

    def release(self, case: PaperCase, staff: str) -> None:
        """Give back what one holds."""
        from forum.core.errors import Refused
        from forum.queue import claim_actions

        claim = self.paper.claims.get(case.number)
        refusal = None if claim and claim.by == staff else Refused
        self.does(lambda: claim_actions.release(case.number, staff=self.person(staff)), refusal)
        if not refusal:
            del self.paper.claims[case.number]

    def _refusal_of_service(self, case: PaperCase, staff: str) -> type | None:
        from forum.queue.turns import OutOfTurn, Taken

        if not case.is_in_line:
            return None
        claim = self.paper.claims.get(case.number)
        if claim and claim.until > self.now:
            return None if claim.by == staff else Taken
        return OutOfTurn if self.paper.before(case, self.now) else None

    def _refusal_of_claim(self, case: PaperCase, staff: str, reason: str) -> type | None:
        from forum.core.errors import Invalid, Refused
        from forum.queue.turns import Taken

        claim = self.paper.claims.get(case.number)
        if not case.is_in_line:
            return Refused
        if claim and claim.until > self.now:
            return Refused if claim.by == staff else Taken
        if self.paper.claims_of(staff, self.now) >= MOST_CLAIMS:
            return Refused
        return Invalid if not reason and self.paper.before(case, self.now) else None

    def _check_service(self, case: PaperCase, claim, how: str) -> None:
        """Promise 4: the one entry of the service says how it was taken and whom that overtook."""
        said = self.said(case.number, _KIND_OF[how])
        if claim is None:
            assert (said["taken"], said["overtook"]) == ("next", 0)
        else:
            taken = "out_of_turn" if claim.overtook else "claim"
            assert (said["taken"], said["overtook"]) == (taken, claim.overtook)
        waited = self.now - case.since
        assert (said["queue"], said["waited_minutes"]) == ("served", waited // timedelta(minutes=1))

    def _answer(self, number: int, staff: str) -> None:
        self._post(number, staff, then="answer")

    def _work(self, number: int, staff: str) -> None:
        self._post(number, staff, then="work", next_word_by=self.now + timedelta(days=1))

    def _solve(self, number: int, staff: str) -> None:
        from forum.cases import solution_actions

        case, post, person = self._post(number, staff, then="solve")
        solution_actions.mark_solution(case, post=post, person=person)

    def _decline(self, number: int, staff: str) -> None:
        from forum.cases import access, solution_actions

        person = self.person(staff)
        case = access.case_for_staff(person, number)
        solution_actions.decline_case(case, staff=person, reason="Not ours.")

    def _post(self, number: int, staff: str, **what) -> tuple:
        from forum.cases import access, actions

        person = self.person(staff)
        case = access.case_for_replying(person, number)
        return case, actions.add_post(case, author=person, body=BODY, **what), person


_STATUS_AFTER = {
    "answer": "waiting_for_customer",
    "work": "in_progress",
    "solve": "solved",
    "decline": "declined",
}
_KIND_OF = {
    "answer": "case.answered",
    "work": "case.in_progress",
    "solve": "case.solved",
    "decline": "case.declined",
}
