"""JSON Schemas of places, claims, head starts and rulebooks; refuses limits of its own."""

from forum.api.openapi.pieces import (
    ADDRESS,
    COUNT,
    FLAG,
    MOMENT,
    NUMBER,
    TEXT,
    answer,
    list_of,
    nullable,
    one_of,
    page_of,
    ref,
    request_body,
)
from forum.core.text import REASON_LIMIT
from forum.rulebook.facts import FACTS, OPERATORS

_REASON = {"type": "string", "minLength": 1, "maxLength": REASON_LIMIT}
_REASONS = {"type": "array", "items": TEXT, "description": "Rule codes, and `hand`"}
_CLAIMED: dict[str, dict] = {
    "claimed_by": TEXT,
    "until": MOMENT,
    "is_out_of_turn": FLAG,
    "overtakes": COUNT,
}
_OVERTAKEN = answer(
    times=COUNT,
    latest={
        "type": "array",
        "items": answer(number=NUMBER, taken_at=MOMENT, reasons=_REASONS, is_out_of_turn=FLAG),
    },
)
_PLACE = answer(
    number=NUMBER,
    lane=TEXT,
    place=nullable({**NUMBER, "description": "From 1; null while somebody answers the case"}),
    came_earlier=nullable(COUNT),
    ahead={"type": "array", "items": answer(reasons=_REASONS, cases=NUMBER)},
    head_start_minutes=COUNT,
    grants=list_of("Grant"),
    claim=nullable(answer(**_CLAIMED)),
    expected_minutes=nullable({"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2}),
    overtaken=_OVERTAKEN,
)
_RULE = answer(
    code=TEXT,
    title_de=TEXT,
    title_en=TEXT,
    reason_de=TEXT,
    reason_en=TEXT,
    minutes=NUMBER,
    match=one_of(("all", "any")),
    is_in_force=FLAG,
    conditions={
        "type": "array",
        "items": answer(
            fact=one_of(FACTS),
            operator=one_of(sorted({one for sort in OPERATORS.values() for one in sort})),
            value={"type": ["boolean", "integer", "string"]},
        ),
    },
)

QUEUE_SCHEMAS = {
    "Place": _PLACE,
    "MaybePlace": nullable(ref("Place")),
    "Claim": answer(number=NUMBER, url=ADDRESS, lane=TEXT, **_CLAIMED),
    "Grant": answer(
        id=NUMBER,
        rule=nullable(TEXT),
        rulebook=NUMBER,
        minutes=NUMBER,
        overtook=COUNT,
        granted_at=MOMENT,
        by=nullable(TEXT),
        reason=nullable(TEXT),
    ),
    "Service": answer(
        lane=TEXT,
        taken_at=MOMENT,
        waited_minutes=COUNT,
        head_start_minutes=COUNT,
        reasons=_REASONS,
        is_out_of_turn=FLAG,
        overtook=COUNT,
        overtaken=_OVERTAKEN,
    ),
    "Stander": answer(
        number=NUMBER,
        url=ADDRESS,
        title=TEXT,
        category=TEXT,
        lane=TEXT,
        place=NUMBER,
        waiting_since=MOMENT,
        effective_at=MOMENT,
        head_start_minutes=COUNT,
        reasons=_REASONS,
    ),
    "Queue": page_of("Stander"),
    "Rulebook": answer(
        version=NUMBER,
        valid_from=MOMENT,
        cap_minutes=NUMBER,
        rules={"type": "array", "items": _RULE},
        note=TEXT,
        proposer=nullable(TEXT),
        approver=nullable(TEXT),
        fingerprint=TEXT,
        url=ADDRESS,
    ),
    "LaneChoice": request_body(("lane",), lane=TEXT),
    "ClaimReason": request_body((), reason={"type": "string", "maxLength": REASON_LIMIT}),
    "NewGrant": request_body(("minutes", "reason"), minutes=NUMBER, reason=_REASON),
}
