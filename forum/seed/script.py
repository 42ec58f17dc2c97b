"""Reads the stories: text files that say who wrote what and when; pure, knows no database.

A story begins with `=== title: …` and further lines of its head; after an empty line comes the
complaint, and then one part for each further event, `--- verb who +2h word=value …`, with its text
below. Times are told from the event before: `+40m`, `+2h`, `+1d6h`. The story itself opens
`12d 09:40` (that many days ago, at that time of day) or `5h` ago.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

STORIES = Path(__file__).resolve().parent / "stories"

_SPAN = re.compile(r"(\d+)([dhm])")
_DAY = re.compile(r"(\d+)d (\d\d):(\d\d)")
_PARTS = {"d": "days", "h": "hours", "m": "minutes"}


class Unclear(ValueError):
    """A story that cannot be told; the message names the file and the line."""


@dataclass(frozen=True)
class Event:
    """Something that somebody did, `at` a moment, with words beside it and a text."""

    at: datetime
    verb: str
    who: str
    words: dict[str, str] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True)
class Story:
    """A case and what happened to it; `head` holds title, by, in, kind and the facts."""

    name: str
    head: dict[str, str]
    events: tuple[Event, ...]


def stories(now: datetime, zone: tzinfo, folder: Path = STORIES) -> list[Story]:
    """Every story of the folder, told relative to `now`, in the order of files and lines."""
    found = []
    for file in sorted(folder.glob("*.txt")):
        parts = re.split(r"^=== ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]
        for number, text in enumerate(parts, 1):
            found.append(_story(f"{file.stem}-{number}", text, now, zone))
    return found


def span(text: str) -> timedelta:
    """`+1d6h` as a length of time; raises Unclear for anything else."""
    parts = _SPAN.findall(text)
    if not parts or "".join(f"{n}{unit}" for n, unit in parts) != text.lstrip("+"):
        raise Unclear(f"{text!r} is no span of time")
    return sum((timedelta(**{_PARTS[unit]: int(n)}) for n, unit in parts), timedelta())


def _story(name: str, text: str, now: datetime, zone: tzinfo) -> Story:
    first, *rest = re.split(r"^--- ", text, flags=re.MULTILINE)
    lines, _empty, body = first.partition("\n\n")
    head = dict(line.split(": ", 1) for line in lines.split("\n"))
    at = _opening(head["opened"], now, zone)
    events = [Event(at, "open", head["by"], {}, body.strip("\n"))]
    for part in rest:
        events.append(_event(part, events[-1].at, name))
    return Story(name, head, tuple(events))


def _event(part: str, before: datetime, name: str) -> Event:
    line, _newline, text = part.partition("\n")
    try:
        verb, who, after, *rest = line.split()
        pairs = dict(pair.split("=", 1) for pair in rest)
        return Event(before + span(after), verb, who, pairs, text.strip("\n"))
    except ValueError as error:
        raise Unclear(f"{name}: {line!r}: {error}") from error


def _opening(text: str, now: datetime, zone: tzinfo) -> datetime:
    found = _DAY.fullmatch(text)
    if not found:
        return now - span(text)
    days, hour, minute = map(int, found.groups())
    day = (now.astimezone(zone) - timedelta(days=days)).date()
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).astimezone(now.tzinfo)
