"""One description per route of the API: what it takes, answers and refuses; refuses schemas."""

from dataclasses import dataclass

from forum.api.openapi.pieces import DAY, FLAG, MONTH, TEXT, one_of
from forum.api.openapi.terms import LIMIT_DEFAULT, LIMIT_HIGHEST, SORTS
from forum.cases import states
from forum.core.i18n import LANGUAGES
from forum.search.index import QUESTION_LIMIT


@dataclass(frozen=True)
class Operation:
    """One route: `sends` and `answers` name schemas, `refusals` are the statuses of its errors."""

    id: str
    summary: str
    answers: str
    status: int = 200
    sends: str | None = None
    query: tuple[dict, ...] = ()
    refusals: tuple[int, ...] = ()
    tag: str = "cases"
    needs_body: bool = False


def parameter(name: str, schema: dict, description: str) -> dict:
    """An optional value in the address."""
    return {"name": name, "in": "query", "schema": schema, "description": description}


CURSOR = parameter("cursor", TEXT, "`next` of the page before")
LIMIT = parameter(
    "limit",
    {
        "type": "integer",
        "minimum": 1,
        "maximum": LIMIT_HIGHEST,
        "default": LIMIT_DEFAULT,
    },
    "How many items a page holds",
)
STATUS = parameter("status", one_of(states.STATUSES), "Only cases with this status")
CATEGORY = parameter("category", TEXT, "Only cases of the category with this slug")
TURN = parameter("turn", one_of(states.TURNS), "Only cases in which they have to act next")
SORT = parameter(
    "sort",
    {**one_of(SORTS), "default": "newest"},
    "Newest, longest waiting or whose promise breaks next first",
)
LANGUAGE = parameter("language", one_of(LANGUAGES), "Only cases in this language")
SOLVED = parameter("has_solution", FLAG, "Only cases with, or without, a marked solution")
FROM = parameter("from", DAY, "Only cases opened on this day or later, in the house's time")
TO = parameter("to", DAY, "Only cases opened on this day or before")
WORDS = parameter(
    "q", {"type": "string", "maxLength": QUESTION_LIMIT}, "What to find; empty lists all"
)
VALID = parameter("valid", FLAG, "Only what can still be claimed")
TITLE = parameter("title", TEXT, "The title of a case that somebody is about to open")
BODY = parameter("body", TEXT, "Its text, as far as it is written")
LANE = parameter("lane", TEXT, "Only this lane, by its name in the categories")
FIRST_MONTH = parameter("from", MONTH, "The first month; without it, eleven before `to`")
LAST_MONTH = parameter("to", MONTH, "The last month, at most 60 in all; without it, the present")
AFTER = parameter("after", {"type": "integer", "minimum": 0}, "The last `seq` that is known")

READ = (401, 422, 429)
READ_ONE = (401, 404, 429)
WRITE = (400, 401, 415, 422, 429)
WRITE_IN_CASE = (400, 401, 403, 404, 409, 415, 422, 429)

