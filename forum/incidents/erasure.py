"""Takes words out of what is said about incidents; their entries in the record stay."""

from collections.abc import Callable, Collection

from forum.core.markdown import render
from forum.core.passages import REPLACEMENT
from forum.core.text import TITLE_LIMIT
from forum.incidents import queries
from forum.incidents.models import Incident, IncidentAnswer

TABLES = (Incident, IncidentAnswer)


def rewrite(numbers: Collection[int], change: Callable[[str], str]) -> None:
    """Let `change` have every text of the incidents of these cases: they stand in threads, too."""
    for incident in queries.incidents_about(numbers):
        _change(incident, ("title", "text"), change)
        for answer in queries.answers_of(incident.number):
            if _change(answer, ("text", "reason"), change):
                answer.html = render(answer.text).html


def _change(row, names: tuple[str, ...], change: Callable[[str], str]) -> bool:
    """Whether anything was changed."""
    former = {name: getattr(row, name) for name in names}
    for name, text in former.items():
        changed = change(text)
        if name == "title":  # the replacement may be longer, and a title says something
            changed = changed[:TITLE_LIMIT] or REPLACEMENT
        setattr(row, name, changed)
    return any(getattr(row, name) != text for name, text in former.items())
