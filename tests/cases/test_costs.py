"""Statements per page do not grow with what stands on it; counted with nothing in memory.

Every row has an author of its own: twenty posts of one author would prove nothing, since a person
who is already loaded costs no statement.
"""

import pytest

from forum.core import fragments
from tests.harness.selection import some_on_both
from tests.moderation.scene import Scene

READERS = (None, "nora", "anna", "mara", "olga")  # visitor, stranger, author, moderator, staff


@pytest.fixture
def scene(app):
    return Scene(app)


@pytest.fixture
def cost(app, browse, statements):
    """`cost("anna", "/cases")`: how many statements her page takes when nothing is kept."""

    def cost(person, url) -> int:
        client = browse(person)
        app.wsgi_app.pages.clear()
        fragments.start(app, app.extensions["stamp"])
        with statements() as counted:
            assert client.get(url).status_code == 200
        print(f"{person or 'visitor'} {url}:", *(text[:60] for text in counted.texts), sep="\n  ")
        return counted.number

    return cost


def costs(cost, url) -> dict:
    return {person: cost(person, url) for person in READERS}


def open_cases(app, people, title="The meter runs too fast") -> None:
    """One case for each of these people, in one transaction."""
    from forum.cases import access, actions
    from forum.core.db import writing

    with app.app_context(), writing():
        for person in people:
            actions.open_case(
                author=person.row(),
                title=f"{title} at {person.name}",
                body="It counts twice.",
                category=access.category_named("mobile"),
                kind="billing",
            )


def write_posts(app, number, people) -> None:
    """One post of each of these people, every second one an answer if the one before is public."""
    from forum.cases import actions
    from forum.cases.models import Case
    from forum.core.db import db, writing

    with app.app_context(), writing():
        case = db.session.get(Case, number)
        for place, person in enumerate(people):
            author = person.row()
            answered = case.last_position if place % 2 and not author.is_new else None
            actions.add_post(case, author=author, body="Mine too.", reply_to=answered)


@pytest.mark.slow
def test_a_case_with_fifty_posts_of_fifty_people(app, cast, scene, worker, cost):
    number = scene.open_case(cast.anna)
    worker()
    before = costs(cost, f"/cases/{number}")
    write_posts(app, number, cast.others(49))
    worker()
    assert costs(cost, f"/cases/{number}") == before
    # Nine for the thread, one each for its private part, for what was merged into it, for its
    # promises, for the rules in force, for goodwill, for the incident and for help articles, the
    # rest for its place: who is before it, why, how long.
    assert max(before.values()) <= 25


@pytest.mark.slow
def test_a_case_with_fifty_posts_that_wait(app, cast, scene, worker, cost):
    number = scene.open_case(cast.anna)
    scene.write(number, cast.another(known=False))
    worker()
    before = costs(cost, f"/cases/{number}")
    write_posts(app, number, cast.others(49, known=False))
    worker()
    assert costs(cost, f"/cases/{number}") == before


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize(
    "order", some_on_both(["newest", "waiting"], ["waiting"], "both are read along an index")
)
def test_a_list_of_a_thousand_cases(app, cast, cost, order, much):
    url = f"/cases?order={order}"
    open_cases(app, cast.others(10))
    before = costs(cost, url)
    people = cast.others(100)
    for _count in range(much(10, 2)):
        open_cases(app, people[:99])
    assert costs(cost, url) == before
    assert max(before.values()) <= 5


@pytest.mark.slow
def test_home(app, cast, cost):
    open_cases(app, cast.others(2))
    before = costs(cost, "/")
    open_cases(app, cast.others(50))
    assert costs(cost, "/") == before


@pytest.mark.slow
def test_a_search_with_twenty_hits(app, cast, worker, cost):
    open_cases(app, cast.others(2))
    worker()
    before = costs(cost, "/search?q=meter")
    open_cases(app, cast.others(18))
    worker()
    assert costs(cost, "/search?q=meter") == before
    assert max(before.values()) <= 10


@pytest.mark.slow
def test_similar_cases_for_one_that_has_many(app, cast, scene, worker, cost):
    number = scene.open_case(cast.anna)
    open_cases(app, [cast.ben])
    worker()
    before = costs(cost, f"/cases/{number}")
    open_cases(app, cast.others(30))
    worker()
    assert costs(cost, f"/cases/{number}") == before
