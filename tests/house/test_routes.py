"""Person × route × status for every route there is; default deny: an unlisted route fails."""

import re

import pytest

from tests.harness.selection import some_on_both
from tests.harness.undoing import Undoing
from tests.house.route_table import EXPECTED, PERSONS
from tests.house.stage import suspend

WITHOUT_TABLE = {"HEAD", "OPTIONS"}
PLACEHOLDER = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
ABOVE = "it is decided above the database"
ON_EACH = some_on_both(
    PERSONS,
    ("visitor", "author", "admin"),
    "who may what is decided above the database, which these three ask for everything",
)
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


def routes_of(app) -> dict[str, str]:
    """`GET /cases/<number>` → endpoint, for every rule and method."""
    return {
        PLACEHOLDER.sub(r"<\1>", f"{method} {rule.rule}"): rule.endpoint
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - WITHOUT_TABLE)
    }


def address(rule: str, stage) -> str:
    return PLACEHOLDER.sub(lambda found: str(stage.values[found.group(1)]), rule)


def told(answer) -> str:
    """The answer as the table writes it."""
    if answer.status_code == 303 and "/account/sign-in" in answer.location:
        return "in"
    return str(answer.status_code)


def test_every_route_is_in_the_table(app_once):
    existing = set(routes_of(app_once))
    assert not existing - set(EXPECTED), "not in tests/house/route_table.py:\n" + "\n".join(
        sorted(existing - set(EXPECTED))
    )
    assert not set(EXPECTED) - existing, f"gone: {sorted(set(EXPECTED) - existing)}"


@pytest.mark.slow
@pytest.mark.parametrize("settings", [{"WTF_CSRF_ENABLED": False}], indirect=True)
@pytest.mark.parametrize("person", ON_EACH)
def test_every_route_answers_each_person_as_the_table_says(
    app, stage, browse, api, databases, person
):
    expected = {route: answers[person] for route, answers in EXPECTED.items()}
    clients = browse(stage.people[person]), api(stage.people[person])
    found = differences(app, databases, stage, expected, clients)
    assert not found, "\n".join([f"as {person}:", *found])


# What an author who may not write in public loses in their own case; the rest stays theirs:
# the private part, saying "solved" or "not solved", taking out what is personal, objecting.
NOT_WHILE_SUSPENDED = (
    "POST /cases/new",
    "POST /cases/<number>/posts",
    "GET /cases/<number>/posts/<position>/edit",
    "POST /cases/<number>/posts/<position>/edit",
    "POST /precedents/<precedent_id>/claims",
    "POST /api/v1/cases",
    "POST /api/v1/cases/<number>/posts",
)


@pytest.mark.slow
@pytest.mark.short_on("sqlite", ABOVE)
@pytest.mark.parametrize("settings", [{"WTF_CSRF_ENABLED": False}], indirect=True)
def test_a_suspended_author_keeps_all_but_what_is_written_in_public(
    app, stage, cast, browse, api, databases
):
    suspend(app, cast, cast.anna)
    expected = {route: answers["author"] for route, answers in EXPECTED.items()}
    expected |= dict.fromkeys(NOT_WHILE_SUSPENDED, "403")
    found = differences(app, databases, stage, expected, (browse(cast.anna), api(cast.anna)))
    assert not found, "\n".join(found)


def differences(app, databases, stage, wanted, clients) -> list[str]:
    """Call every route with these clients, each on the stage as set; what is not as wanted."""
    page, program = clients
    found = []
    with Undoing(app, databases, page) as state:
        for route in sorted(EXPECTED):
            method, rule = route.split()
            expected = wanted[route]
            client = program if rule.startswith("/api/") else page
            answer = client.open(address(rule, stage), method=method)
            if told(answer) != expected:
                found.append(f"{route}: {told(answer)} instead of {expected}")
            if method != "GET" and answer.status_code < 400:
                state.put_back()
    return found


# Mail programs press this button; the signed key in its address is what no other site knows.
WITHOUT_TOKEN = ("POST /mail/off/<key>",)


@pytest.mark.slow
@pytest.mark.short_on("sqlite", ABOVE)
def test_no_form_is_taken_without_its_forgery_token(stage, cast, browse):
    client = browse(cast.ada)
    found = []
    for route in sorted(EXPECTED):
        method, rule = route.split()
        if method not in UNSAFE or rule.startswith("/api/") or route in WITHOUT_TOKEN:
            continue
        answer = client.open(address(rule, stage), method=method)
        if answer.status_code != 400:
            found.append(f"{route}: {answer.status_code} without a token")
    assert not found, "\n".join(found)


@pytest.mark.short_on("sqlite", ABOVE)
def test_the_api_takes_no_cookie_for_a_token(stage, cast, browse):
    """Its routes ask for no forgery token, so a signed-in browser must be nobody to them."""
    client = browse(cast.ada)
    for route in sorted(EXPECTED):
        method, rule = route.split()
        if method in UNSAFE and rule.startswith("/api/"):
            answer = client.open(address(rule, stage), method=method, json={})
            assert answer.status_code == 401, f"{route}: {answer.status_code}"


@pytest.mark.slow
@pytest.mark.short_on("sqlite", ABOVE)
def test_no_other_method_is_taken(stage, cast, browse):
    """What the table does not name is no way in, and HEAD tells no more than GET."""
    client, found = browse(cast.ada), []
    for rule in sorted({route.split()[1] for route in EXPECTED}):
        path = address(rule, stage)
        for method in ("GET", *UNSAFE, "TRACE"):
            if f"{method} {rule}" not in EXPECTED:
                answer = client.open(path, method=method)
                found += [f"{method} {rule}: {answer.status_code}"] * (answer.status_code != 405)
        if f"GET {rule}" in EXPECTED:
            head, get = client.head(path), client.get(path)
            is_same = head.status_code == get.status_code and not head.data
            found += [] if is_same else [f"HEAD {rule}: {head.status_code}, {len(head.data)} bytes"]
    assert not found, "\n".join(found)
