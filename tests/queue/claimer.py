"""One member of staff in a process of their own: takes the next case and answers it, until none.

    python -m tests.queue.claimer EMAIL LANE < a line as the signal to start > what was done

DATABASE_URL and DATA_DIR say where. Standard output is `ready`, then one JSON object: `numbers` in
the order in which they were claimed, `busy`, and `began` and `ended` by the system's clock in
seconds.

SQLite lets nobody queue for its one lock: whoever is unlucky for ten seconds gets the answer 503
and tries again. That is counted as `busy`; nothing was taken then.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from tests.harness.application import close, settings_for


def main() -> None:
    """Get ready, wait for the line on standard input, work, tell."""
    from forum.app import create_app

    email, lane = sys.argv[1:]
    app = create_app(settings_for(os.environ["DATABASE_URL"], Path(os.environ["DATA_DIR"])))
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.time()
    with app.app_context():
        numbers, busy = claim_and_answer(email, lane)
    told = {"numbers": numbers, "busy": busy, "began": began, "ended": time.time()}
    print(json.dumps(told), flush=True)
    close(app)


def claim_and_answer(email: str, lane: str) -> tuple[list[int], int]:
    """Until nobody waits: one transaction takes the next case, another one answers it."""
    from forum.core.db import db
    from forum.queue import claim_actions

    numbers: list[int] = []
    busy = 0
    while True:
        number, refused = insist(lambda: claim_actions.claim_next(lane, staff=known(email)))
        busy += refused
        if number is None:
            return numbers, busy
        numbers.append(number)
        busy += insist(partial(answer, number, email))[1]
        db.session.expunge_all()


def insist(verb: Callable) -> tuple[object, int]:
    """What the verb returns in a transaction of its own, and how often the database was busy."""
    from forum.core.db import writing

    refused = 0
    while True:
        try:
            with writing():
                return verb(), refused
        except OperationalError as error:
            if "database is locked" not in str(error):
                raise
            refused += 1


def known(email: str):
    """The row of this account."""
    from forum.accounts.models import User
    from forum.core.db import db

    return db.session.scalar(select(User).where(User.email == email))


def answer(number: int, email: str) -> None:
    """As the route does it: the case is locked by the door before the verb comes."""
    from forum.cases import access, actions

    staff = known(email)
    case = access.case_for_replying(staff, number)
    actions.add_post(case, author=staff, body="We have looked at your line and repaired it.")


if __name__ == "__main__":
    main()
