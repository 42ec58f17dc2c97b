"""Goodwill as people grant, claim and decide it by the pages; refuses to check anything."""

from tests.desk.scene import Line

OFFER = {
    "what": "2 GB more for this month",
    "why": "The meter counted twice after the update.",
    "repeatable": "yes",
    "terms": "Whoever was counted twice in March.",
    "until": "2026-03-31",
}
ONCE = {**OFFER, "repeatable": "no", "terms": "It was the last router of its kind.", "until": ""}
ANSWER = {"body": "You get 2 GB more.", "then": "answer"}


class Goodwill(Line):
    """A line of cases, and what is granted and claimed in them."""

    def __init__(self, app, cast, clock, browse):
        super().__init__(app, cast, clock)
        self.browse = browse

    def grant(self, number: int, offer=OFFER, person="olga", **answer):
        """Staff fill in the form on a case; the answer of the page."""
        return self.browse(person).submit(
            f"/cases/{number}/goodwill", {**offer, **ANSWER, **answer}, form="/goodwill"
        )

    def granted(self, offer=OFFER, **case) -> int:
        """The number of a precedent, granted in a case of Ben's of its own."""
        number = self.open("Counted twice", "ben", **case)
        answer = self.grant(number, offer)
        assert answer.status_code == 303, answer.text
        return self.last_precedent()

    def claim(self, precedent: int, number: int, person="anna", said=""):
        """The author presses the button for this case on the page of the precedent."""
        return self.browse(person).submit(
            f"/precedents/{precedent}",
            {"said": said},
            button=f"case={number}",
            form="/claims",
        )

    def claimed(self, precedent: int, person="anna", **claim) -> tuple[int, int]:
        """A case in which it is claimed, and the number of the claim."""
        number = self.open("Mine too", person)
        answer = self.claim(precedent, number, person, **claim)
        assert answer.status_code == 303, answer.text
        return number, self.last_claim()

    def last_precedent(self) -> int:
        from forum.precedents.models import Precedent

        return self._highest(Precedent)

    def last_claim(self) -> int:
        from forum.precedents.models import PrecedentClaim

        return self._highest(PrecedentClaim)

    def merge(self, number: int, into: int) -> None:
        from forum.cases.merge_actions import merge_case

        self._moderate(
            number, lambda case, load, ruling: merge_case(case, into=load(into), ruling=ruling)
        )

    def hide(self, number: int) -> None:
        from forum.cases.access import post_in
        from forum.cases.visibility_actions import hide_post

        self._moderate(
            number,
            lambda case, load, ruling: hide_post(
                case, post=post_in(case, position=1), ruling=ruling
            ),
        )

    def redact(self, number: int, position: int, passage: str) -> None:
        from forum.cases.access import post_in
        from forum.cases.redact_actions import redact_post

        self._moderate(
            number,
            lambda case, load, ruling: redact_post(
                case, post=post_in(case, position=position), passages=[passage], ruling=ruling
            ),
        )

    def _moderate(self, number: int, act) -> None:
        from forum.cases.access import case_for_moderating
        from forum.core.db import writing
        from tests.harness.rulings import ruling

        with self.app.app_context(), writing():
            mara = self.cast.mara.row()

            def load(one):
                return case_for_moderating(mara, one)

            act(load(number), load, ruling(mara, "The same.", "duplicate"))

    def counts(self, precedent: int) -> tuple[int, int, int]:
        """Claims, grants and refusals."""
        from forum.core.db import db
        from forum.precedents.models import Precedent

        with self.app.app_context():
            one = db.session.get(Precedent, precedent)
            return one.claims, one.grants, one.refusals

    def posts(self, number: int) -> list[str]:
        """What stands in a case, in order."""
        from sqlalchemy import select

        from forum.cases.models import Post
        from forum.core.db import db

        with self.app.app_context():
            wanted = select(Post.body).where(Post.case_number == number)
            return list(db.session.scalars(wanted.order_by(Post.position)))

    def _highest(self, table) -> int:
        from sqlalchemy import func, select

        from forum.core.db import db

        with self.app.app_context():
            return db.session.scalar(select(func.max(table.id)))
