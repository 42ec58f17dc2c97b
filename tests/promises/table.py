"""The table of 200 worked deadlines: reads it, and made it once with the slow calendar.

`python -m tests.promises.table` writes it again, byte for byte the same.
"""

import csv
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tests.promises.slow import BERLIN, SlowCalendar

FILE = Path(__file__).with_name("cases_200.csv")
FIELDS = ("number", "what", "calendar", "given", "minutes", "pauses", "due")
EACH = 25  # rows of a kind

OFFICE = "mo-fr:0800-1800"
SPLIT = "mo-th:0800-1200 mo-th:1300-1700 fr:0800-1400"
SHOP = "mo-fr:0800-2000 sa:0900-1300"
NIGHT = "mo-su:0000-0600 mo-su:2200-2400"
BAVARIA, SAXONY = " holidays:BY zone:Europe:Berlin", " holidays:NI zone:Europe:Berlin"

# kind → (calendars, days between which a case begins, longest promise in hours)
KINDS = {
    "weekend": ((OFFICE, SHOP), ("2026-07-02", "2026-07-27"), 30),
    "holiday in Bavaria": ((OFFICE + BAVARIA, SHOP + BAVARIA), ("2026-05-28", "2026-06-08"), 40),
    "holiday in Lower Saxony": ((SHOP + SAXONY, SPLIT + SAXONY), ("2025-10-28", "2025-11-04"), 40),
    "pause": ((OFFICE + BAVARIA, "always"), ("2026-02-02", "2026-02-20"), 48),
    "clocks forward": (("always", "su:0100-0500", NIGHT), ("2026-03-26", "2026-03-29"), 30),
    "clocks back": (("always", "sa-su:0100-0500", NIGHT), ("2026-10-22", "2026-10-25"), 30),
    "night": ((NIGHT, OFFICE), ("2026-08-03", "2026-08-20"), 20),
    "year's end": ((OFFICE + BAVARIA, SPLIT + SAXONY), ("2025-12-22", "2026-01-08"), 40),
}


@dataclass(frozen=True)
class Row:
    """One worked case; times are aware, `pauses` are (from, until)."""

    number: int
    what: str
    calendar: str
    given: datetime
    minutes: int
    pauses: tuple[tuple[datetime, datetime], ...]
    due: datetime


def rows() -> list[Row]:
    """The table as it stands in the file."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [_row(one) for one in csv.DictReader(lines)]


def _row(one: dict[str, str]) -> Row:
    pauses = [pause.split("/") for pause in one["pauses"].split()]
    return Row(
        number=int(one["number"]),
        what=one["what"],
        calendar=one["calendar"],
        given=datetime.fromisoformat(one["given"]),
        minutes=int(one["minutes"]),
        pauses=tuple((datetime.fromisoformat(a), datetime.fromisoformat(b)) for a, b in pauses),
        due=datetime.fromisoformat(one["due"]),
    )


def made() -> list[Row]:
    """The rows by the slow calendar; a fixed chance chooses moments and lengths."""
    chance, found = Random(58), []
    for what, (calendars, days, longest) in KINDS.items():
        begin, end = (datetime.fromisoformat(day).replace(tzinfo=BERLIN) for day in days)
        span = int((end - begin).total_seconds() // 60)
        for turn in range(EACH):
            calendar = SlowCalendar(text := calendars[turn % len(calendars)])
            given = begin.astimezone(UTC) + timedelta(minutes=chance.randrange(span))
            minutes = chance.choice((chance.randrange(1, 180), 60 * chance.randint(1, longest)))
            pauses = _pauses(calendar, given, minutes, chance) if what == "pause" else ()
            due = calendar.due_at(given, minutes, pauses)
            found.append(Row(len(found) + 1, what, text, given, minutes, pauses, due))
    return found


def _pauses(calendar: SlowCalendar, given: datetime, minutes: int, chance: Random) -> tuple:
    """One or two, the first of which begins before the promise is used up."""
    first = given + timedelta(minutes=chance.randrange(minutes))
    pauses = [(first, first + timedelta(minutes=chance.randrange(10, 5000)))]
    due = calendar.due_at(given, minutes, pauses)
    left = int((due - pauses[0][1]).total_seconds() // 60)
    if left > 1:
        second = pauses[0][1] + timedelta(minutes=chance.randrange(1, left))
        pauses.append((second, second + timedelta(minutes=chance.randrange(10, 3000))))
    return tuple(pauses)


def write() -> None:
    """Write the table as the slow calendar counts it."""
    with FILE.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(FIELDS)
        for row in made():
            pauses = " ".join(f"{_local(a)}/{_local(b)}" for a, b in row.pauses)
            told = (row.number, row.what, row.calendar, _local(row.given), row.minutes, pauses)
            out.writerow((*told, _local(row.due)))


def _local(at: datetime) -> str:
    return at.astimezone(BERLIN).isoformat(timespec="minutes")


if __name__ == "__main__":
    write()
