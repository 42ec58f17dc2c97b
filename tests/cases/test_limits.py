"""How often cases are opened, answered and changed: by person, in pages and programs alike."""

import pytest
from limits import parse_many

from forum.accounts.limit_table import TABLE

pytestmark = [
    pytest.mark.parametrize("settings", [{"RATELIMIT_ENABLED": True}], indirect=True),
    pytest.mark.only_on("sqlite", "the counters are in no database"),
]

CASE = {"title": "No tone {}", "body": "Dead since {}.", "category": "mobile", "kind": "fault"}
PERSONS = [("fred", "new"), ("ben", "customer"), ("olga", "team")]


@pytest.fixture
def number(api, cast) -> int:
    """Anna's case."""
    return open_case(api(cast.anna), 0).get_json()["number"]


def open_case(client, count: int, **others):
    sent = {name: value.format(count) for name, value in CASE.items()}
    return client.post("/api/v1/cases", json=sent, environ_overrides=others)


def reply(client, number: int, count: int, **others):
    sent = {"json": {"body": f"Answer {count}."}, "environ_overrides": others}
    return client.post(f"/api/v1/cases/{number}/posts", **sent)


def first_limit(action: str, kind: str) -> int:
    """The number of the limit with the shortest time."""
    return min(parse_many(getattr(TABLE[action], kind))).amount


def numbered(action: str, kind: str) -> range:
    return range(first_limit(action, kind))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "kind"), PERSONS)
def test_cases_are_opened_as_often_as_the_table_says(app, cast, api, name, kind):
    client = api(cast[name])
    assert {open_case(client, count).status_code for count in numbered("open", kind)} == {201}
    answer = open_case(client, 999, REMOTE_ADDR="192.0.2.9")
    assert answer.status_code == 429, "from anywhere"
    assert answer.mimetype == "application/problem+json"
    assert int(answer.headers["Retry-After"]) > 0
    assert "Please wait" in answer.get_json(force=True)["detail"]
    assert open_case(api(cast.nora), 0).status_code == 201


@pytest.mark.slow
@pytest.mark.parametrize(("name", "kind"), [*PERSONS, ("mara", "team"), ("ada", "team")])
def test_posts_are_written_as_often_as_the_table_says(app, cast, api, number, name, kind):
    client = api(cast[name])
    if name in ("olga", "ada"):
        client.post("/api/v1/queue/next", json={"lane": "mobile"})
    found = [reply(client, number, count).status_code for count in numbered("reply", kind)]
    assert set(found) == {201}
    assert reply(client, number, 999).status_code == 429


@pytest.mark.slow
def test_the_page_and_a_program_count_together(app, cast, api, browse, number):
    program, page = api(cast.ben), browse(cast.ben)
    for count in range(12):
        reply(program, number, count)
    answer = page.submit(f"/cases/{number}", {"body": "The thirteenth."})
    assert answer.status_code == 429
    assert "Please wait 1 minute" in answer.text
    assert "The thirteenth." in answer.text
    assert "The thirteenth." in page.get(f"/cases/{number}").text, "it is back in its form"


@pytest.mark.slow
def test_what_is_refused_is_not_counted(app, cast, browse, number):
    page = browse(cast.fred)
    for _count in range(5):
        assert page.submit(f"/cases/{number}", {"body": " "}).status_code == 422
    assert page.submit(f"/cases/{number}", {"body": "Said."}).status_code == 303


@pytest.mark.slow
def test_looking_for_similar_cases_draws_no_number(app, cast, browse):
    page = browse(cast.fred)
    for _count in range(5):
        assert page.submit("/cases/new", {"title": "No tone"}, "look=1").status_code == 200
    typed = {name: value.format(1) for name, value in CASE.items()}
    page.submit("/cases/new", typed, "draw=1")
    page.submit("/cases/new", {**typed, "title": "Another", "body": "Another"}, "draw=1")
    answer = page.submit("/cases/new", {**typed, "body": "A third", "title": "Third"}, "draw=1")
    assert answer.status_code == 429
    assert "A third" in answer.text
    assert 'value="Third"' in page.get("/cases/new").text, "the whole form is kept"


@pytest.mark.slow
def test_a_long_wait_is_told_in_hours(app, cast, api, browse, number):
    program, path = api(cast.ben), f"/api/v1/cases/{number}/affected"
    methods = ("POST", "DELETE")
    found = [program.open(path, method=methods[count % 2]).status_code for count in range(75)]
    assert set(found) == {200}
    page = browse(cast.ben)
    answer = page.post(f"/cases/{number}/affected", data={"csrf_token": page.token("/account")})
    assert answer.status_code == 429
    assert "Please wait 24 hours" in answer.text
    assert int(answer.headers["Retry-After"]) > 23 * 3600


@pytest.mark.slow
def test_a_network_has_a_limit_of_its_own(app, cast, api, number):
    people = [api(person) for person in cast.others(30)]
    household = "2001:db8:1:2::{:x}"
    found = [
        open_case(client, count, REMOTE_ADDR=household.format(count)).status_code
        for client in people
        for count in range(21)
    ]
    assert found.index(429) <= 4
    last = open_case(api(cast.nora), 0, REMOTE_ADDR="2001:db8:1:2:ffff::")
    assert last.status_code == 429, "six hundred attempts came from this household"
    assert open_case(api(cast.nora), 0, REMOTE_ADDR="2001:db8:1:3::").status_code == 201
