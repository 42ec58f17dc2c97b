"""What people write, report and decide in the tests of moderation; refuses to check anything."""

from dataclasses import dataclass

FIRST_POST = "Cheap watches, the best, from me alone."


@dataclass(frozen=True)
class Written:
    """A post as a test knows it after writing it."""

    id: int
    number: int
    position: int


class Scene:
    """Writes by the verbs that the pages call, each in a transaction of its own."""

    def __init__(self, app):
        self.app = app

    def open_case(self, person, title="The meter runs too fast", body="It counts twice."):
        from forum.cases import access, actions
        from forum.core.db import writing

        with self.app.app_context(), writing():
            case = actions.open_case(
                author=person.row(),
                title=title,
                body=body,
                category=access.category_named("mobile"),
                kind="billing",
            )
            return case.number

    def write(self, number, person, body=FIRST_POST, reply_to=None) -> Written:
        from forum.cases import access, actions
        from forum.core.db import writing

        with self.app.app_context(), writing():
            author = person.row()
            case = access.case_for_replying(author, number)
            post = actions.add_post(case, author=author, body=body, reply_to=reply_to)
            return Written(post.id, number, post.position)

    def report(self, written, person, reason="insult", note=""):
        from forum.core.db import writing
        from forum.moderation import access, report_actions

        with self.app.app_context(), writing():
            reporter = person.row()
            post = access.post_for_reporting(reporter, written.number, written.position)
            report_actions.report_post(post, reporter=reporter, reason=reason, note=note)

    def visibility(self, written) -> str:
        return self._post(written, "visibility")

    def hidden_because(self, written) -> str | None:
        return self._post(written, "hidden_because")

    def edit(self, written, person, body):
        from forum.cases import access, edit_actions
        from forum.core.db import writing

        with self.app.app_context(), writing():
            editor = person.row()
            post = access.post_for_editing(editor, written.number, written.position)
            case = access.case_for_reading(editor, written.number)
            edit_actions.edit_post(post, case=case, editor=editor, body=body)

    def entries(self, number, *kinds) -> list:
        """The public record about a case, of these kinds, oldest first."""
        from forum.ledger.queries import entries_about

        with self.app.app_context():
            return [entry for entry in entries_about(number) if entry.kind in kinds]

    def news(self, person) -> list[tuple[str, dict]]:
        """Kind and values of all that this person was told."""
        from sqlalchemy import select

        from forum.core.db import db
        from forum.notifications.models import Notification

        with self.app.app_context():
            statement = select(Notification).where(Notification.user_id == person.id)
            rows = db.session.scalars(statement.order_by(Notification.id))
            return [(row.kind, row.values) for row in rows]

    def decisions(self, written) -> list[str | None]:
        """How each report about a post was decided, in the order they came."""
        from sqlalchemy import select

        from forum.core.db import db
        from forum.moderation.models import Report

        with self.app.app_context():
            statement = select(Report.decision).where(Report.post_id == written.id)
            return list(db.session.scalars(statement.order_by(Report.id)))

    def case(self, number, name):
        """One column of a case, or the slug of its category."""
        from forum.cases.models import Case, Category
        from forum.core.db import db

        with self.app.app_context():
            case = db.session.get(Case, number)
            if name == "category":
                return db.session.get(Category, case.category_id).slug
            return getattr(case, name)

    def _post(self, written, name):
        from forum.cases.models import Post
        from forum.core.db import db

        with self.app.app_context():
            return getattr(db.session.get(Post, written.id), name)


def decide(client, written, decision, data=None, *, page=None, follow=False):
    """Press a decision's button as a moderator does, on the list or on the post's own page."""
    page = page or f"/moderation/posts/{written.id}"
    if decision == "hide":
        data = {"ground": "insult"} | (data or {})
    action = f"/posts/{written.id}/{decision}"
    return client.submit(page, data, form=action, follow=follow)
