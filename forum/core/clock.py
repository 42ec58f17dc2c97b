"""What time it is; the only place that asks the system, so that tests can move time."""

from datetime import UTC, datetime

_frozen: datetime | None = None


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _frozen if _frozen is not None else datetime.now(UTC)


def freeze(moment: datetime | None) -> None:
    """Hold time at `moment`, or let it run again with None; for tests and the seed."""
    global _frozen
    _frozen = moment
