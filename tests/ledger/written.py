"""Entries of a made-up record, and its sealing, for tests of what stands on them."""

from datetime import UTC, datetime

START = datetime(2026, 9, 30, 22, tzinfo=UTC)


def write(app, kind="case.opened", *, role="customer", actor="", **more) -> int:
    """Record one entry; returns its id."""
    return write_all(app, [{"kind": kind, "role": role, "actor": actor, **more}])[0]


def write_all(app, entries: list[dict]) -> list[int]:
    """Record many in one transaction; returns their ids."""
    from forum.core.db import writing
    from forum.ledger.ledger import Actor, record

    with app.app_context(), writing():
        return [
            record(
                one["kind"],
                actor=Actor(one.get("role", "customer"), one.get("actor", "")),
                **{name: one[name] for name in ("subject", "fields", "texts", "at") if name in one},
            )
            for one in entries
        ]


def seal(app, **more):
    """Number and sign; returns the newest checkpoint."""
    from forum.ledger import sealing, tiles

    with app.app_context():
        sealing.seal(**more)
        newest = tiles.checkpoint_now()
    look_again(app)
    return newest


def look_again(app) -> None:
    """Let the next page read the newest checkpoint at once."""
    app.jinja_env.globals["newest_checkpoint"].forget()
