"""Prints what sealing costs: entries numbered in a second, and a checkpoint over few and over many.

    python bench/seal_cost.py [--entries 1000000] [--engine postgresql] [--times 100]

Two forums in one process. Every entry of the large one is sealed and timed, beside one SHA-256
after the other over the same bytes. Then both get one entry at a time, in turn, and what a
checkpoint over all so far costs is timed: with a thousand entries and with so many.
"""

import argparse
import hashlib
import secrets
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.pages import database  # noqa: E402

FEW = 1_000
FEWEST_A_SECOND = 20_000
MOST = 1.5  # times what a checkpoint costs over few entries
WARM = 5  # checkpoints thrown away
AT_ONCE = 10_000  # entries written in one statement


class Log:
    """A forum over the empty database at `url`, with entries that nobody decided."""

    def __init__(self, url: str, folder: Path):
        from forum.app import create_app

        self.app = create_app(
            {
                "SECRET_KEY": secrets.token_hex(32),
                "BASE_URL": "http://127.0.0.1",
                "SQLALCHEMY_DATABASE_URI": url,
                "DATA_DIR": folder,
                "REDIS_URL": None,
                "MAIL_URL": None,
                "LOG_ORIGIN": None,
                "LOG_KEY": None,
                "RATELIMIT_ENABLED": False,
            }
        )
        done = self.app.test_cli_runner().invoke(args=["db", "upgrade"])
        assert done.exit_code == 0, done.output
        self.size = 0

    def write(self, number: int) -> list[bytes]:
        """So many entries in bulk, as the record writes them one by one; returns their bytes."""
        from sqlalchemy import insert

        from forum.core.db import writing
        from forum.ledger.models import LedgerEntry, LedgerUnsealed

        texts = []
        with self.app.app_context():
            while number:
                part = [_entry(self.size + one) for one in range(1, min(number, AT_ONCE) + 1)]
                with writing() as session:
                    session.execute(insert(LedgerEntry), part)
                    waiting = [{"entry_id": one["id"]} for one in part]
                    session.execute(insert(LedgerUnsealed), waiting)
                texts += [one["canonical"].encode() for one in part]
                self.size += len(part)
                number -= len(part)
        return texts

    def seal(self) -> tuple[float, float]:
        """Seconds for numbering all that waits and signing a checkpoint: by the clock, of work."""
        from forum.ledger import sealing

        with self.app.app_context():
            begins, work = time.perf_counter(), time.process_time()
            sealing.seal()
            return time.perf_counter() - begins, time.process_time() - work

    def close(self) -> None:
        """Let go of the database."""
        from forum.core.db import db

        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()


def main() -> None:
    """Seal many, then one at a time in both; print the table."""
    wishes = _wishes()
    with ExitStack() as opened:
        few, many = (_log(opened, wishes.engine) for _ in range(2))
        few.write(FEW)
        few.seal()
        entries = many.write(wishes.entries)
        raw = _hashing(entries)
        sealed = many.seal()
        times = [[], []]
        for turn in range(wishes.times + WARM):
            pairs = list(zip((few, many), times, strict=True))
            for log, kept in pairs if turn % 2 else reversed(pairs):
                log.write(1)
                kept.append(log.seal()[0])
        _print(wishes, raw, sealed, [kept[WARM:] for kept in times])


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=100, help="checkpoints, in each forum")
    return parser.parse_args()


def _log(opened: ExitStack, engine: str) -> Log:
    folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="seal-")))
    log = Log(opened.enter_context(database(engine, folder)), folder)
    opened.callback(log.close)
    return log


def _entry(number: int) -> dict:
    from forum.ledger.canonical import canonical, moment

    at = datetime.fromtimestamp(1_300_000_000 + 60 * number, UTC)
    who = {"role": "staff", "pseudonym": f"S-{number % 40:02d}"}
    fields = {"post": number % 9 + 2, "lane": "mobile", "waited_seconds": number % 90_000}
    whole = {"kind": "case.answered", "at": moment(at), "case": number, "actor": who}
    return {
        "id": number,
        "kind": "case.answered",
        "at": at,
        "subject": number,
        "actor_role": "staff",
        "actor": who["pseudonym"],
        "canonical": canonical({**whole, "fields": fields}),
    }


def _hashing(entries: list[bytes]) -> float:
    begins = time.perf_counter()
    for entry in entries:
        hashlib.sha256(entry).digest()
    return time.perf_counter() - begins


def _print(
    wishes: argparse.Namespace, raw: float, took: tuple[float, float], times: list[list[float]]
) -> None:
    sealed, work = took
    rate = wishes.entries / sealed
    few, many = map(median, times)
    print(f"{wishes.engine}, {time.strftime('%Y-%m-%d')}\n")
    print(f"{wishes.entries:,} entries numbered, hashed into the tree and signed: {sealed:.1f} s")
    print(f"(of them {work:.1f} s this process's own work; the rest is waiting)")
    verdict = "met" if rate >= FEWEST_A_SECOND else "NO"
    print(f"{rate:,.0f} entries a second (at least {FEWEST_A_SECOND:,}: {verdict})")
    print(f"{sealed / raw:.1f} times one SHA-256 of the same bytes after the other\n")
    print("one entry more and a checkpoint over all, ms")
    print(f"over {FEW:,} entries {few * 1000:10.2f}")
    print(f"over {wishes.entries:,} {many * 1000:10.2f}")
    verdict = "met" if many <= MOST * few else "NO"
    print(f"ratio {many / few:.2f} (at most {MOST:g}: {verdict}), medians of {wishes.times}")


if __name__ == "__main__":
    main()
