"""Prints how much planted personal data is found, and how often technical lines raise an alarm.

    python bench/personal_data.py [--misses] [--alarms]

WARTEMARKE_TEST_DATA names the data folder, by default ../shared/data. The last two print what
was missed and what was taken for personal data, to be looked at; nothing is kept.
"""

import os
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.planted import GERMAN, Planted, planted, technical_lines  # noqa: E402
from forum.core.personal.finder import find  # noqa: E402

GOALS = {"iban": 0.95, "phone": 0.9, "customer_number": 0.9}
FALSE_ALARMS_AT_MOST = 0.02


def main() -> None:
    """Measure and print both tables."""
    folder = Path(os.environ.get("WARTEMARKE_TEST_DATA") or ROOT.parent / "shared" / "data")
    if not (folder / GERMAN[0]).is_dir():
        sys.exit(f"The texts are not in {folder}; WARTEMARKE_TEST_DATA names their folder.")
    began, tried, seen = time.perf_counter(), Counter(), defaultdict(Counter)
    characters = 0
    for one in planted(folder):
        kind = found_as(one)
        tried[one.kind] += 1
        seen[one.kind][kind] += 1
        characters += len(one.text)
        if kind is None and "--misses" in sys.argv:
            print(f"  {one.kind}: {one.text[max(0, one.start - 40) : one.end + 5]!r}")
    seconds = time.perf_counter() - began
    print(f"{'kind':18}{'planted':>9}{'found':>9}{'recall':>9}{'as its kind':>13}{'goal':>7}")
    for kind, count in tried.items():
        found = count - seen[kind][None]
        line = f"{kind:18}{count:9}{found:9}{found / count:9.3f}{seen[kind][kind] / count:13.3f}"
        print(f"{line}{GOALS.get(kind, ''):>7}")
    print(f"\n{characters / 1e6:.1f} million characters read in {seconds:.1f} s")
    lines = technical_lines(folder)
    alarms = [line for line in lines if find(line)]
    if "--alarms" in sys.argv:
        for line in alarms:
            print("  ", [(one.kind, one.text) for one in find(line)], line[:200])
    share = len(alarms) / len(lines)
    print(f"{len(alarms)} of {len(lines)} technical lines raise an alarm: {share:.2%}")


def found_as(one: Planted) -> str | None:
    """The kind under which all of a planted value was found; None when a part of it would show."""
    hidden = find(one.text)
    for place in range(one.start, one.end):
        if one.text[place].isalnum() and not any(f.start <= place < f.end for f in hidden):
            return None
    kinds = {f.kind for f in hidden if f.start < one.end and f.end > one.start}
    return one.kind if one.kind in kinds else min(kinds)


if __name__ == "__main__":
    main()
