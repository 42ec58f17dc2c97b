"""The words of incidents for staff: what became of cases, and why an answer missed one."""

from forum.core.i18n import _, _n, _p
from forum.desk.incident_actions import Added


def reasons() -> dict[str, str]:
    """Why an answer did not reach a case."""
    return {
        "taken": _p("incident", "somebody else has taken it to answer it"),
        "failed": _p("incident", "something went wrong here"),
        "ended": _p("incident", "it has ended"),
        "merged": _p("incident", "it goes on in another case"),
        "hidden": _p("incident", "it is not public"),
        "own": _p("incident", "who wrote the answer opened it"),
        "writer": _p("incident", "who wrote the answer no longer serves"),
        "word_passed": _p("incident", "the promised next word has passed"),
        "refused": _p("incident", "it could not be answered as it is"),
    }


def what_became(added: Added) -> list[tuple[str, str]]:
    """Sentences with their kind of message, for cases that were to be added."""
    count = len(added.joined)
    said = _n(
        "%(num)s case belongs to the incident now.",
        "%(num)s cases belong to the incident now.",
        count,
    )
    told = [(said, "success")] if count else [(_("No case was added."), "warning")]
    missing = [
        (_("In it already: %(cases)s"), added.already),
        (_("In another incident: %(cases)s"), added.elsewhere),
        (_("A different matter, as their author has said: %(cases)s"), added.different),
        (_("Not open any more: %(cases)s"), added.ended),
        (_("No such public case: %(cases)s"), added.missing),
    ]
    return told + [
        (sentence % {"cases": _listed(numbers)}, "info") for sentence, numbers in missing if numbers
    ]


def _listed(numbers: list[int], most: int = 20) -> str:
    shown = ", ".join(map(str, sorted(numbers)[:most]))
    return f"{shown} …" if len(numbers) > most else shown
