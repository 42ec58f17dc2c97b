"""Prints what the figures of the fairness report cost, from 10,000 and from 100,000 cases.

    python bench/fairness_cost.py [--cases 10000 100000]

Without a database: a made-up year of three lanes with a line of some hundred cases each, as the
record would tell it. `any order`: the pairs alone, all cases waiting at once and taken at random.
"""

import argparse
import random
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from forum.fairness.compact import packed, unpacked  # noqa: E402
from forum.fairness.pairs import Taking, count  # noqa: E402
from forum.fairness.past import Past  # noqa: E402
from forum.fairness.reports import Counted  # noqa: E402
from forum.fairness.what_if import MOST_SERVED_AGAIN  # noqa: E402
from forum.ledger.canonical import moment  # noqa: E402
from forum.ledger.queries import Entry  # noqa: E402
from forum.queue.journal import Stand  # noqa: E402
from forum.queue.served_again import under_another  # noqa: E402
from forum.rulebook.rules import Condition, Rule, Rulebook  # noqa: E402

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = 365 * 24 * 60  # minutes
LANES = ("contracts", "fixed", "mobile")
BEHIND = 100  # cases by which each lane is behind
HEAD_START = 480  # minutes, of every tenth case
RULE = Rule("R1", "", "", "", "", (Condition("kind", "is", "outage"),), minutes=HEAD_START)
RULEBOOK = Rulebook(version=1, cap=2880, rules=(RULE,))
OTHER = Rulebook(version=2, cap=2880, rules=())


class Year:
    """A record of so many cases: each is opened, taken, answered; half of them are solved."""

    def __init__(self, cases: int):
        self.chance = random.Random(1)
        self.entries: list[Entry] = []
        self.lines: dict[str, list] = {lane: [] for lane in LANES}
        for number in range(1, cases + 1):
            at = BEGIN + timedelta(minutes=YEAR * number / cases)
            lane = self.chance.choice(LANES)
            self._open(number, lane, at)
            if len(self.lines[lane]) > BEHIND:
                self._serve(lane, at)

    def _tell(self, kind: str, number: int, at: datetime, role: str = "staff", **fields) -> None:
        who = (role, "S-01" if role == "staff" else "")
        self.entries.append(Entry(len(self.entries) + 1, kind, at, number, *who, fields, {}, ""))

    def _open(self, number: int, lane: str, at: datetime) -> None:
        is_ahead = self.chance.random() < 0.1
        joins = {"queue": "joined", "lane": lane, "waiting_since": moment(at), "status": "new"}
        facts = {"fact_kind": "outage" if is_ahead else "fault", "fact_contract_class": "private"}
        more = {"channel": "web", "language": self.chance.choice(("de", "en"))}
        promised = {"answer_minutes": 2880, "answer_calendar": ["always"]}
        self._tell("case.opened", number, at, "customer", **joins, **facts, **more, **promised)
        if is_ahead:
            self._tell("queue.granted", number, at, "rules", rule="R1", minutes=HEAD_START)
        key = at - timedelta(minutes=HEAD_START * is_ahead)
        heappush(self.lines[lane], (key, number))

    def _serve(self, lane: str, at: datetime) -> None:
        _key, number = heappop(self.lines[lane])
        self._tell("queue.claimed", number, at, lane=lane, overtook=0)
        served = {"queue": "served", "lane": lane, "taken": "claim"}
        self._tell("case.answered", number, at, status="waiting_for_customer", **served)
        if number % 2:
            self._tell("case.solved", number, at, "customer", by="author", status="solved")


def taken_in_any_order(cases: int) -> tuple[list[Stand], list[Taking]]:
    """All wait, then all are taken by chance, half of them without a word."""
    chance = random.Random(2)
    order = list(range(cases))
    chance.shuffle(order)
    stands, takings = [], []
    for tick, number in enumerate(order, start=cases + 1):
        rule = number - chance.choice((0, 100))
        keys = (number, rule, rule - chance.choice((0, 50)))
        stands.append(Stand("fixed", number, number, number, tick, *keys))
        takings.append(Taking("fixed", number, tick, *keys, False, chance.random() < 0.5))
    return stands, takings


def measure(cases: int) -> dict[str, float]:
    """Seconds of the processor for each part."""
    entries = Year(cases).entries
    took = {"entries": len(entries)}

    def timed(name: str, work):
        began = time.process_time()
        found = work()
        took[name] = time.process_time() - began
        return found

    past = timed("read", lambda: Past({1: RULEBOOK}).take(entries))
    assert not past.replay.findings, past.replay.findings[0]
    counted = timed("count", lambda: Counted(past))
    reports = timed("report", lambda: counted.reports(size=1, at=BEGIN))
    assert sum(one.headline.pairs_unexplained for one in reports) == 0
    spells = [one.spell for one in counted.services.values()][:MOST_SERVED_AGAIN]
    content = packed(spells)
    timed("what if", lambda: under_another(unpacked(content), OTHER))
    stands, takings = taken_in_any_order(cases)
    timed("any order", lambda: count(stands, takings))
    took["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return took


def main() -> None:
    """Measure each size, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--cases", type=int, nargs="+", default=[10_000, 100_000])
    sizes = parser.parse_args().cases
    found = [measure(size) for size in sizes]
    print(f"{'cases':<12}" + "".join(f"{size:>12,}" for size in sizes) + f"{'ratio':>9}")
    for name in found[0]:
        values = [one[name] for one in found]
        form = ",.0f" if name in ("entries", "megabytes") else ",.2f"
        told = "".join(f"{format(one, form):>12}" for one in values)
        print(f"{name:<12}{told}{values[-1] / values[0]:>9.1f}")
    print(f"Seconds of the processor; 'what if' serves at most {MOST_SERVED_AGAIN:,} again.")


if __name__ == "__main__":
    main()
