"""A sealed record for tests: writes entries, seals, and reads what is there."""

from contextvars import Context

from sqlalchemy import text


class Record:
    """The record of one application; each call is a request or a command of its own."""

    def __init__(self, app):
        self.app = app

    def call(self, function, *arguments, **named):
        """Call within the application, in a fresh context as another process would."""

        def run():
            with self.app.app_context():
                return function(*arguments, **named)

        return Context().run(run)

    def write(self, number: int = 1) -> None:
        """So many decisions, in one transaction."""
        from forum.core.db import writing
        from forum.ledger.ledger import Actor, record

        def write():
            with writing():
                for subject in range(1, number + 1):
                    record("case.declined", actor=Actor("staff", "S-01"), subject=subject)

        self.call(write)

    def seal(self, **how) -> int:
        from forum.ledger import sealing

        return self.call(sealing.seal, **how)

    def newest(self):
        from forum.ledger import tiles

        return self.call(tiles.checkpoint_now)

    def checkpoints(self) -> list[tuple[int, str]]:
        return [
            tuple(row)
            for row in self.rows("SELECT size, root FROM ledger_checkpoints ORDER BY size")
        ]

    def rows(self, statement: str) -> list:
        from forum.core.db import db

        return self.call(lambda: db.session.execute(text(statement)).all())

    def tamper(self, *statements: str) -> None:
        """As somebody who owns the database: past its triggers."""
        from forum.core.db import db, is_postgresql, writing

        def tamper():
            with writing():
                if is_postgresql():
                    db.session.execute(text("SET LOCAL session_replication_role = replica"))
                else:
                    drop_triggers(db.session)
                for statement in statements:
                    db.session.execute(text(statement))

        self.call(tamper)

    def ready(self) -> tuple[int, list[str]]:
        answer = self.app.test_client().get("/readyz")
        return answer.status_code, answer.get_json()["problems"]

    def command(self, *words: str):
        return self.app.test_cli_runner().invoke(args=["log", *words])


def drop_triggers(session) -> None:
    names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger_%'"
    for name in session.execute(text(names)).scalars().all():
        session.execute(text(f"DROP TRIGGER {name}"))


def verified(record: Record) -> list[tuple[int, str]]:
    """All checkpoints, each shown to be the beginning of the next, the entries to be the leaves."""
    from forum.ledger import tiles, tree

    def verify():
        entries = list(tiles.sealed_entries())
        assert [seq for seq, _entry in entries] == list(range(1, len(entries) + 1))
        leaves = [tree.leaf_hash(entry.canonical.encode()) for _seq, entry in entries]
        known = record.checkpoints()
        for (earlier, first), (later, second) in zip(known, known[1:], strict=False):
            proof = tiles.consistency_of(earlier, later)
            roots = bytes.fromhex(first), bytes.fromhex(second)
            tree.verify_consistency(earlier, later, *roots, proof)
        for size, root in known:
            assert tree.root_of(leaves[:size]).hex() == root
        return known

    return record.call(verify)
