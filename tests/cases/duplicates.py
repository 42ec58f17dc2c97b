"""Lines of cases that are merged and taken apart in tests; refuses to check anything."""

from tests.desk.scene import Line
from tests.harness.forms import read_forms
from tests.harness.rulings import ruling

REASON = "Both are about the mast at the harbour."


class Duplicates(Line):
    """A line of cases, with what the tests of merging do besides."""

    def affect(self, number: int, count: int) -> list:
        """So many people nobody has heard of have the same problem."""
        from forum.cases import access, actions
        from forum.core.db import writing

        people = [self.cast.another("customer") for _ in range(count)]
        with self.app.app_context(), writing():
            for person in people:
                row = person.row()
                actions.say_me_too(access.case_for_joining(row, number), person=row)
        return people

    def answer(self, number: int) -> None:
        """Olga takes it, out of turn if need be, and asks something back."""
        from forum.cases import access, actions
        from forum.core.db import writing
        from forum.queue import claim_actions

        with self.app.app_context(), writing():
            olga = self.cast["olga"].row()
            case = access.case_for_staff(olga, number)
            claim_actions.claim(number, staff=olga, reason="As the one before.")
            actions.add_post(case, author=olga, body="Since when?")

    def hide(self, number: int) -> None:
        from forum.cases import access, visibility_actions
        from forum.core.db import writing

        with self.app.app_context(), writing():
            mara = self.cast["mara"].row()
            case = access.case_for_moderating(mara, number)
            post = access.post_for_reading(mara, number, 1)
            visibility_actions.hide_post(case, post=post, ruling=ruling(mara, "Insulting."))

    def statements_about(self, person) -> list:
        from forum.statements.queries import statements_about

        with self.app.app_context():
            return statements_about(person.id).items

    def first_written_at(self, number: int, hours: int):
        """When the post at that place of the thread was written, an hour after the one before."""
        from datetime import timedelta

        [opened] = self.entries(number, "case.opened")
        return opened.at + timedelta(hours=hours - 1)

    def news_of(self, person) -> list[tuple[str, dict, str]]:
        """Kind, values and path of all that somebody was told, oldest first."""
        from sqlalchemy import select

        from forum.core.db import db
        from forum.notifications.models import Notification

        with self.app.app_context():
            statement = select(Notification).where(Notification.user_id == person.id)
            rows = db.session.scalars(statement.order_by(Notification.id))
            return [(one.kind, one.values, one.path) for one in rows]


def merge(client, number, into, reason=REASON):
    """Both steps: look what it changes, then confirm."""
    page = f"/cases/{number}/merge"
    first = client.submit(page, {"into": into, "reason": reason})
    if first.status_code != 200:
        return first
    asks_again = read_forms(first.text)
    form = next(one for one in asks_again if "seen" in [name for name, _value in one.filled])
    return client.send(form, f"http://localhost{page}")
