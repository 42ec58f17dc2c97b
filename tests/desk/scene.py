"""A line of waiting cases, and what the page of the queue says of it; refuses to check anything."""

import re


class Line:
    """Cases of ben's in one lane, opened an hour apart, oldest first."""

    def __init__(self, app, cast, clock):
        self.app, self.cast, self.clock = app, cast, clock

    def open(self, title="The line is dead", person="ben", category="mobile", **facts) -> int:
        from forum.cases import access, actions
        from forum.core.db import writing

        with self.app.app_context(), writing():
            case = actions.open_case(
                author=self.cast[person].row(),
                title=title,
                body="Nothing works.",
                category=access.category_named(category),
                kind=facts.pop("kind", "fault"),
                facts=facts,
            )
            return case.number

    def several(self, count: int) -> list[int]:
        found = []
        for number in range(count):
            found.append(self.open(f"Matter {number}"))
            self.clock.move(hours=1)
        return found

    def places(self, lane="mobile") -> list[int]:
        from forum.queue.places import first_of

        with self.app.app_context():
            return first_of(lane, 100)

    def replays_clean(self) -> bool:
        from forum.queue import reading

        with self.app.app_context():
            past = reading.replayed()
            doubts = past.findings or reading.differences(past)
            assert not doubts, doubts
            return past.unexplained == 0

    def entries(self, number=None, *kinds) -> list:
        from forum.ledger.queries import entries_about, entries_after

        with self.app.app_context():
            if number is None:
                return entries_after(None, kinds=kinds).items
            return [one for one in entries_about(number) if not kinds or one.kind in kinds]


def listed(page: str) -> list[int]:
    """The numbers of the cases of a page of the queue, in its order."""
    return [int(one) for one in re.findall(r'case-row-title"[^>]*><a href="/cases/(\d+)"', page)]
