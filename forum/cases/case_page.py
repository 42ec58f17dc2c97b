"""What the page of a case needs, gathered as late as possible; refuses rendering and writes."""

from functools import cached_property

from forum.accounts.readers import Reader
from forum.cases import queries, words
from forum.cases.cards import Card, card_of, cards_of
from forum.cases.models import Case, Post
from forum.cases.rights import Rights, rights
from forum.cases.thread import Reference, Thread, thread_of
from forum.cases.thread_pages import POSTS, Stretch, page_url, post_url, start_of_page
from forum.ledger.queries import entries_about
from forum.search import index

RELATED = 5


class CasePage:
    """One case for one reader. The thread is only read when its kept piece is out of date."""

    def __init__(self, case: Case, viewer: Reader, after: int = 0):
        self.case = case
        self.viewer = viewer
        self.after = start_of_page(after)
        self.rights: Rights = rights(viewer, case)

    @cached_property
    def url(self) -> str:
        """The address of this page of the thread."""
        return page_url(self.case.number, self.after)

    @cached_property
    def ticket(self) -> Card:
        """The card at the head of the page."""
        return card_of(self.case)

    @cached_property
    def solutions(self) -> list[Reference]:
        """The posts that solved the case, on whatever page they stand."""
        number = self.case.number
        positions = queries.solution_positions(self.case)
        return [Reference(one, None, post_url(number, one)) for one in positions]

    @cached_property
    def stretch(self) -> Stretch:
        """Where this page of the thread begins and ends."""
        return self._posts_and_stretch[1]

    @cached_property
    def thread(self) -> Thread:
        """Posts and decisions of this page, in as many statements whatever their number."""
        posts, stretch = self._posts_and_stretch
        names = {one.slug: words.category_name(one) for one in queries.categories()}
        entries = entries_about(self.case.number, since=stretch.begins_at, before=stretch.ends_at)
        return thread_of(self.case, posts, entries, names, self.viewer, self.after)

    @cached_property
    def _posts_and_stretch(self) -> tuple[list[Post], Stretch]:
        return queries.page_of_thread(self.case, self.viewer, self.after)

    @cached_property
    def earlier(self) -> list[tuple[str, str]]:
        """Where the pages before this one are: (which, address)."""
        if not self.after:
            return []
        number = self.case.number
        before = page_url(number, self.after - POSTS)
        is_second = self.after == POSTS
        return [("first", page_url(number, 0)), *([] if is_second else [("earlier", before)])]

    @cached_property
    def later(self) -> list[tuple[str, str]]:
        """Where the pages after this one are: (which, address)."""
        number, stretch = self.case.number, self.stretch
        if stretch.latest <= stretch.last:
            return []
        following = ("later", page_url(number, stretch.last))
        is_last = stretch.latest <= stretch.last + POSTS
        return [following, *([] if is_last else [("latest", post_url(number, stretch.latest))])]

    named = 30  # people beside the thread; of a thousand who wrote, those who wrote most

    @cached_property
    def writers(self) -> list[queries.Writer]:
        """Who wrote in public anywhere in the thread."""
        return queries.writers_in(self.case)

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
