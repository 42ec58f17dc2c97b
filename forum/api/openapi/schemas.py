"""JSON Schemas of all that the API answers and takes; refuses limits of its own."""

from forum.accounts.models import ROLES
from forum.api.openapi.fairness_schemas import FAIRNESS_SCHEMAS
from forum.api.openapi.pieces import (
    ADDRESS,
    COUNT,
    DAY,
    FLAG,
    MOMENT,
    NUMBER,
    SENT_MOMENT,
    TEXT,
    VISIBILITY,
    answer,
    list_of,
    nullable,
    one_of,
    page_of,
    ref,
    request_body,
)
from forum.api.openapi.queue_schemas import QUEUE_SCHEMAS
from forum.api.openapi.terms import FACTS, THEN
from forum.cases import states
from forum.cases.personal_choice import CHOICES
from forum.core.i18n import LANGUAGES
from forum.core.markdown import BODY_LIMIT
from forum.core.personal.finding import KINDS
from forum.core.text import REASON_LIMIT, TITLE_LIMIT
from forum.moderation.rules import REASONS
from forum.promises import rules as promises

_PROMISE = answer(
    first_answer_minutes=nullable(NUMBER),
    first_answer_calendar=TEXT,
    solution_minutes=nullable(NUMBER),
    solution_calendar=TEXT,
)
_DEADLINE = answer(
    matter=one_of(promises.MATTERS),
    minutes={**NUMBER, "description": "As promised, in time of the calendar"},
    calendar={**TEXT, "description": "`always`, or hours of business in code words"},
    given_at=MOMENT,
    state=one_of(promises.STATES),
    due_at=nullable(MOMENT),
    left_seconds=nullable(COUNT),
    ended_at=nullable(MOMENT),
)
_FACT_FLAGS = dict.fromkeys(FACTS, FLAG)
_CONTRACT = one_of(states.CONTRACT_CLASSES)
_ACTOR = answer(role=TEXT, pseudonym=TEXT)
_ENTRY = {
    "id": NUMBER,
    "seq": {**nullable(NUMBER), "description": "Its number in the sealed record; null until then"},
    "kind": TEXT,
    "at": MOMENT,
    "case": nullable(NUMBER),
    "actor": _ACTOR,
    "fields": {"type": "object", "description": "Plain values and commitments, never free text"},
    "texts": {
        "type": "object",
        "additionalProperties": TEXT,
        "description": "The public texts that the entry commits to and that are not erased",
    },
}

_SCORE = {"type": "integer", "minimum": 1, "maximum": 5}

_CASE = answer(
    number=NUMBER,
    url=ADDRESS,
    title=TEXT,
    visibility=VISIBILITY,
    category=TEXT,
    kind=one_of(states.KINDS),
    facts=ref("Facts"),
    language=one_of(LANGUAGES),
    channel=TEXT,
    author=ref("Person"),
    status=one_of(states.STATUSES),
    turn=one_of(states.TURNS),
    opened_at=MOMENT,
    last_post_at=MOMENT,
    first_answer_at=nullable(MOMENT),
    waiting_since=nullable(MOMENT),
    next_word_by=nullable(MOMENT),
    promise_due_at=nullable(MOMENT),
    affected_count=COUNT,
    reopened_count=COUNT,
    post_count=COUNT,
    solved_by=nullable(TEXT),
    solved_at=nullable(MOMENT),
    confirmed_by=nullable(TEXT),
    declined_reason=nullable(TEXT),
    rating=nullable(answer(score=_SCORE, at=MOMENT)),
)

_RATING = answer(score=_SCORE, sentence=nullable(TEXT), at=MOMENT, solved_at=nullable(MOMENT))

_HIDDEN_CASE = answer(number=NUMBER, visibility={"const": "hidden"}, hidden_because=nullable(TEXT))

_POST = answer(
    id=NUMBER,
    position=NUMBER,
    author=nullable(ref("Person")),
    role=nullable(one_of(ROLES)),
    reply_to=nullable(NUMBER),
    body=nullable(TEXT),
    html=nullable(TEXT),
    created_at=MOMENT,
    edited_at=nullable(MOMENT),
    is_solution=FLAG,
    visibility={"enum": [*VISIBILITY["enum"], "moved"]},
    hidden_because=nullable(TEXT),
    moved_to=nullable(answer(number=NUMBER, position=NUMBER)),
)

_TICKET = answer(
    number=NUMBER,
    status=one_of(states.STATUSES),
    turn=one_of(states.TURNS),
    waiting_since=nullable(MOMENT),
    waited_seconds=nullable(COUNT),
    next_word_by=nullable(MOMENT),
    affected_count=COUNT,
    promise=_PROMISE,
    is_late={**FLAG, "description": "Whether a promised time was broken and the case is open"},
    queue=nullable(ref("Place")),
    service=nullable(ref("Service")),
)

