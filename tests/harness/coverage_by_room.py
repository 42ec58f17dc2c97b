"""Prints how much of each room the tests ran; fails when it is too little of one.

`python -m tests.harness.coverage_by_room FILE` with the JSON report of coverage.py.
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

LEAST = 90  # percent of the lines of each room
COUNTED = ("num_statements", "covered_lines", "num_branches", "covered_branches")


def rooms_in(report: dict) -> dict[str, Counter]:
    """What was counted in each room, by its name; the files beside the rooms are `forum`."""
    found = defaultdict(Counter)
    for file, measured in report["files"].items():
        parts = Path(file).parts
        room = parts[1] if len(parts) > 2 else parts[0]
        found[room].update({one: measured["summary"][one] for one in COUNTED})
    return dict(sorted(found.items()))


def lines(room: Counter) -> float:
    """Percent of the statements that ran."""
    return _percent(room["covered_lines"], room["num_statements"])


def branches(room: Counter) -> float:
    """Percent of the ways out of a condition that were taken."""
    return _percent(room["covered_branches"], room["num_branches"])


def table(rooms: dict[str, Counter]) -> str:
    """One line for each room, and one for all."""
    rows = [f"{'room':<14}{'lines %':>10}{'branches %':>12}{'statements':>12}"]
    for name, room in [*rooms.items(), ("all", sum(rooms.values(), Counter()))]:
        number = room["num_statements"]
        rows.append(f"{name:<14}{lines(room):>10.1f}{branches(room):>12.1f}{number:>12}")
    return "\n".join(rows)


def main(file: str) -> int:
    """Print the table; 1 when a room is below what is asked of each."""
    rooms = rooms_in(json.loads(Path(file).read_text("utf-8")))
    print(table(rooms))
    low = [name for name, room in rooms.items() if lines(room) < LEAST]
    if low:
        print(f"Below {LEAST} % of the lines: {', '.join(low)}")
    return 1 if low or not rooms else 0


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 100.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
