"""A process that starts sealers and kills them, at named places and at random moments.

    python -m tests.ledger.killed_sealers URL FOLDER KILLS

Prints as JSON every checkpoint that was ever kept beside the key. It forks sealers from itself, so
that each of them is there at once; it has no connection and no thread of its own when it does.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from tests.harness.application import close, settings_for

SEED = 2011
PATIENCE = 60  # seconds until a sealer must have got somewhere

BEFORE, AFTER = "before", "after"
PLACES = (
    ("keys", "register", BEFORE),  # the first key is in its file, the database has not heard of it
    ("sealing", "_number_batch", BEFORE),
    ("sealing", "_number_batch", AFTER),  # numbered, not committed
    ("sealing", "_sign", BEFORE),  # between the two phases
    ("keyfiles", "put", BEFORE),  # signed, and nobody knows
    ("keyfiles", "_written", AFTER),  # the file is whole and does not have its name yet
    ("keyfiles", "put", AFTER),  # kept, and the database has not heard of it
    ("sealing", "_release", AFTER),  # in the database, not committed
    ("keys", "finish_rotation", BEFORE),  # released
)


def main(url: str, folder: str, kills: int) -> None:
    """Kill a sealer at each place, then so many at random, two at a time; print what was kept."""
    from forum.app import create_app

    app = create_app(settings_for(url, Path(folder)))
    chance, kept = random.Random(SEED), []
    for place in PLACES:
        sealer = _sealer(app, place)
        _expect_its_end(sealer, place)
        kept.append(_kept(Path(folder)))
    for _ in range(kills):
        began, before = time.monotonic(), _kept(Path(folder))
        sealers = [_sealer(app), _sealer(app)]
        while _kept(Path(folder)) == before:
            assert time.monotonic() < began + PATIENCE, "two sealers have signed nothing"
            time.sleep(0.002)
        # Then anywhere in the next round, however fast this machine is.
        time.sleep(chance.uniform(0, 1) * (time.monotonic() - began))
        for sealer in sealers:
            os.kill(sealer, signal.SIGKILL)
            os.waitpid(sealer, 0)
        kept.append(_kept(Path(folder)))
    print(json.dumps([one for one in kept if one]))


def _sealer(app, place=None) -> int:
    """A process that writes and seals until it is killed."""
    close(app)
    process = os.fork()
    if process:
        return process
    try:
        if place:
            _die_at(*place)
        while True:
            _write(app, 3)
            with app.app_context():
                _seal()
    except BaseException as error:
        print(f"a sealer gave up: {error!r}", file=sys.stderr, flush=True)
        os._exit(1)


def _seal() -> None:
    from forum.ledger import sealing

    sealing.seal()


def _write(app, number: int) -> None:
    from forum.core.db import writing
    from forum.ledger.ledger import Actor, record

    with app.app_context(), writing():
        for subject in range(number):
            record("case.declined", actor=Actor("staff", "S-01"), subject=subject)


def _die_at(module: str, name: str, when: str) -> None:
    """Replace a function of the sealer by one that ends the process, before or after its work."""
    from importlib import import_module

    room = import_module(f"forum.ledger.{module}")
    original = getattr(room, name)

    def deadly(*arguments, **named):
        if when == AFTER:
            original(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(room, name, deadly)


def _expect_its_end(sealer: int, place) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        ended, status = os.waitpid(sealer, os.WNOHANG)
        if ended:
            assert os.WIFSIGNALED(status), f"not killed at {place}"
            return
        time.sleep(0.005)
    os.kill(sealer, signal.SIGKILL)
    raise AssertionError(f"never came to {place}")


def _kept(folder: Path) -> str | None:
    file = folder / "keys" / "last-checkpoint"
    return file.read_text("utf-8") if file.exists() else None


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
