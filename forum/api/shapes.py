"""How each thing looks as JSON, for this reader; what the reader may not see never gets in here."""

import json
from datetime import datetime

from forum.accounts.models import User
from forum.accounts.readers import Reader
from forum.api import queue_shapes
from forum.api.answers import absolute
from forum.cases import access, timeline, words
from forum.cases.cards import is_late
from forum.cases.merges import GoingOn
from forum.cases.models import Case, Category, Post
from forum.cases.outcome_models import Rating
from forum.knowledge.models import Article
from forum.ledger.canonical import moment
from forum.ledger.queries import Entry
from forum.promises.models import Deadline
from forum.queue.standing import Served, Standing
from forum.search.documents import Hit


def person(user: User) -> dict:
    """The public face of an account: no address, no number, and no name once it is erased."""
    return {"name": user.own_name or None, "role": user.role, "is_staff": user.is_staff}


def category(row: Category) -> dict:
    """A category with its promise, in minutes; null where it promises nothing."""
    return {
        "slug": row.slug,
        "lane": row.lane,
        "names": {"de": row.name_de, "en": row.name_en},
        "promise": _promise(row),
    }


def whole_case(
    row: Case,
    posts: list[Post],
    entries: list[Entry],
    categories: list[Category],
    viewer: Reader,
    *,
    standing: Standing | None,
    served: Served | None,
    together: GoingOn,
    ratings: list[Rating],
    deadlines: list[Deadline],
) -> dict:
    """A case that this person may read, with its thread, its timeline and its ticket."""
    return {
        "case": case(row),
        "merged_into": together.goes_on_in.number if together.goes_on_in else None,
        "merged": together.merged,
        "posts": thread(posts, viewer),
        "timeline": timeline_of(entries, categories),
        "ticket": ticket(row, standing, served),
        "ratings": [rating(one) for one in ratings],
        "deadlines": [deadline(one) for one in deadlines],
    }


def hidden_case(row: Case, reason: str | None) -> dict:
    """What others see of a hidden case: as on its page, that it was here and why it is not."""
    stub = {"number": row.number, "visibility": row.visibility, "hidden_because": reason}
    alone: dict[str, list | None] = {"merged_into": None, "merged": []}
    nothing: dict[str, list | None] = {
        "posts": [],
        "timeline": [],
        "ticket": None,
        "ratings": [],
        "deadlines": [],
    }
    return {"case": stub, **alone, **nothing}


def case(row: Case) -> dict:
    """A case without its thread, for somebody who may read it."""
    return {
        "number": row.number,
        "url": absolute(f"/cases/{row.number}"),
        "title": row.title,
        "visibility": row.visibility,
        "category": row.category.slug,
        "kind": row.kind,
        "facts": _facts(row),
        "language": row.language,
        "channel": row.channel,
        "author": person(row.author),
        "status": row.status,
        "turn": row.turn,
        "opened_at": moment(row.opened_at),
        "last_post_at": moment(row.last_post_at),
        "first_answer_at": _moment(row.first_answer_at),
        "waiting_since": _moment(row.waiting_since),
        "next_word_by": _moment(row.next_word_by),
        "promise_due_at": _moment(row.promise_due_at),
        "affected_count": row.affected_count,
        "reopened_count": row.reopened_count,
        "post_count": row.post_count,
        "solved_by": row.solved_by,
        "solved_at": _moment(row.solved_at),
        "confirmed_by": row.confirmed_by,
        "declined_reason": row.declined_reason,
        "rating": _rating(row),
    }


def rating(row: Rating) -> dict:
    """One rating by the author; `solved_at` is since when the case was solved at that time."""
    return {
        "score": row.score,
        "sentence": row.sentence or None,
        "at": moment(row.at),
        "solved_at": _moment(row.solved_at),
    }


def ticket(row: Case, standing: Standing | None, served: Served | None) -> dict:
    """The card of a case: whose turn it is, since when it waits, its place and why."""
    return {
        "number": row.number,
        "status": row.status,
        "turn": row.turn,
        "waiting_since": _moment(row.waiting_since),
        "waited_seconds": row.waited_seconds if row.waiting_since is None else None,
        "next_word_by": _moment(row.next_word_by),
        "affected_count": row.affected_count,
        "promise": _promise(row.category),
        "is_late": is_late(row),
        "queue": queue_shapes.place(standing),
        "service": queue_shapes.service(served),
    }


