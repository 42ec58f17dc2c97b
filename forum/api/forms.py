"""Well-formedness of each request of the API; refuses permissions and looking anything up."""

from dataclasses import dataclass
from datetime import datetime

from flask import Request

from forum.api.fields import Sent, body_of, number_between, query_of
from forum.api.openapi.terms import FACTS, LIMIT_DEFAULT, LIMIT_HIGHEST, SORTS, THEN
from forum.cases import queries, states
from forum.cases.filters import filters_from
from forum.cases.personal_choice import CHOICES, Choice
from forum.core.clock import now
from forum.core.errors import Invalid
from forum.core.forms import what_is_personal
from forum.core.i18n import LANGUAGES, _
from forum.core.markdown import BODY_LIMIT
from forum.core.text import REASON_LIMIT, TITLE_LIMIT, clean_line
from forum.moderation.rules import REASONS
from forum.precedents.queries import Sought
from forum.precedents.rules import day_of
from forum.search import documents
from forum.search.index import QUESTION_LIMIT

FURTHEST = 2**31 - 1  # the largest number of an entry that both databases hold
SLUG_LIMIT = 40  # characters, as the column has it


@dataclass(frozen=True)
class NewCase:
    """A case to open; `facts` are named as the columns are."""

    title: str
    body: str
    category: str
    kind: str
    facts: dict
    personal: Choice | None


@dataclass(frozen=True)
class NewPost:
    """A post to write; `then` and `next_word_by` are for staff."""

    body: str
    reply_to: int | None
    then: str | None
    next_word_by: datetime | None
    personal: Choice | None


@dataclass(frozen=True)
class NewReport:
    """Why a post breaks a rule; the note is for moderators alone."""

    reason: str
    note: str


@dataclass(frozen=True)
class NewGrant:
    """A head start by hand, in minutes, and the public reason."""

    minutes: int
    reason: str


@dataclass(frozen=True)
class Wanted:
    """Which part of a list is asked for."""

    cursor: str | None
    limit: int


def new_case(request: Request) -> NewCase:
    """The body of `POST /cases`."""
    sent = body_of(request).only("title", "body", "category", "kind", "facts", "personal")
    return NewCase(
        title=sent.line("title", limit=TITLE_LIMIT, missing=_("Give your case a title.")),
        body=sent.text("body", limit=BODY_LIMIT, missing=_("Please describe your case.")),
        category=_chosen_category(sent),
        kind=sent.choice("kind", states.KINDS),
        facts=_facts(sent.inner("facts")),
        personal=_personal(sent),
    )


def new_post(request: Request) -> NewPost:
    """The body of `POST /cases/N/posts`."""
    sent = body_of(request).only("body", "reply_to", "then", "next_word_by", "personal")
    form = NewPost(
        body=sent.text("body", limit=BODY_LIMIT, missing=_("Please write something.")),
        reply_to=sent.number("reply_to"),
        then=sent.choice_if_any("then", THEN),
        next_word_by=sent.moment("next_word_by"),
        personal=_personal(sent),
    )
    if form.next_word_by and form.then != "work":
        raise Invalid(_("A next word is promised with “then”: “work” only."), "next_word_by")
    return form


def solution(request: Request) -> int | None:
    """The body of `POST /cases/N/solution`: the id of a post, None for the case as a whole."""
    return body_of(request).only("post").number("post")


def reason(request: Request) -> str:
    """The body of a decision that needs a public reason."""
    sent = body_of(request).only("reason")
    missing = _("A public reason is required.")
    return _public(sent.text("reason", limit=REASON_LIMIT, missing=missing))


def reason_if_any(request: Request) -> str:
    """The body of a claim, which needs a public reason only out of turn."""
    return _public(body_of(request).only("reason").note("reason", limit=REASON_LIMIT))


def lane(request: Request) -> str:
    """The body of `POST /queue/next`."""
    sent = body_of(request).only("lane")
    return sent.line("lane", limit=SLUG_LIMIT, missing=_("Say which lane you serve."))


def lane_if_any(request: Request) -> str | None:
    """The lane of `GET /queue`."""
    return query_of(request).note("lane", limit=SLUG_LIMIT) or None


