"""How long `verify.py --report` takes to let 100,000 cases happen again; reads no database.

    python bench/verify_report.py [CASES]

The history is made up: one lane that is slowly overrun, so that thousands wait; a fifth of the
cases has a head start by rule, some have one by hand. Seconds are those of the processor.
"""

import heapq
import json
import random
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from forum.verifier import verify

START = datetime(2026, 1, 1, tzinfo=UTC)
AHEAD = {
    "code": "R1",
    "minutes": 480,
    "match": "all",
    "is_in_force": True,
    "conditions": [{"fact": "total_outage", "operator": "is", "value": True}],
}


def entry(kind: str, minute: int, number: int, role: str, **fields) -> str:
    """One entry as JSON."""
    at = (START + timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    actor = {"role": role, "pseudonym": "S-01" if role == "staff" else ""}
    return json.dumps({"kind": kind, "at": at, "case": number, "actor": actor, "fields": fields})


def moment(minute: int) -> str:
    return (START + timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def history(cases: int):
    """Entries in order: one case a minute, and 97 of 100 answered as soon as staff come to them."""
    chance, line = random.Random(1), []
    for number in range(1, cases + 1):
        minute, is_ahead, by_hand = number, chance.random() < 0.2, chance.random() < 0.01
        joins = {"queue": "joined", "lane": "mobile", "waiting_since": moment(minute)}
        promise = {"answer_minutes": 1440, "answer_calendar": HOURS}
        facts = {"fact_total_outage": is_ahead, "status": "new"}
        yield entry("case.opened", minute, number, "customer", **joins, **promise, **facts)
        if is_ahead:
            given = {"rule": "R1", "minutes": 480, "lane": "mobile"}
            yield entry("queue.granted", minute, number, "rules", **given)
        if by_hand:
            given = {"by": "hand", "minutes": 240, "lane": "mobile"}
            yield entry("queue.granted", minute, number, "moderator", **given)
        heapq.heappush(line, (minute - 480 * is_ahead - 240 * by_hand, number))
        if chance.random() < 0.97:
            _, taken = heapq.heappop(line)
            yield entry("queue.claimed", minute, taken, "staff", lane="mobile", overtook=0)
            served = {"queue": "served", "lane": "mobile", "taken": "claim"}
            status = {"status": "waiting_for_customer"}
            yield entry("case.answered", minute, taken, "staff", **served, **status)


HOURS = ["mo-fr:0800-1800", "holidays:BY", "zone:Europe:Berlin"]


def main() -> None:
    """Print seconds, the longest line and the memory."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    lines = list(history(cases))
    book = {"version": 1, "cap": 2880, "rules": [AHEAD]}
    queue, began = verify.Queue([verify.Rulebook(book)]), time.process_time()
    for seq, line in enumerate(lines, 1):
        queue.take(seq, json.loads(line))
    replayed = time.process_time()
    found = verify.figures(queue.finish())
    done = time.process_time()
    pairs = sum(one["pairs"] for (_month, lane), one in found.items() if not lane)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{cases} cases, {len(lines)} entries, {pairs} pairs; {len(queue.doubts)} doubts")
    print(f"{len(queue.lines['mobile'].places)} wait at the end")
    print(f"replay {replayed - began:.1f} s, figures {done - replayed:.1f} s, {memory} MB in all")


if __name__ == "__main__":
    main()
