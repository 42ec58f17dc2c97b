"""The hands of the forum's clock; refuses to move by itself."""

from datetime import datetime, timedelta

START = datetime.fromisoformat("2026-03-02T09:00:00+01:00")  # a Monday morning


class Clock:
    """The hands of the forum's clock, for as long as a test runs."""

    def __init__(self):
        self.start()

    def start(self) -> None:
        """Go to where every test begins."""
        self.set(START)

    def set(self, moment: datetime) -> datetime:
        """Jump to an aware moment."""
        from forum.core import clock

        clock.freeze(moment)
        self.now = clock.now()
        return self.now

    def move(self, **parts) -> datetime:
        """Go on by a timedelta's parts: `clock.move(days=14, seconds=1)`."""
        return self.set(self.now + timedelta(**parts))
