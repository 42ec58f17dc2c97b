"""One run of an import: small transactions, each thread whole or not at all; prints nothing."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from forum.cases import access
from forum.core.db import db, writing
from forum.core.errors import Problem
from forum.intake import actions, queries
from forum.intake.threads import BadLine, Thread
from forum.promises.actions import Promised

BATCH = 20  # threads in one transaction: few commits, and no other writer waits for long


@dataclass
class Tally:
    """What came of the lines of a file."""

    cases: int = 0
    posts: int = 0
    known: int = 0
    bad: list[BadLine] = field(default_factory=list)
    unknown_categories: Counter = field(default_factory=Counter)


class Import:
    """Brings in what was read from one file."""

    def __init__(
        self, *, source: str, category: str, kind: str, promised: tuple[Promised, ...] = ()
    ):
        self.source = source
        self.category = category
        self.kind = kind
        self.promised = promised
        self.tally = Tally()
        self._brought: set[str] = set()

    def bring_in(
        self, found: Sequence[Thread | BadLine], on_step: Callable[[int], object]
    ) -> Tally:
        """Import all threads in order; `on_step` is told how many more lines are done."""
        for batch in _in_batches(found):
            threads = [one for one in batch if isinstance(one, Thread)]
            self.tally.bad += [one for one in batch if isinstance(one, BadLine)]
            if threads:
                with writing():
                    self._bring_in_batch(threads)
            on_step(len(batch))
        self.tally.bad.sort(key=lambda bad: bad.line)
        return self.tally

    def _bring_in_batch(self, threads: list[Thread]) -> None:
        here = queries.keys_here(self.source, {thread.key for thread in threads})
        known_words = queries.categories_by_word()
        otherwise = access.category_named(self.category)
        for thread in threads:
            if thread.key in self._brought:
                reason = f"ticket {thread.key} stands in the file before; the first one counts"
                self.tally.bad.append(BadLine(thread.line, reason))
                continue
            self._brought.add(thread.key)
            if thread.key in here:
                self.tally.known += 1
                continue
            if thread.category and thread.category.casefold() not in known_words:
                self.tally.unknown_categories[thread.category] += 1
            self._bring_in_one(thread, known_words, otherwise)

    def _bring_in_one(self, thread: Thread, known_words, otherwise) -> None:
        """A thread that is refused leaves nothing behind and stops no other: it has a savepoint."""
        try:
            with db.session.begin_nested():
                actions.bring_in(
                    thread,
                    source=self.source,
                    categories=known_words,
                    otherwise=otherwise,
                    kind=self.kind,
                    promised=self.promised,
                )
        except (Problem, SQLAlchemyError, OverflowError) as error:
            self._was_refused(thread, error)
        else:
            self.tally.cases += 1
            self.tally.posts += len(thread.messages)

    def _was_refused(self, thread: Thread, error: Exception) -> None:
        """Another import may have brought it in since we looked; all else is told."""
        is_double = isinstance(error, IntegrityError)
        if is_double and queries.keys_here(self.source, [thread.key]):
            self.tally.known += 1
            return
        self.tally.bad.append(BadLine(thread.line, _reason(error)))


def _reason(error: Exception) -> str:
    if isinstance(error, Problem):
        return f"it breaks a rule of the forum: {error.sentence}"
    cause = getattr(error, "orig", None) or error
    return f"the database refused it: {(str(cause).splitlines() or [type(cause).__name__])[0]}"


def _in_batches(found: Sequence) -> Iterator[Sequence]:
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]
