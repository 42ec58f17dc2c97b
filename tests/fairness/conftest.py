"""What the tests of the figures share: a forum in which people were served, sealed, counted."""

import pytest


@pytest.fixture
def renew(app):
    """`renew()`: seal what there is and count the figures, as the worker does when it is due."""

    def renew() -> None:
        from forum.core.db import one_view, writing
        from forum.fairness import actions
        from forum.ledger import sealing

        with app.app_context():
            sealing.seal()
            with one_view():
                renewal = actions.count()
            with writing():
                actions.store(renewal)

    return renew


@pytest.fixture
def serve(app, cast, clock):
    """`serve(3)`: three more cases of three people, an hour apart, then each answered by olga.

    The last one is about a contract of the class `last`.
    """

    def serve(count: int, last: str = "private") -> list[int]:
        from forum.cases import actions
        from forum.cases.models import Case
        from forum.core.db import db, writing
        from tests.house.stage import any_category

        numbers = []
        for place, person in enumerate(cast.others(count), start=1):
            clock.move(hours=1)
            facts = {"contract_class": last if place == count else "private"}
            with app.app_context(), writing():
                case = actions.open_case(
                    author=person.row(),
                    title=f"Case of {person.name}",
                    body="The line is dead since this morning.",
                    category=any_category(),
                    kind="fault",
                    facts=facts,
                )
                numbers.append(case.number)
        for number in numbers:
            clock.move(minutes=10)
            with app.app_context(), writing():
                case = db.session.get(Case, number)
                actions.add_post(case, author=cast.olga.row(), body="We have looked at it.")
        return numbers

    return serve
