"""The forum that bench/queue_cost.py asks: one lane in which many wait, and what is timed there."""

import random
import secrets
import time
from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

SEED = 2011
LANE = "mobile"
SERVICES = 20_000
CUSTOMERS = 500
RULES = {"R1": 1440, "R3": 480}  # what one case in five has, in minutes
HEAD_STARTS = 0.2


class Queue:
    """A forum over the empty database at `url`; `tasks` names what can be timed."""

    def __init__(self, url: str, folder: Path):
        from forum.app import create_app

        self.chance = random.Random(SEED)
        self.app = create_app(
            {
                "SECRET_KEY": secrets.token_hex(32),
                "BASE_URL": "http://127.0.0.1",
                "SQLALCHEMY_DATABASE_URI": url,
                "DATA_DIR": folder,
                "REDIS_URL": None,
                "MAIL_URL": None,
                "RATELIMIT_ENABLED": False,
            }
        )
        self.tasks: dict[str, Callable[[], None]] = {
            "claim next": self._claim,
            "head start by hand": self._grant,
            "place on a ticket": self._place,
        }

    def fill(self, size: int, days: int) -> None:
        """Migrate, then write rows in bulk: nobody has to wait for 100,000 cases by the verbs."""
        from forum.core.db import db, writing

        done = self.app.test_cli_runner().invoke(args=["db", "upgrade"])
        assert done.exit_code == 0, done.output
        with self.app.app_context():
            with writing():
                self._people()
                self._cases(size, timedelta(days=days))
                self._services(timedelta(days=days))
            db.session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})
            db.session.connection().exec_driver_sql("ANALYZE")
            db.session.remove()

    def time(self, what: str) -> float:
        """Seconds for one of the tasks, in a transaction of its own, without its commit."""
        from forum.core.db import db, writing

        with self.app.app_context():
            with nullcontext() if what == "place on a ticket" else writing():
                began = time.perf_counter()
                self.tasks[what]()
                took = time.perf_counter() - began
            self._take_away()
            db.session.remove()
        return took

    def close(self) -> None:
        """Let go of the database."""
        from forum.core.db import db

        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        self.app.wsgi_app.close()

    def _claim(self) -> None:
        from forum.queue import claim_actions

        self.claimed = claim_actions.claim_next(LANE, staff=self._user("staff"))

    def _grant(self) -> None:
        from forum.queue import grant_actions

        number = self.chance.choice(self.waiting)
        minutes = self.chance.randint(30, 1440)
        moderator = self._user("moderator")
        grant_actions.grant_by_hand(number, moderator=moderator, minutes=minutes, reason="Please.")

    def _place(self) -> None:
        from forum.queue import standing

        assert standing.standing_of(self.chance.choice(self.waiting)).place

    def _take_away(self) -> None:
        """Nobody may hold more than a few cases: what was claimed leaves the line."""
        from forum.core.clock import now
        from forum.core.db import writing
        from forum.ledger.ledger import CLOCK, Draft
        from forum.queue import actions

        if self.claimed:
            with writing():
                actions.stand(self.claimed, at=now(), cause=Draft("case.solved", CLOCK))
            self.waiting.remove(self.claimed)
            self.claimed = None

    def _user(self, role: str):
        from forum.accounts.models import User
        from forum.core.db import db

        return db.session.get(User, self.team[role])

    def _people(self) -> None:
        from forum.accounts.actions import create_user
        from forum.accounts.models import User
        from forum.core.clock import now

        self.team = {}
        for role in ("staff", "moderator"):
            email = f"{role}@example.org"
            user = create_user(email=email, name=role, password_hash="none", role=role)
            self.team[role] = user.id
        names = [f"person{number}" for number in range(CUSTOMERS)]
        _insert(
            User,
            [
                {
                    "email": f"{name}@example.org",
                    "name": name,
                    "name_key": name,
                    "password_hash": "none",
                    "created_at": now(),
                }
                for name in names
            ],
        )

    def _cases(self, size: int, span: timedelta) -> None:
        """Cases that came evenly over `span`, their entries, head starts and buckets."""
        from forum.cases.models import Case
        from forum.core.clock import now
        from forum.queue.models import Bucket, Grant, QueueEntry
        from forum.queue.places import half_hour_of

        begun = now() - span
        cases, entries, grants = [], [], []
        for number in range(1, size + 1):
            since = begun + span * self.chance.random()
            rule = self.chance.choice([*RULES]) if self.chance.random() < HEAD_STARTS else None
            cases.append(_case(number, since, author=3 + number % CUSTOMERS))
            entries.append(_entry(number, since, rule))
            if rule:
                grants.append(_grant(number, since, rule))
        halves = Counter(half_hour_of(one["effective_at"]) for one in entries)
        _insert(Case, cases)
        _insert(QueueEntry, entries)
        _insert(Grant, grants)
        _insert(Bucket, [{"lane": LANE, "half_hour": k, "waiting": n} for k, n in halves.items()])
        self.waiting, self.claimed = [*range(1, size + 1)], None

    def _services(self, span: timedelta) -> None:
        """What was answered over `span`, after up to two days, one in a hundred out of turn."""
        from forum.core.clock import now
        from forum.queue.models import Service

        rows = []
        for count in range(SERVICES):
            taken = now() - span * self.chance.random()
            since = taken - timedelta(days=2) * self.chance.random()
            rule = self.chance.choice([*RULES]) if self.chance.random() < HEAD_STARTS else None
            entry = _entry(1_000_000 + count, since, rule)
            is_out_of_turn = self.chance.random() < 0.01
            service = {"taken_at": taken, "served_at": taken, "entry_id": 1}
            del entry["facts"]
            rows.append({**entry, **service, "is_out_of_turn": is_out_of_turn, "overtakes": 0})
        _insert(Service, rows)


def _insert(model, rows: list[dict]) -> None:
    from sqlalchemy import insert

    from forum.core.db import db

    db.session.execute(insert(model.__table__), rows)


def _case(number: int, since, author: int) -> dict:
    return {
        "number": number,
        "title": "No signal at home",
        "author_id": author,
        "category_id": 1,
        "language": "en",
        "kind": "fault",
        "opened_at": since,
        "last_post_at": since,
        "waiting_since": since,
        "post_count": 1,
        "last_position": 1,
    }


def _entry(number: int, since, rule: str | None) -> dict:
    minutes = RULES[rule] if rule else 0
    return {
        "number": number,
        "lane": LANE,
        "facts": {},
        "joined_at": since,
        "waiting_since": since,
        "effective_at": since - timedelta(minutes=minutes),
        "head_start": minutes,
        "reasons": rule or "",
    }


def _grant(number: int, since, rule: str) -> dict:
    times = {"granted_at": since, "entry_id": 1}
    return {"number": number, "rule": rule, "rulebook": 1, "minutes": RULES[rule], **times}
