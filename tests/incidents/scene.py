"""Incidents over lines of cases, by the verbs that the pages call; refuses to check anything."""

from contextvars import Context

from sqlalchemy import select

from tests.desk.scene import Line

REASON = "One fault, repaired for all of them at once."
TEXT = "The mast at the harbour works again. Please restart your telephone."


class Incidents(Line):
    """A line of cases, with what staff and authors do about incidents."""

    def open_many(self, people, category="mobile") -> list[int]:
        """One case of each of these people, in one transaction, a minute apart."""
        from forum.cases import access, actions
        from forum.core.db import writing

        numbers = []
        with self.app.app_context(), writing():
            chosen = access.category_named(category)
            for person in people:
                case = actions.open_case(
                    author=person.row(),
                    title=f"No net at the harbour, says {person.name}",
                    body="Dead since this morning.",
                    category=chosen,
                    kind="fault",
                )
                numbers.append(case.number)
        return numbers

    def incident(self, numbers=(), staff="olga", title="The mast at the harbour is off") -> int:
        """An incident over these cases."""
        from forum.core.db import writing
        from forum.desk.incident_actions import add_cases
        from forum.incidents.actions import open_incident

        with self.app.app_context(), writing():
            olga = self.cast[staff].row()
            found = open_incident(title=title, text="", category="mobile", staff=olga)
            if numbers:
                added = add_cases(found, numbers, staff=olga)
                assert added.joined == sorted(numbers)
            return found.number

    def publish(self, incident: int, staff="olga", text=TEXT, then="answer", **fields) -> int:
        """An answer for all; the worker has not begun yet."""
        from forum.core.db import writing
        from forum.desk.incident_actions import publish_answer
        from forum.incidents.access import incident_for_staff

        with self.app.app_context(), writing():
            olga = self.cast[staff].row()
            found = incident_for_staff(olga, incident)
            fields.setdefault("reason", REASON)
            answer = publish_answer(found, staff=olga, text=text, then=then, **fields)
            return answer.id

    def give(self, answer: int) -> bool:
        """The worker gives an answer to one case more, as in a process of its own."""
        from forum.desk.incident_delivery import give_to_next

        def work() -> bool:
            with self.app.app_context():
                return give_to_next(answer)

        return Context().run(work)

    def deliveries(self, answer: int) -> dict[int, tuple[str, str | None]]:
        """Case → state and why."""
        from forum.core.db import db
        from forum.incidents.models import Delivery

        with self.app.app_context():
            rows = db.session.scalars(select(Delivery).where(Delivery.answer_id == answer))
            return {one.case_number: (one.state, one.why) for one in rows}

    def posts(self, number: int) -> list[tuple[str, str]]:
        """Role and text of every post of a thread."""
        from forum.cases.models import Post
        from forum.core.db import db

        with self.app.app_context():
            where = Post.case_number == number
            rows = db.session.scalars(select(Post).where(where).order_by(Post.position))
            return [(one.author_role, one.body) for one in rows]

    def answers_in(self, number: int, text=TEXT) -> int:
        """How often a thread has this very answer."""
        return [body for _role, body in self.posts(number)].count(text)

    def case(self, number: int, name: str):
        """One column of a case."""
        from forum.cases.models import Case
        from forum.core.db import db

        with self.app.app_context():
            return getattr(db.session.get(Case, number), name)

    def news_of(self, person) -> list[tuple[str, str]]:
        """Kind and path of all that somebody was told, oldest first."""
        from forum.core.db import db
        from forum.notifications.models import Notification

        with self.app.app_context():
            statement = select(Notification).where(Notification.user_id == person.id)
            rows = db.session.scalars(statement.order_by(Notification.id))
            return [(one.kind, one.path) for one in rows]

    def claim(self, number: int, staff="otto") -> None:
        from forum.core.db import writing
        from forum.queue import claim_actions

        with self.app.app_context(), writing():
            claim_actions.claim(number, staff=self.cast[staff].row(), reason="Mine.")

    def solve(self, number: int) -> None:
        """Its author says that it is solved."""
        from forum.cases import solution_actions
        from forum.cases.models import Case
        from forum.core.db import db, writing

        with self.app.app_context(), writing():
            case = db.session.get(Case, number)
            author = db.session.get(type(self.cast.ben.row()), case.author_id)
            solution_actions.say_solved(case, author=author)

    def affect(self, number: int, *people) -> None:
        from forum.cases import access, actions
        from forum.core.db import writing

        with self.app.app_context(), writing():
            for person in people:
                row = person.row()
                actions.say_me_too(access.case_for_joining(row, number), person=row)

    def hide(self, number: int, position: int = 1) -> None:
        from forum.cases import access, visibility_actions
        from forum.core.db import writing
        from tests.harness.rulings import ruling

        with self.app.app_context(), writing():
            mara = self.cast["mara"].row()
            case = access.case_for_moderating(mara, number)
            post = access.post_for_reading(mara, number, position)
            visibility_actions.hide_post(case, post=post, ruling=ruling(mara, "Insulting."))
