"""The figures of the fairness report in the description, from the values that hold them."""

from dataclasses import fields

from forum.api.openapi.pieces import COUNT, MONTH, TEXT, answer, list_of, nullable
from forum.fairness.values import Headline

_SECONDS = {"type": "integer", "description": "Seconds"}
_BY_RULE = {
    "type": "object",
    "additionalProperties": COUNT,
    "description": "Services with a head start by each rule",
}
# What has a value of its own where there is nothing to count is a number; the others are spans.
_FIGURES = {
    one.name: COUNT if one.default == 0 else nullable(_SECONDS)
    for one in fields(Headline)
    if one.name != "by_rule"
}

FAIRNESS_SCHEMAS = {
    "FairnessMonth": answer(month=MONTH, by_rule=_BY_RULE, **_FIGURES),
    "Fairness": answer(
        lane={**TEXT, "description": "Empty: all lanes together"},
        size={**COUNT, "description": "Sealed entries that were counted"},
        items=list_of("FairnessMonth"),
        next={"type": "null"},
    ),
}
