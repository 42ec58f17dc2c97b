"""Who gets what answer from every route; a route that is not here does not pass the tests.

One line per method and rule, one column per person. A form is sent empty, with no forgery token
asked for, so a person who may use it gets 422 (or the answer to an empty form), and one who may not
gets 403, 404 where even its existence is hidden, or 303 to the sign-in page.
"""

PERSONS = ("visitor", "customer", "author", "staff", "moderator", "admin")

# fmt: off
EXPECTED = {
    #                                         visitor customer author staff moderator admin
    "GET /static/<path:filename>":            "200    200      200    200   200       200",
}
# fmt: on


def answers(line: str) -> dict[str, int]:
    """The table's line as person → status."""
    return dict(zip(PERSONS, map(int, line.split()), strict=True))
