"""What the page of a case needs, gathered as late as possible; refuses rendering and writes."""

from dataclasses import replace
from functools import cached_property

from forum.accounts.readers import Reader
from forum.cases import merges, queries, words
from forum.cases.annex.queries import Box, box_of
from forum.cases.annex_access import may_read_annex
from forum.cases.beside import Precedence, clocks_of, precedence_of, statutory_clock_of
from forum.cases.cards import Card, card_of, cards_of
from forum.cases.goodwill import GoodwillCard, goodwill_card
from forum.cases.incident_part import IncidentPart, incident_part
from forum.cases.models import Case, Post
from forum.cases.place_words import PlaceCard, card_of_service, card_of_standing
from forum.cases.rating_rules import may_be_rated
from forum.cases.rating_words import RatingCard, card_of_ratings
from forum.cases.rights import Rights, rights
from forum.cases.states import serves
from forum.cases.thread import Reference, Thread, thread_of
from forum.cases.thread_pages import POSTS, Stretch, page_url, post_url, start_of_page
from forum.core.fragments import values
from forum.knowledge.article_queries import articles_about
from forum.knowledge.models import Article
from forum.ledger.queries import entries_about
from forum.promises.rules import Clock
from forum.promises.statutory import SOURCE, StatutoryClock
from forum.queue.standing import Given, Served, Standing, last_service_of, standing_of
from forum.search import index

RELATED = 5
QUEUE_SIZE = 4_000  # bytes that a standing takes in memory, about


def standing_and_service(case: Case) -> tuple[Standing | None, Served | None]:
    """Where a case stands and how it was served; read once for a state of the database."""

    def read(numbers: list[int]) -> dict:
        is_waiting = case.visibility == "public" and case.waiting_since is not None
        standing = standing_of(case.number) if is_waiting else None
        return {number: (standing, last_service_of(number)) for number in numbers}

    return values(("queue",), [case.number], read, lambda _one: QUEUE_SIZE)[case.number]


class CasePage:
    """One case for one reader. The thread is only read when its kept piece is out of date."""

    def __init__(self, case: Case, viewer: Reader, after: int = 0):
        self.case = case
        self.viewer = viewer
        self.after = start_of_page(after)
        self.serves = serves(viewer, case.author_id)
        self.rights: Rights = rights(viewer, case, may_serve=self.may_serve)

    @cached_property
    def url(self) -> str:
        """The address of this page of the thread."""
        return page_url(self.case.number, self.after)

    @cached_property
    def ticket(self) -> Card:
        """The card at the head of the page, with its place in the queue."""
        return replace(card_of(self.case, self.promised), queue=self.place)

    @cached_property
    def promised(self) -> tuple[Clock, ...]:
        """The promised times of the case, the first answer's before the solution's."""
        return clocks_of(self.case)

    @cached_property
    def outage(self) -> StatutoryClock | None:
        """What the law counts for a total outage."""
        return statutory_clock_of(self.case)

    statute_url = SOURCE  # the law that `outage` is counted by

    @property
    def contract_word(self) -> str:
        """The contract class of the case, in words."""
        return words.contract_words()[self.case.contract_class]

    @cached_property
    def classes(self) -> Precedence | None:
        """The rule by which business customers come first, while there is one."""
        return precedence_of(self.case)

    @cached_property
    def together(self) -> merges.GoingOn:
        """Where a merged case goes on, and which cases go on in this one."""
        return merges.going_on(self.case)

    @cached_property
    def incident(self) -> IncidentPart:
        """The incident to which the case belongs, or which it could join."""
        return incident_part(self.case, self.case.category.slug, self.rights)

    @cached_property
    def own_merged(self) -> list[int]:
        """The reader's own cases that go on in this one."""
        if not self.together.merged or not self.viewer.is_authenticated:
            return []
        return merges.merged_of(self.case, self.viewer)

    @cached_property
    def may_take_back(self) -> bool:
        """Whether the reader said "me too" here before the case was merged."""
        return self.viewer.is_authenticated and self._part.is_affected

    @cached_property
    def articles(self) -> list[Article]:
        """The public help articles that answer this case."""
        return articles_about(self.case.number)

    @cached_property
    def goodwill(self) -> GoodwillCard:
        """What was granted and claimed in the case, and what its author can claim."""
        return goodwill_card(self.case, self.viewer)

    @cached_property
    def standing(self) -> Standing | None:
        """Where the case stands in its lane; None when it does not wait in public."""
        return self._queue[0]

    @cached_property
    def place(self) -> PlaceCard:
        """What the queue has to say about the case, in words."""
        standing, served = self._queue
        if standing:
            return card_of_standing(standing)
        return card_of_service(served) if served else PlaceCard()

    @cached_property
    def _queue(self) -> tuple[Standing | None, Served | None]:
        return standing_and_service(self.case)

    @cached_property
    def is_held(self) -> bool:
        """Whether this reader has taken the case."""
        claimed = self.standing.claimed if self.standing else None
        if not claimed or not self.serves or not self.viewer.is_authenticated:
            return False
        return claimed.by_id == self.viewer.id

    @cached_property
    def is_prioritising(self) -> bool:
        """Whether this reader may move the case ahead: a moderator without a part in it."""
        if not self.rights.is_moderator or self.case.visibility != "public":
            return False
        assert self.viewer.is_authenticated  # as every moderator is
        return not queries.is_party(self.case, self.viewer)

    @cached_property
    def by_hand(self) -> list[Given]:
        """The head starts that were given by hand and can be taken back by hand."""
        given = self.standing.given if self.standing else ()
        return [one for one in given if one.rule is None]

    @cached_property
    def may_serve(self) -> bool:
        """Whether staff may act on the case without overtaking anybody."""
        if not self.serves or self.standing is None:
            return True
        return self.is_held or self.standing.place == 1

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
        names = words.category_names()
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
    def rating(self) -> RatingCard | None:
        """How the author rates what was done, and the way it went."""
        return card_of_ratings(self.case)

    @property
    def may_rate(self) -> bool:
        """Whether the reader may give or change the rating."""
        case = self.case
        is_done = may_be_rated(status=case.status, first_answer_at=case.first_answer_at)
        return self.rights.is_author and case.visibility == "public" and is_done

    @cached_property
    def private_box(self) -> Box | None:
        """What is in the private part, for those who may read it; in no kept piece of the page."""
        return box_of(self.case.number) if may_read_annex(self.viewer, self.case) else None

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
        assert self.viewer.is_authenticated  # who asks has looked
        return queries.part_in(self.case, self.viewer)
