"""Prints what the fair queue costs with 1,000 and with 100,000 waiting cases in one lane.

    python bench/queue_cost.py [--engine postgresql] [--times 200] [--days 30]

Two forums in one process, asked in turn: claim the next case, give a head start by hand, and find
the place that a ticket shows. Writes are timed up to their commit, which is the same for both.
"""

import argparse
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.pages import database  # noqa: E402
from bench.queue_site import SERVICES, Queue  # noqa: E402

SIZES = (1_000, 100_000)
MOST = 2.0  # times what it costs in the short queue
WARM = 10  # of each, thrown away


def main() -> None:
    """Fill both, measure, print the table."""
    wishes = _wishes()
    with ExitStack() as opened:
        queues = [_queue(opened, wishes, size) for size in SIZES]
        times = {what: [[], []] for what in queues[0].tasks}
        for turn in range(wishes.times + WARM):
            for what, kept in times.items():
                pairs = list(zip(queues, kept, strict=True))
                for queue, several in pairs if turn % 2 else reversed(pairs):
                    took = queue.time(what)
                    if turn >= WARM:
                        several.append(took)
    _print(wishes, times)


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--times", type=int, default=200, help="of each, in each queue")
    parser.add_argument("--days", type=int, default=30, help="over which the cases came")
    return parser.parse_args()


def _queue(opened: ExitStack, wishes: argparse.Namespace, size: int) -> Queue:
    folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="queue-")))
    queue = Queue(opened.enter_context(database(wishes.engine, folder)), folder)
    opened.callback(queue.close)
    queue.fill(size, wishes.days)
    return queue


def _print(wishes: argparse.Namespace, times: dict[str, list[list[float]]]) -> None:
    short, long = (f"{size:,}" for size in SIZES)
    print(
        f"{wishes.engine}: cases of {wishes.days} days, {SERVICES:,} services, "
        f"medians of {wishes.times}, {time.strftime('%Y-%m-%d')}\n"
    )
    print(f"{'ms':20}{short:>10}{long:>10}{'ratio':>8}{f'at most {MOST:g}':>12}")
    for what, several in times.items():
        few, many = map(median, several)
        verdict = "met" if many <= MOST * few else "NO"
        print(f"{what:20}{few * 1000:10.2f}{many * 1000:10.2f}{many / few:8.2f}{verdict:>12}")


if __name__ == "__main__":
    main()