OPERATIONS = {
    "list_categories": Operation(
        "list_categories",
        "The categories, with what each promises",
        "Categories",
        refusals=(401,),
        tag="forum",
    ),
    "list_cases": Operation(
        "list_cases",
        "Public cases, paged by key",
        "Cases",
        query=(STATUS, CATEGORY, TURN, SORT, CURSOR, LIMIT),
        refusals=READ,
    ),
    "open_case": Operation(
        "open_case",
        "Open a case; the first one of a new account waits for a moderator (`pending`)",
        "Case",
        status=201,
        sends="NewCase",
        needs_body=True,
        refusals=WRITE,
    ),
    "show_case": Operation(
        "show_case",
        "A case with its posts, its timeline, its ticket and its promised times",
        "WholeCase",
        refusals=READ_ONE,
    ),
    "add_post": Operation(
        "add_post",
        "Write in a case; staff say with `then` what follows",
        "Post",
        status=201,
        sends="NewPost",
        needs_body=True,
        refusals=WRITE_IN_CASE,
        tag="posts",
    ),
    "show_post": Operation("show_post", "One post", "Post", refusals=READ_ONE, tag="posts"),
    "report_post": Operation(
        "report_post",
        "Tell the moderators that a post breaks a rule; the note is never public",
        "Reported",
        status=201,
        sends="Report",
        needs_body=True,
        refusals=WRITE_IN_CASE,
        tag="posts",
    ),
    "mark_solution": Operation(
        "mark_solution",
        "Mark a post as the solution (author and staff), or say without one that it is solved",
        "Case",
        sends="Solution",
        refusals=WRITE_IN_CASE,
    ),
    "say_me_too": Operation(
        "say_me_too",
        "Say that you have the same problem; twice counts once",
        "Affected",
        sends="Nothing",
        refusals=WRITE_IN_CASE,
    ),
    "take_back_me_too": Operation(
        "take_back_me_too",
        "Take “me too” back",
        "Affected",
        sends="Nothing",
        refusals=WRITE_IN_CASE,
    ),
    "confirm_solution": Operation(
        "confirm_solution",
        "Confirm, as the author, what staff marked",
        "Case",
        sends="Nothing",
        refusals=WRITE_IN_CASE,
    ),
    "reopen_case": Operation(
        "reopen_case",
        "Reopen, as the author, from any end",
        "Case",
        sends="Nothing",
        refusals=WRITE_IN_CASE,
    ),
    "decline_case": Operation(
        "decline_case",
        "Close without a solution (staff); the reason is public",
        "Case",
        sends="Reason",
        needs_body=True,
        refusals=WRITE_IN_CASE,
    ),
    "claim_case": Operation(
        "claim_case",
        "Take a case to answer it (staff); out of turn it needs a public reason",
        "Claim",
        sends="ClaimReason",
        refusals=WRITE_IN_CASE,
        tag="queue",
    ),
    "release_case": Operation(
        "release_case",
        "Give back a case that one has taken; it stands where it stood",
        "Place",
        sends="Nothing",
        refusals=WRITE_IN_CASE,
        tag="queue",
    ),
    "grant_head_start": Operation(
        "grant_head_start",
        "Move a waiting case ahead by hand (moderators), up to the cap; the reason is public",
        "Grant",
        status=201,
        sends="NewGrant",
        needs_body=True,
        refusals=WRITE_IN_CASE,
        tag="queue",
    ),
    "revoke_head_start": Operation(
        "revoke_head_start",
        "Take back a head start that was given by hand; the reason is public",
        "MaybePlace",
        sends="Reason",
        needs_body=True,
        refusals=WRITE_IN_CASE,
        tag="queue",
    ),
    "list_queue": Operation(
        "list_queue",
        "Who waits, lane after lane in the order of service, paged by key",
        "Queue",
        query=(LANE, CURSOR, LIMIT),
        refusals=READ,
        tag="queue",
    ),
    "claim_next": Operation(
        "claim_next",
        "Take the next case of a lane (staff); 404 when nobody waits there",
        "Claim",
        sends="LaneChoice",
        needs_body=True,
        refusals=WRITE_IN_CASE,
        tag="queue",
    ),
    "show_rulebook": Operation(
        "show_rulebook", "The rulebook in force", "Rulebook", refusals=(401,), tag="queue"
    ),
    "show_rulebook_of": Operation(
        "show_rulebook_of", "A rulebook by its number", "Rulebook", refusals=READ_ONE, tag="queue"
    ),
    "list_precedents": Operation(
        "list_precedents",
        "What was granted by goodwill, newest first, with who claimed it",
        "Precedents",
        query=(WORDS, CATEGORY, VALID, CURSOR, LIMIT),
        refusals=READ,
        tag="forum",
    ),
    "search": Operation(
        "search",
        "Find public cases by their words, best first",
        "Results",
        query=(WORDS, STATUS, CATEGORY, LANGUAGE, SOLVED, FROM, TO, CURSOR, LIMIT),
        refusals=READ,
        tag="search",
    ),
    "similar": Operation(
        "similar",
        "Public cases about the same thing as a draft",
        "Hits",
        query=(TITLE, BODY),
        refusals=READ,
        tag="search",
    ),
    "list_log": Operation(
        "list_log",
        "The record of every decision by `seq`; `next` is the next `after`",
        "Entries",
        query=(AFTER, LIMIT),
        refusals=READ,
        tag="forum",
    ),
    "show_fairness": Operation(
        "show_fairness",
        "The figures of the fairness report, month by month, as far as they were counted",
        "Fairness",
        query=(FIRST_MONTH, LAST_MONTH, LANE),
        refusals=READ,
        tag="forum",
    ),
    "show_me": Operation("show_me", "Whose token this is", "Person", refusals=(401,), tag="forum"),
    "show_openapi": Operation(
        "show_openapi", "This description", "Description", refusals=(401,), tag="forum"
    ),
}
