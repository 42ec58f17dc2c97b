"""Sentences for the entries of goodwill: granted, claimed, decided, ended; pure."""

from collections.abc import Callable
from datetime import date

from forum.core.i18n import _p
from forum.precedents.words import day_words


def _granted(fields: dict) -> str:
    values = {"precedent": fields["precedent"], "day": _day(fields.get("until"))}
    if fields.get("until"):
        return (
            _p(
                "timeline",
                "Goodwill, recorded as P-%(precedent)s: anyone in the same position can claim it "
                "until %(day)s",
            )
            % values
        )
    return _p("timeline", "Goodwill, recorded as P-%(precedent)s: it cannot be repeated") % values


def _claim_granted(fields: dict) -> str:
    if fields.get("late"):
        return _p("timeline", "The claim on P-%(precedent)s is granted, later than promised") % (
            fields
        )
    return _p("timeline", "The claim on P-%(precedent)s is granted") % fields


def _claim_refused(fields: dict) -> str:
    if fields.get("late"):
        return _p("timeline", "The claim on P-%(precedent)s is refused, later than promised") % (
            fields
        )
    return _p("timeline", "The claim on P-%(precedent)s is refused") % fields


def _lengthened(fields: dict) -> str:
    values = {"precedent": fields["precedent"], "day": _day(fields.get("until"))}
    return _p("timeline", "P-%(precedent)s can now be claimed until %(day)s") % values


def _day(iso: str | None) -> str:
    return day_words(date.fromisoformat(iso)) if iso else ""


SENTENCES: dict[str, Callable[[dict], str]] = {
    "goodwill.granted": _granted,
    "precedent.claimed": lambda f: (
        _p("timeline", "The author is in the same position as in P-%(precedent)s and claims it") % f
    ),
    "precedent.granted": _claim_granted,
    "precedent.refused": _claim_refused,
    "precedent.lengthened": _lengthened,
    "precedent.ended": lambda f: _p("timeline", "P-%(precedent)s can no longer be claimed") % f,
    "precedent.redacted": lambda f: (
        _p("timeline", "A passage of P-%(precedent)s was removed for good") % f
    ),
}
