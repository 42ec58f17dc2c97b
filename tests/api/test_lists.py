"""Lists: paged by key, filtered by closed words, and no dearer with more rows."""

from datetime import timedelta

import pytest


@pytest.fixture
def many_cases(app, cast, clock):
    """`many_cases(12)`: that many more cases by as many authors, an hour apart."""

    def many_cases(count: int) -> None:
        from forum.cases import actions
        from forum.core.db import writing
        from tests.house.stage import any_category

        for person in cast.others(count):
            clock.move(hours=1)
            with app.app_context(), writing():
                actions.open_case(
                    author=person.row(),
                    title=f"Case of {person.name}",
                    body="It does not work.",
                    category=any_category(),
                    kind="fault",
                )

    return many_cases


def all_pages(program, path: str) -> list[dict]:
    items, cursor = [], None
    while True:
        page = program.get(path + (f"&cursor={cursor}" if cursor else ""))
        items += page["items"]
        cursor = page["next"]
        if cursor is None:
            return items


@pytest.mark.parametrize(("sort", "is_reversed"), [("newest", True), ("waiting", False)])
def test_every_case_is_on_exactly_one_page(program, many_cases, sort, is_reversed):
    many_cases(7)
    numbers = [case["number"] for case in all_pages(program(), f"/cases?limit=3&sort={sort}")]
    assert numbers == sorted(numbers, reverse=is_reversed) and len(set(numbers)) == 7


@pytest.mark.slow
def test_a_page_holds_twenty_cases_unless_told(program, many_cases):
    many_cases(21)
    page = program().get("/cases")
    assert len(page["items"]) == 20 and page["next"]
    assert len(program().get("/cases?limit=100")["items"]) == 21


def test_lists_are_narrowed_to_status_turn_and_category(program, cast):
    anna = program("anna")
    first, second = anna.category(0), anna.category(1)
    new = anna.open_case("New", category=first)["number"]
    answered = anna.open_case("Answered", category=second)["number"]
    program("olga").post(f"/cases/{answered}/posts", {"body": "Since when?"}, 201)

    def numbers(query: str) -> list[int]:
        return [case["number"] for case in program().get(f"/cases?{query}")["items"]]

    assert numbers("status=new") == [new]
    assert numbers("status=waiting_for_customer") == [answered]
    assert numbers("turn=company") == [new]
    assert numbers(f"category={second}") == [answered]
    assert numbers("sort=waiting") == [new]
    assert numbers("status=&category=&cursor=&turn=") == [answered, new]


def test_the_log_goes_on_where_a_reader_stopped(program, cast, worker):
    number = program("anna").open_case()["number"]
    program("ben").post(f"/cases/{number}/affected", {})
    program("olga").post(f"/cases/{number}/posts", {"body": "Since when?"}, 201)
    worker()
    whole = program().get("/log")
    assert [(entry["seq"], entry["kind"]) for entry in whole["items"]] == [
        (1, "case.opened"),
        (2, "case.affected"),
        (3, "case.answered"),
    ]
    first = program().get("/log?limit=1")
    assert first["items"] == whole["items"][:1] and first["next"] == "1"
    rest = program().get(f"/log?after={first['next']}")
    assert rest["items"] == whole["items"][1:] and rest["next"] is None
    assert program().get("/log?after=3")["items"] == []


@pytest.mark.slow
def test_entries_without_a_number_come_last_and_lead_nowhere(program, cast, worker):
    anna = program("anna")
    number = anna.open_case()["number"]
    worker()
    program("ben").post(f"/cases/{number}/affected", {})
    other = anna.open_case()["number"]

    def listed(query: str = "") -> list[tuple]:
        return [(one["seq"], one["kind"]) for one in program().get(f"/log?{query}")["items"]]

    unnumbered = [(None, "case.affected"), (None, "case.opened")]
    assert listed() == [(1, "case.opened"), *unnumbered]
    assert program().get("/log?limit=1")["next"] == "1"
    assert program().get("/log?limit=2")["next"] is None
    assert listed("after=1") == unnumbered
    timeline = program().get(f"/cases/{number}")["timeline"]
    assert [entry["seq"] for entry in timeline] == [1, None]
    worker()
    assert listed("after=1") == [(2, "case.affected"), (3, "case.opened")]
    assert [entry["seq"] for entry in program().get(f"/cases/{other}")["timeline"]] == [3]


def test_searches_find_what_the_worker_has_indexed(program, cast, worker):
    number = program("anna").open_case("The router blinks red", body="All <b>lamps</b>.")["number"]
    worker()
    found = program().get("/search?q=router")
    assert [hit["number"] for hit in found["items"]] == [number] and found["total"] == 1
    assert found["items"][0]["title"] == "The router blinks red"
    assert "<mark>" in found["items"][0]["title_html"]
    assert program().get("/search?q=router&status=solved")["items"] == []
    similar = program().get("/similar?title=my+router+blinks&body=red+lamps")
    assert [hit["number"] for hit in similar["items"]] == [number]


def test_searches_are_narrowed_to_days_of_the_house_as_on_the_page(program, cast, worker, clock):
    anna = program("anna")
    monday = anna.open_case("The router blinks red")["number"]  # 2026-03-02
    clock.move(days=1)
    tuesday = anna.open_case("The router blinks green")["number"]
    worker()

    def numbers(query: str) -> list[int]:
        return [hit["number"] for hit in program().get(f"/search?{query}")["items"]]

    assert sorted(numbers("q=router")) == [monday, tuesday]
    assert numbers("q=router&to=2026-03-02") == [monday]
    assert numbers("q=router&from=2026-03-03&to=2026-03-03") == [tuesday]
    assert numbers("from=2026-03-03") == [tuesday]
    assert numbers("q=router&from=2026-03-04") == []


def test_a_question_may_be_as_long_as_on_the_page(program, cast):
    assert program().get("/search?q=" + "a" * 300)["items"] == []


def test_a_draft_of_nothing_resembles_nothing(program, cast):
    assert program().get("/similar") == {"items": [], "next": None, "articles": []}


@pytest.mark.slow
def test_a_list_costs_the_same_with_ten_and_with_a_hundred_cases(program, many_cases, statements):
    visitor = program()
    many_cases(10)
    with statements() as few:
        assert len(visitor.get("/cases?limit=100")["items"]) == 10
    many_cases(90)
    with statements() as many:
        assert len(visitor.get("/cases?limit=100")["items"]) == 100
    assert many.number == few.number, f"{few}\n\n{many}"


@pytest.mark.slow
def test_a_case_costs_the_same_with_one_and_with_fifty_posts(app, program, cast, statements):
    number = program("anna").open_case()["number"]
    visitor = program()
    with statements() as few:
        visitor.get(f"/cases/{number}")
    write_posts(app, number, cast.others(50))
    with statements() as many:
        assert len(visitor.get(f"/cases/{number}")["posts"]) == 51
    assert many.number == few.number, f"{few}\n\n{many}"


def write_posts(app, number: int, people) -> None:
    from forum.cases import actions
    from forum.cases.models import Case
    from forum.core.db import db, writing

    with app.app_context(), writing():
        case = db.session.get(Case, number)
        for person in people:
            actions.add_post(case, author=person.row(), body=f"Here too, says {person.name}.")


def test_moments_are_in_utc_and_say_so(program, cast, clock):
    assert program("anna").open_case()["opened_at"] == "2026-03-02T08:00:00.000000Z"
    clock.move(seconds=timedelta(minutes=1).total_seconds())
    assert program("anna").open_case()["opened_at"] == "2026-03-02T08:01:00.000000Z"
