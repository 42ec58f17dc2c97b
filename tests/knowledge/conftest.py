"""What the tests of help articles share: a solved case, and an article made of it."""

import pytest

from tests.moderation.scene import Scene

TITLE = "Data used up before the end of the month"
ANSWER = (
    "Dear customer,\n\nthe brake can be lifted **once a quarter**. Restart your telephone then."
)


class Known:
    """Solves cases and writes articles by the verbs that the pages call."""

    def __init__(self, app, cast):
        self.app, self.cast = app, cast

    def solved(self, person="anna", title=TITLE, body="It crawls.", answer=ANSWER) -> int:
        """A case that staff have solved; its number."""
        from forum.cases import access, actions, solution_actions
        from forum.core.db import writing

        with self.app.app_context(), writing():
            author, staff = self.cast[person].row(), self.cast.olga.row()
            case = actions.open_case(
                author=author,
                title=title,
                body=body,
                category=access.category_named("mobile"),
                kind="billing",
            )
            post = actions.add_post(case, author=staff, body=answer)
            solution_actions.mark_solution(case, post=post, person=staff)
            return case.number

    def article(self, made_from=None, title=TITLE, body=ANSWER, language="en", **more) -> int:
        """A public article; its number."""
        from forum.core.db import writing
        from forum.knowledge.article_actions import link_case, publish_article

        with self.app.app_context(), writing():
            article = publish_article(
                title=title,
                body=body,
                category=more.get("category", "mobile"),
                language=language,
                staff=self.cast.olga.row(),
                made_from=made_from,
            )
            for number in more.get("answers", ()):
                link_case(article, case_number=number, staff=self.cast.olga.row())
            return article.number

    def row(self, number):
        """The article as it stands."""
        from forum.core.db import db
        from forum.knowledge.models import Article

        with self.app.app_context():
            article = db.session.get(Article, number)
            db.session.expunge(article)
            return article

    def entries(self, *kinds) -> list:
        """The entries of these kinds, latest first."""
        from forum.ledger.queries import entries_after

        with self.app.app_context():
            return entries_after(None, kinds=kinds).items


@pytest.fixture
def known(app, cast):
    return Known(app, cast)


@pytest.fixture
def scene(app):
    return Scene(app)


@pytest.fixture
def press(browse):
    """`press("olga", page, path)`: a button of a page; the answer."""

    def press(person, page, path, **sent):
        client = browse(person)
        return client.post(path, data={"csrf_token": client.token(page), **sent})

    return press
