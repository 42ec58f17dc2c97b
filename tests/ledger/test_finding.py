"""Every combination of filters finds exactly its entries, in order, without reading others."""

import random
from datetime import timedelta
from itertools import product

import pytest
from sqlalchemy import text

from forum.core.errors import Invalid
from tests.ledger.written import START, write_all

KINDS = ("queue.granted", "queue.claimed", "case.closed")
ROLES = {"staff": "S-01", "moderator": "M-07", "rules": "", "clock": ""}
RULES = ("", "R1", "R2")


def some_entries(number: int) -> list[dict]:
    chance = random.Random(20)
    entries = []
    for _ in range(number):
        role, rule = chance.choice(list(ROLES)), chance.choice(RULES)
        entries.append(
            {
                "kind": chance.choice(KINDS),
                "role": role,
                "actor": ROLES[role],
                "subject": chance.choice((None, 1, 2)),
                "fields": {"rule": rule} if rule else {},
                # Imported history is older than what was written before it.
                "at": START + timedelta(hours=chance.randrange(60 * 24)),
            }
        )
    return entries


def all_pages(wanted, limit=7) -> list[int]:
    from forum.ledger.finding import entries_found

    found, cursor = [], None
    while True:
        page = entries_found(wanted, cursor, limit=limit)
        found += [one.id for one in page.items]
        cursor = page.next
        if cursor is None:
            return found


@pytest.mark.slow
def test_every_combination_finds_what_a_look_at_all_entries_finds(app):
    from forum.ledger.finding import Wanted

    entries = some_entries(150)
    ids = write_all(app, entries)
    month = (START + timedelta(days=20), START + timedelta(days=40))
    choices = product(
        ((), KINDS[:1], KINDS[:2]), ("", "rules", "moderator"), ("", "M-07"), RULES, (None, 1)
    )
    with app.app_context():
        for number, (kinds, role, actor, rule, subject) in enumerate(choices):
            since, before = month if number % 2 else (None, None)
            wanted = Wanted(kinds, role, actor, rule, subject, since, before)
            expected = [
                (one["at"], entry_id)
                for entry_id, one in zip(ids, entries, strict=True)
                if (not kinds or one["kind"] in kinds)
                and role in ("", one["role"])
                and actor in ("", one["actor"])
                and rule in ("", one["fields"].get("rule"))
                and subject in (None, one["subject"])
                and (since is None or since <= one["at"] < before)
            ]
            assert all_pages(wanted) == [one for _, one in sorted(expected, reverse=True)], wanted


@pytest.mark.only_on("sqlite", "its plans say in words what is read")
def test_no_filter_reads_or_sorts_what_it_does_not_show(app):
    from forum.core.db import db
    from forum.ledger.finding import Wanted, _limb

    with app.app_context():
        for kind, role, actor, rule in product(
            ("", "case.closed"), ("", "staff"), ("", "S-01"), ("", "R1")
        ):
            wanted = Wanted((kind,), role, actor, rule, None, START, START + timedelta(days=30))
            statement = _limb(wanted, kind, [START, 5], 31).compile(
                db.engine, compile_kwargs={"literal_binds": False}
            )
            values = statement.construct_params()
            bound = [
                f"{values[name]:%Y-%m-%d %H:%M:%S.%f}" if name.startswith("at") else values[name]
                for name in statement.positiontup
            ]
            with db.engine.connect() as connection:
                plan = connection.exec_driver_sql(
                    f"EXPLAIN QUERY PLAN {statement}", tuple(bound)
                ).all()
            (step,) = [row[-1] for row in plan]
            assert step.startswith("SEARCH") and "INDEX" in step, (wanted, step)


@pytest.mark.parametrize("cursor", ["x", "WzFd", "WyIyMDI2IiwxXQ", "a" * 5000, "é"])
def test_a_forged_cursor_is_refused(app, cursor):
    from forum.ledger.finding import Wanted, entries_found

    with app.app_context(), app.test_request_context(), pytest.raises(Invalid):
        entries_found(Wanted(), cursor)


def test_what_was_there_before_gets_its_marks(app):
    """The migration marks old entries as `record` marks new ones."""
    from importlib import util

    from forum.core.db import db, writing
    from tests.data import REPOSITORY

    write_all(app, some_entries(60))
    (file,) = (REPOSITORY / "migrations" / "versions").glob("0020_*.py")
    spec = util.spec_from_file_location("revision", file)
    revision = util.module_from_spec(spec)
    spec.loader.exec_module(revision)
    marks = text("SELECT mark, entry_id FROM ledger_marks ORDER BY mark, entry_id")
    with app.app_context(), writing() as session:
        before = session.execute(marks).all()
        session.execute(text("DELETE FROM ledger_marks"))
        revision._mark_what_is_there(db.session)
        assert session.execute(marks).all() == before != []