def new_grant(request: Request) -> NewGrant:
    """The body of `POST /cases/N/grants`."""
    sent = body_of(request).only("minutes", "reason")
    minutes = sent.number("minutes")
    if minutes is None:
        raise Invalid(_("Say by how many minutes the case is moved ahead."), "minutes")
    missing = _("A head start by hand needs a public reason.")
    reason = sent.text("reason", limit=REASON_LIMIT, missing=missing)
    return NewGrant(minutes, _public(reason))


def report(request: Request) -> NewReport:
    """The body of `POST /cases/N/posts/P/reports`."""
    sent = body_of(request).only("reason", "note")
    return NewReport(sent.choice("reason", REASONS), sent.note("note", limit=REASON_LIMIT))


def nothing(request: Request) -> None:
    """The body of a request that says everything with its address."""
    body_of(request).only()


def wanted(request: Request) -> Wanted:
    """`cursor` and `limit` of any list."""
    sent = query_of(request)
    limit = number_between(sent, "limit", 1, LIMIT_HIGHEST, LIMIT_DEFAULT)
    return Wanted(sent.values.get("cursor"), limit)


def case_filters(request: Request) -> queries.Filters:
    """The query of `GET /cases`."""
    sent = query_of(request)
    return queries.Filters(
        status=sent.choice_if_any("status", states.STATUSES),
        category=category(sent),
        turn=sent.choice_if_any("turn", states.TURNS),
        order=sent.choice("sort", SORTS, "newest"),
    )


def precedent_filters(request: Request) -> Sought:
    """The query of `GET /precedents`."""
    sent = query_of(request)
    is_valid = sent.choice_if_any("valid", ("true", "false")) == "true"
    return Sought(
        words=sent.note("q", limit=QUESTION_LIMIT),
        category=category(sent),
        valid_on=day_of(now()) if is_valid else None,
    )


def search_text(request: Request) -> str:
    """The words of `GET /search`; none at all lists what the filters leave, newest first."""
    return query_of(request).note("q", limit=QUESTION_LIMIT)


def search_filters(request: Request) -> documents.Filters:
    """The filters of `GET /search`."""
    sent = query_of(request)
    has_solution = sent.choice_if_any("has_solution", ("true", "false"))
    days = filters_from({name: sent.values[name] for name in ("from", "to") if name in sent.values})
    return documents.Filters(
        status=sent.choice_if_any("status", states.STATUSES),
        category=category(sent),
        language=sent.choice_if_any("language", LANGUAGES),
        opened_from=days.opened_from,
        opened_to=days.opened_before,
        has_solution=None if has_solution is None else has_solution == "true",
    )


def draft(request: Request) -> tuple[str, str]:
    """Title and body of `GET /similar`; either may be missing while somebody still writes."""
    sent = query_of(request)
    title = clean_line(sent.note("title", limit=TITLE_LIMIT))
    return title, sent.note("body", limit=BODY_LIMIT)


def log_after(request: Request) -> int:
    """The query of `GET /log`: the number of the last entry that is known already."""
    return number_between(query_of(request), "after", 0, FURTHEST, 0)


def category(sent: Sent) -> str | None:
    """The slug of a category, or None where none was sent."""
    if sent.values.get("category") is None:
        return None
    return sent.line("category", limit=SLUG_LIMIT, missing="")


def _chosen_category(sent: Sent) -> str:
    missing = _("Please choose what it concerns.")
    return sent.line("category", limit=SLUG_LIMIT, missing=missing)


def _public(reason: str) -> str:
    """A reason that everybody will read; Invalid with personal data in it."""
    if sentence := what_is_personal(reason):
        raise Invalid(sentence, "reason")
    return reason


def _personal(sent: Sent) -> Choice | None:
    """What is to become of personal data, chosen before anything was found."""
    what = sent.choice_if_any("personal", CHOICES)
    return Choice(what) if what else None


def _facts(sent: Sent) -> dict:
    sent.only(*FACTS, "contract_class")
    facts: dict[str, object] = {column: sent.flag(name) for name, column in FACTS.items()}
    facts["contract_class"] = sent.choice("contract_class", states.CONTRACT_CLASSES, "private")
    return facts