_HIT = answer(
    number=NUMBER,
    url=ADDRESS,
    title=TEXT,
    title_html=TEXT,
    passages={"type": "array", "items": TEXT},
    status=one_of(states.STATUSES),
    category=TEXT,
    language=one_of(LANGUAGES),
    opened_at=MOMENT,
    has_solution=FLAG,
    score={"type": "number"},
)

_ARTICLE = answer(number=NUMBER, url=ADDRESS, title=TEXT, category=TEXT, language=one_of(LANGUAGES))

_PROBLEM = {
    "type": "object",
    "description": "RFC 9457 problem details; `field` names the input that has to change; "
    "`findings` and `choices` come where personal data was found",
    "properties": {
        "type": {"const": "about:blank"},
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
        "field": TEXT,
        "findings": {
            "type": "array",
            "items": answer(
                field=one_of(("title", "body")), kind=one_of(KINDS), start=COUNT, end=NUMBER
            ),
        },
        "choices": {"type": "array", "items": one_of(CHOICES)},
    },
    "required": ["type", "title", "status", "detail"],
    "additionalProperties": False,
}

_PERSONAL = nullable(
    {**one_of(CHOICES), "description": "What becomes of personal data, should any be found"}
)

_PRECEDENT = answer(
    number=NUMBER,
    url=ADDRESS,
    case=NUMBER,
    category=TEXT,
    language=one_of(LANGUAGES),
    what=TEXT,
    why=TEXT,
    is_repeatable=FLAG,
    terms={**TEXT, "description": "The conditions, or why it cannot be repeated"},
    valid_until=nullable(DAY),
    can_be_claimed=FLAG,
    granted_at=MOMENT,
    ended_at=nullable(MOMENT),
    ended_because=nullable(TEXT),
    claims=COUNT,
    grants=COUNT,
    refusals=COUNT,
)

_NEW_CASE = request_body(
    ("title", "body", "category", "kind"),
    title={"type": "string", "minLength": 1, "maxLength": TITLE_LIMIT},
    body={"type": "string", "minLength": 1, "maxLength": BODY_LIMIT, "description": "Markdown"},
    category={"type": "string", "description": "The slug of a category"},
    kind=one_of(states.KINDS),
    facts=request_body((), **_FACT_FLAGS, contract_class=_CONTRACT),
    personal=_PERSONAL,
)

_NEW_POST = request_body(
    ("body",),
    body={"type": "string", "minLength": 1, "maxLength": BODY_LIMIT, "description": "Markdown"},
    reply_to=nullable({**NUMBER, "description": "The position of a post of this case"}),
    then=nullable({**one_of(THEN), "description": "What follows; for staff"}),
    next_word_by=nullable(SENT_MOMENT),
    personal=_PERSONAL,
)

SCHEMAS = (
    QUEUE_SCHEMAS
    | FAIRNESS_SCHEMAS
    | {
        "Person": answer(name=nullable(TEXT), role=one_of(ROLES), is_staff=FLAG),
        "Category": answer(slug=TEXT, lane=TEXT, names=answer(de=TEXT, en=TEXT), promise=_PROMISE),
        "Facts": answer(**_FACT_FLAGS, contract_class=_CONTRACT),
        "Case": _CASE,
        "HiddenCase": _HIDDEN_CASE,
        "Post": _POST,
        "Ticket": _TICKET,
        "Rating": _RATING,
        "Entry": answer(**_ENTRY),
        "TimelineEntry": answer(**_ENTRY, sentence=nullable(TEXT)),
        "WholeCase": answer(
            case={"anyOf": [ref("Case"), ref("HiddenCase")]},
            merged_into=nullable(NUMBER),
            merged={"type": "array", "items": NUMBER},
            posts=list_of("Post"),
            timeline=list_of("TimelineEntry"),
            ticket=nullable(ref("Ticket")),
            ratings=list_of("Rating"),
            deadlines=list_of("Deadline"),
        ),
        "Deadline": _DEADLINE,
        "Affected": answer(number=NUMBER, affected_count=COUNT, is_affected=FLAG),
        "Hit": _HIT,
        "Categories": page_of("Category"),
        "Cases": page_of("Case"),
        "Article": _ARTICLE,
        "Hits": page_of("Hit", articles=list_of("Article")),
        "Results": page_of(
            "Hit", total=COUNT, suggestion=nullable(TEXT), articles=list_of("Article")
        ),
        "Entries": page_of("Entry"),
        "Precedent": _PRECEDENT,
        "Precedents": page_of("Precedent"),
        "Problem": _PROBLEM,
        "NewCase": _NEW_CASE,
        "NewPost": _NEW_POST,
        "Solution": request_body((), post=nullable({**NUMBER, "description": "The id of a post"})),
        "Reason": request_body(
            ("reason",), reason={"type": "string", "minLength": 1, "maxLength": REASON_LIMIT}
        ),
        "Report": request_body(
            ("reason",), reason=one_of(REASONS), note={"type": "string", "maxLength": REASON_LIMIT}
        ),
        "Reported": answer(number=NUMBER, position=NUMBER, reason=one_of(REASONS)),
        "Nothing": request_body(()),
    }
)
