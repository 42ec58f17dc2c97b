"""Sentences for the entries about incidents: who is in one, what was answered, when it ended."""

from collections.abc import Callable

from forum.core.i18n import _n, _p


def _joined(fields: dict) -> str:
    if fields.get("by") == "author":
        return _p("timeline", "Belongs to incident %(incident)s, says the author") % fields
    return _p("timeline", "Belongs to incident %(incident)s") % fields


def _left(fields: dict) -> str:
    if fields.get("by") == "author":
        return _p("timeline", "A different matter than incident %(incident)s, says the author") % (
            fields
        )
    return _p("timeline", "No longer belongs to incident %(incident)s") % fields


def _opened(fields: dict) -> str:
    return _p("timeline", "Incident %(incident)s was opened: many cases, one cause") % fields


def _answered(fields: dict) -> str:
    return _n(
        "Incident %(incident)s was answered, for %(num)s case",
        "Incident %(incident)s was answered, for %(num)s cases",
        fields.get("cases", 0),
        incident=fields["incident"],
    )


def _closed(fields: dict) -> str:
    return _p("timeline", "Incident %(incident)s was closed") % fields


SENTENCES: dict[str, Callable[[dict], str]] = {
    "incident.opened": _opened,
    "incident.joined": _joined,
    "incident.left": _left,
    "incident.answered": _answered,
    "incident.closed": _closed,
}
