"""Finds out which column of a table holds what, by its name; pure, guesses nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from forum.intake.threads import Unreadable

# field → names of columns, the surest first; compared in lower case, letters and digits alone.
NAMES = {
    "key": "ticket|ticket number|ticket no|ticketnummer|number|nummer|case|case number|id",
    "title": "title|subject|summary|customer complaint|complaint|titel|betreff",
    "text": "text|body|description|message|details|text raw|beschreibung|nachricht",
    "day": "opened at|opened|date|date created|created at|created|datum|erstellt am|erstellt",
    "time": "time|uhrzeit|zeit",
    "status": "status|state of case|zustand",
    "category": "category|kategorie|category child|category parent",
    "via": "channel|received via|via|kanal|eingang",
    "city": "city|town|ort|stadt",
    "region": "state|region|county|bundesland",
}
FIELDS = tuple(NAMES)


@dataclass(frozen=True)
class Columns:
    """The position of each field that was found, and the names of the columns that none wanted."""

    places: dict[str, int]
    width: int
    ignored: tuple[str, ...]

    def value(self, row: Sequence[str], field: str) -> str:
        """The text of a field in a row; empty when the table does not have it."""
        place = self.places.get(field)
        return row[place] if place is not None else ""


def columns_of(header: Sequence[str], chosen: dict[str, str] | None = None) -> Columns:
    """Read a table's header; `chosen` says which column an operator wants for a field.

    Raises Unreadable, with the columns there are, when number, date or any text is missing.
    """
    keys = [_plain(name) for name in header]
    places: dict[str, int] = {}
    for field in FIELDS:
        wanted = [_plain(chosen[field])] if chosen and field in chosen else NAMES[field].split("|")
        place = next((keys.index(name) for name in wanted if name in keys), None)
        if place is not None and place not in places.values():
            places[field] = place
    _require(places, header)
    ignored = (name for place, name in enumerate(header) if place not in places.values())
    return Columns(places, len(header), tuple(ignored))


def _require(places: dict[str, int], header: Sequence[str]) -> None:
    missing = [field for field in ("key", "day") if field not in places]
    if "title" not in places and "text" not in places:
        missing.append("title or text")
    if missing:
        raise Unreadable(
            f"No column for {', '.join(missing)} was found among: {', '.join(header)[:500]}. "
            "Name it with --column FIELD=NAME."
        )


def _plain(name: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in name.casefold()).split())