def deadline(row: Deadline) -> dict:
    """A promised time as it was given, and where it stands; `left_seconds` when it last stood."""
    clock = row.clock
    return {
        "matter": row.matter,
        "minutes": row.minutes,
        "calendar": row.calendar,
        "given_at": moment(row.given_at),
        "state": row.state,
        "due_at": _moment(row.due_at),
        "left_seconds": int(clock.left.total_seconds()) if row.state == "paused" else None,
        "ended_at": _moment(row.ended_at),
    }


def thread(posts: list[Post], viewer: Reader) -> list[dict]:
    """The posts of a case in order: whole, as a stub (hidden), or not at all (never public)."""
    return [post(one, viewer) for one in posts if access.leaves_trace(viewer, one)]


def post(row: Post, viewer: Reader) -> dict:
    """A post; of a hidden one others see only its place and the public reason."""
    if not access.may_read_post(viewer, row):
        return _stub(row)
    return {
        "id": row.id,
        "position": row.position,
        "author": person(row.author),
        "role": row.author_role,
        "reply_to": row.reply_to,
        "body": row.body,
        "html": row.html,
        "created_at": moment(row.created_at),
        "edited_at": _moment(row.edited_at),
        "is_solution": row.is_solution,
        "visibility": row.visibility,
        "hidden_because": row.hidden_because,
        "moved_to": _moved_to(row),
    }


def entry(row: Entry) -> dict:
    """An entry of the record as it is sealed, with its number and its texts not erased so far."""
    return {"id": row.id, "seq": row.seq, **json.loads(row.canonical), "texts": row.texts}


def timeline_of(entries: list[Entry], categories: list[Category]) -> list[dict]:
    """The same with sentences in the reader's language, null where the thread itself says it."""
    names = {one.slug: words.category_name(one) for one in categories}
    return [
        {
            **entry(one),
            "sentence": None if timeline.is_silent(one) else timeline.sentence(one, names),
        }
        for one in entries
    ]


def hit(row: Hit) -> dict:
    """A line of a search; in `title_html` and `passages` what was found stands in <mark>."""
    return {
        "number": row.key,
        "url": absolute(f"/cases/{row.key}"),
        "title": row.title.striptags(),
        "title_html": str(row.title),
        "passages": [str(passage) for passage in row.passages],
        "status": row.status,
        "category": row.category,
        "language": row.language,
        "opened_at": moment(row.opened_at),
        "has_solution": row.has_solution,
        "score": round(row.score, 4),
    }


def article_hit(row: Hit) -> dict:
    """A help article that a search found."""
    return _article(row.key, row.title.striptags(), row.category, row.language)


def article(row: Article) -> dict:
    """A public help article in a list."""
    return _article(row.number, row.title, row.category, row.language)


def _article(number: int, title: str, category: str, language: str) -> dict:
    url = absolute(f"/help/{number}")
    named = {"number": number, "url": url, "title": title}
    return {**named, "category": category, "language": language}


def _moved_to(row: Post) -> dict | None:
    if row.visibility != "moved":
        return None
    return {"number": row.moved_to_case, "position": row.moved_to_position}


def _stub(row: Post) -> dict:
    return {
        "id": row.id,
        "position": row.position,
        "author": None,
        "role": None,
        "reply_to": None,
        "body": None,
        "html": None,
        "created_at": moment(row.created_at),
        "edited_at": None,
        "is_solution": False,
        "visibility": row.visibility,
        "hidden_because": row.hidden_because,
        "moved_to": _moved_to(row),
    }


def _facts(row: Case) -> dict:
    return {
        "total_outage": row.is_total_outage,
        "emergency_call_impossible": row.is_emergency_call_impossible,
        "health_dependent": row.is_health_dependent,
        "contract_class": row.contract_class,
    }


def _rating(row: Case) -> dict | None:
    """The last rating, which counts; the ones before it are with the whole case."""
    if row.rating_score is None:
        return None
    assert row.rated_at is not None  # both come together
    return {"score": row.rating_score, "at": moment(row.rated_at)}


def _promise(row: Category) -> dict:
    return {
        "first_answer_minutes": row.first_answer_minutes,
        "first_answer_calendar": row.first_answer_calendar,
        "solution_minutes": row.solution_minutes,
        "solution_calendar": row.solution_calendar,
    }


def _moment(at: datetime | None) -> str | None:
    return moment(at) if at else None
