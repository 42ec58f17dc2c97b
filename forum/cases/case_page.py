"""What the page of a case needs, gathered as late as possible; refuses rendering and writes."""

from functools import cached_property

from forum.cases import queries, words
from forum.cases.cards import Card, card_of, cards_of
from forum.cases.models import Case
from forum.cases.rights import Rights, rights
from forum.cases.thread import Thread, thread_of
from forum.ledger.queries import entries_about
from forum.search import index

RELATED = 5


class CasePage:
    """One case for one reader. The thread is only read when its kept piece is out of date."""

    def __init__(self, case: Case, viewer):
        self.case = case
        self.viewer = viewer
        self.rights: Rights = rights(viewer, case)

    @cached_property
    def ticket(self) -> Card:
        """The card at the head of the page."""
        return card_of(self.case)

    @cached_property
    def thread(self) -> Thread:
        """Posts and decisions, in five statements whatever their number."""
        names = {one.slug: words.category_name(one) for one in queries.categories()}
        posts, entries = queries.posts_of(self.case), entries_about(self.case.number)
        return thread_of(self.case, posts, entries, names, self.viewer)

    @cached_property
    def related(self) -> list[Card]:
        """Public cases about something alike."""
        case = self.case
        hits = index.similar(case.title, "", case.language, limit=RELATED, exclude=(case.number,))
        return cards_of(queries.cases_numbered([hit.key for hit in hits]))

    @cached_property
    def has_said_me_too(self) -> bool:
        return self.rights.may_join and self._part.is_affected

    @cached_property
    def piece(self) -> tuple:
        """All that the thread as rendered depends on beside the database: who may do what in it.

        People who see the same buttons share a piece; who wrote in the thread, or may read what
        waits in it, has one of their own.
        """
        return (self.case.number, self.rights, self._reader)

    @cached_property
    def _reader(self) -> int | None:
        viewer, case = self.viewer, self.case
        if not viewer.is_authenticated:
            return None
        if case.visibility == "public" and not self._part.has_written:
            return None
        return viewer.id

    @cached_property
    def _part(self) -> queries.Part:
        return queries.part_in(self.case, self.viewer)
