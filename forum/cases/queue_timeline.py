"""Sentences for the entries of the queue: what moved a case, by how much, and whom it cost."""

from collections.abc import Callable

from forum.core.i18n import _n, _p
from forum.rulebook.words import span


def cost(cases: int) -> str:
    """Whom a change of place costs, as a clause that follows a sentence; empty for nobody."""
    if not cases:
        return ""
    return _n("moved ahead of %(num)s other case", "moved ahead of %(num)s other cases", cases)


def with_cost(sentence: str, cases: int) -> str:
    """A sentence, and whom it cost."""
    return f"{sentence}; {cost(cases)}" if cases else sentence


def with_others_before(sentence: str, passed_by: int) -> str:
    """A sentence, and how many stand before the case because of it."""
    if not passed_by:
        return sentence
    others = _n(
        "%(num)s other case is now before it", "%(num)s others are now before it", passed_by
    )
    return f"{sentence}; {others}"


def _granted(fields: dict) -> str:
    values = {"ahead": span(fields["minutes"]), "rule": fields.get("rule")}
    if fields.get("rule"):
        sentence = _p("timeline", "%(ahead)s ahead by rule %(rule)s") % values
    else:
        sentence = _p("timeline", "%(ahead)s ahead, given by hand") % values
    return with_cost(sentence, fields.get("overtook", 0))


def _revoked(fields: dict) -> str:
    values = {"ahead": span(fields["minutes"]), "rule": fields.get("rule")}
    if fields.get("rule"):
        sentence = _p("timeline", "Rule %(rule)s no longer gives this case a head start") % values
    else:
        sentence = _p("timeline", "The head start of %(ahead)s by hand was taken back") % values
    return with_others_before(sentence, fields.get("passed_by", 0))


def _out_of_turn(fields: dict) -> str:
    return _n(
        "Taken out of turn, before %(num)s case that stood ahead of it",
        "Taken out of turn, before %(num)s cases that stood ahead of it",
        fields.get("overtook", 0),
    )


def _released(fields: dict) -> str:
    if fields.get("by") == "time":
        return _p("timeline", "Free again: it was not answered within 30 minutes")
    return _p("timeline", "Given back; it stands where it stood")


def _cut(fields: dict) -> str:
    values = {"ahead": span(fields["head_start"]), "rulebook": fields["rulebook"]}
    return _p("timeline", "Rulebook %(rulebook)s: the head start is now %(ahead)s") % values


def _published(fields: dict) -> str:
    return _p("timeline", "Rulebook %(rulebook)s was published") % fields


SENTENCES: dict[str, Callable[[dict], str]] = {
    "queue.granted": _granted,
    "queue.revoked": _revoked,
    "queue.claimed": lambda fields: _p("timeline", "Taken to be answered, in its turn"),
    "queue.out_of_turn": _out_of_turn,
    "queue.released": _released,
    "queue.cut": _cut,
    "queue.joined": lambda fields: _p("timeline", "Stands in its line since the queue exists"),
    "rulebook.published": _published,
}
