"""Whatever changes something has a limit; default deny: a route that names none fails."""

from forum.accounts.limit_table import BY_ADDRESS, TABLE, Limit
from tests.data import REPOSITORY

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
UNLIMITED = {
    "accounts.sign_out": "who wants to leave must always be able to",
}


def limits_of(app) -> dict[str, tuple[str, ...]]:
    """Of every endpoint that may change something, the lines of the table that it counts under."""
    unsafe = [
        rule.endpoint for rule in app.url_map.iter_rules() if UNSAFE & (rule.methods or set())
    ]
    return {name: getattr(app.view_functions[name], "limited_as", ()) for name in unsafe}


def test_every_route_that_changes_something_has_a_limit(app_once):
    unlimited = {name for name, lines in limits_of(app_once).items() if not lines}
    assert unlimited == set(UNLIMITED)


def test_every_route_of_the_api_is_counted_as_a_program(app_once):
    for name, view in app_once.view_functions.items():
        if name.startswith("api."):
            assert {"read", "write"} & set(view.limited_as), name


def fields(line: Limit) -> list[str]:
    persons = [line.new, line.customer, line.team] if line.asks_who else [line.sign_in] * 3
    return [one.replace(";", "; ") or "–" for one in (line.network, line.visitor, *persons)]


def test_the_page_about_limits_has_the_numbers_of_the_code():
    page = (REPOSITORY / "docs" / "limits.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in row.split("|")[1:-1]]
        for row in page.splitlines()
        if row[:1] == "|"
    ]
    told = {row[0]: row[2:] for row in rows if len(row) == 7 and row[0] in TABLE}
    assert told == {name: fields(line) for name, line in TABLE.items()}
    assert {row[0]: row[1] for row in rows if row[0] in BY_ADDRESS} == BY_ADDRESS
    assert {row[0] for row in rows if len(row) == 2 and row[0] in TABLE} == set(TABLE), "sources"


def test_a_new_account_never_has_more_than_a_known_one():
    from limits import parse_many

    def most(text: str) -> float:
        return min(one.amount / one.get_expiry() for one in parse_many(text))

    for name, line in TABLE.items():
        if line.asks_who:
            assert most(line.new) <= most(line.customer) <= most(line.team), name
