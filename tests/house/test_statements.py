"""What a page asks of the database does not grow with its rows, each by another author."""

import pytest
from sqlalchemy import insert, inspect, select

from tests.harness.application import close
from tests.house.stage import any_category

LISTS = ["/cases", "/cases?status=new", "/cases?sort=waiting", "/"]


@pytest.fixture
def statements_for(app, browse, statements):
    """`statements_for(url, person)`: how many a page takes in a process that has kept nothing."""

    def count(url: str, person=None) -> int:
        client = browse(person)
        client.get("/account/sign-in")  # what each process looks up once is not this page's
        close(app)
        with statements() as counted:
            answer = client.get(url)
        assert answer.status_code == 200, f"{url}: {answer.status}"
        assert counted.number, f"{url} asked nothing: it came from memory"
        return counted.number

    return count


def open_cases(app, authors, title="No net in {place}") -> list[int]:
    """One case by each of the authors, by the verb that people use."""
    from forum.cases import actions
    from forum.core.db import writing

    with app.app_context(), writing():
        return [
            actions.open_case(
                author=author.row(),
                title=title.format(place=f"street {place}"),
                body="The line is dead since the storm.",
                category=any_category(),
                kind="fault",
            ).number
            for place, author in enumerate(authors)
        ]


def multiply_cases(app, times: int) -> None:
    """Copies of the cases that are there, row by row: a thousand take too long one by one."""
    from forum.cases.models import Case
    from forum.core.db import db, writing

    columns = [column.key for column in inspect(Case).column_attrs]
    with app.app_context(), writing() as session:
        originals = list(session.scalars(select(Case)))
        rows = [{name: getattr(one, name) for name in columns} for one in originals]
        highest = max(row["number"] for row in rows)
        copies = [
            {**row, "number": highest + 1 + copy * len(rows) + place}
            for copy in range(times)
            for place, row in enumerate(rows)
        ]
        db.session.execute(insert(Case), copies)


@pytest.mark.slow
@pytest.mark.parametrize("reader", [None, "ben", "olga", "mara"])
def test_a_case_with_fifty_posts_by_fifty_people(app, cast, statements_for, reader):
    from forum.cases import actions
    from forum.cases.models import Case
    from forum.core.db import db, writing

    (number,) = open_cases(app, [cast.anna])
    few = statements_for(f"/cases/{number}", reader)
    others = cast.others(50)
    with app.app_context(), writing():
        case = db.session.get(Case, number)
        for place, author in enumerate(others, start=1):
            actions.add_post(case, author=author.row(), body="Here too.", reply_to=place)
    assert statements_for(f"/cases/{number}", reader) <= few


@pytest.mark.slow
@pytest.mark.parametrize("url", LISTS)
def test_a_list_of_a_thousand_cases(app, cast, statements_for, url):
    open_cases(app, cast.others(10))
    few = statements_for(url, "ben")
    multiply_cases(app, times=99)
    assert statements_for(url, "ben") <= few


@pytest.mark.slow
def test_a_search_with_twenty_hits(app, cast, worker, statements_for):
    open_cases(app, cast.others(2), title="Zeppelin over {place}")
    worker()
    few = statements_for("/search?q=zeppelin", "ben")
    open_cases(app, cast.others(18), title="Zeppelin over {place}")
    worker()
    assert statements_for("/search?q=zeppelin", "ben") <= few
