"""Sentences for the ledger entries that stand between the posts; pure: an entry in, words out."""

from collections.abc import Callable

from forum.cases import goodwill_timeline, incident_timeline, queue_timeline
from forum.core.i18n import _n, _p
from forum.ledger.queries import Entry

# Entries whose matter the thread shows anyway (the post itself, the number of "me too").
_SILENT = {"case.affected", "case.opened", "queue.joined", "promise.carried"}


def sentence(entry: Entry, names: dict[str, str]) -> str:
    """What the entry says to a reader; `names` are those of the categories by slug."""
    make = _SENTENCES.get(entry.kind)
    named = ("from", "to", "category")
    places = {name: names.get(entry.fields.get(name, ""), "") for name in named}
    return make({**entry.fields, **places}) if make else entry.kind


def is_silent(entry: Entry) -> bool:
    """Whether the thread itself says what the entry says."""
    return entry.kind in _SILENT


def actor_words(entry: Entry) -> str:
    """Who decided, as the record knows it: `Moderator M-07`, `the author`, `time`."""
    words = {
        "customer": _p("actor", "Customer"),
        "staff": _p("actor", "Staff"),
        "moderator": _p("actor", "Moderator"),
        "admin": _p("actor", "Administrator"),
        "clock": _p("actor", "By time alone"),
        "rules": _p("actor", "By the published rules"),
        "import": _p("actor", "From the former system"),
        "operator": _p("actor", "Operator of this forum"),
    }
    role = words.get(entry.actor_role, entry.actor_role)
    return f"{role} {entry.actor}".strip()


def _solved(fields: dict) -> str:
    if fields.get("by") == "staff":
        return _p("timeline", "Post %(post)s marked as the solution by staff") % fields
    if "post" in fields:
        return _p("timeline", "Post %(post)s marked as the solution by the author") % fields
    if fields.get("by") == "import":
        return _p("timeline", "Solved according to the former system")
    return _p("timeline", "The author says that the problem is solved")


def _confirmed(fields: dict) -> str:
    return _p("timeline", "The author confirmed that the problem is solved")


def _closed(fields: dict) -> str:
    if fields.get("confirmed_by") == "silence":
        return _p("timeline", "Closed: 14 days passed without objection to the solution")
    return _p("timeline", "Closed, 14 days after the author confirmed the solution")


def is_private(entry: Entry) -> bool:
    """Whether it tells that something was said in the private part, and no more than that."""
    return entry.kind in _PRIVATE


def private_exchange(messages: int, day: str = "") -> str:
    """All that the public reads of a private part: how many messages, and on which day."""
    if not day:
        return _n(
            "A private exchange: %(num)s message", "A private exchange: %(num)s messages", messages
        )
    return _n(
        "A private exchange: %(num)s message, %(day)s",
        "A private exchange: %(num)s messages, %(day)s",
        messages,
        day=day,
    )


def _private(fields: dict) -> str:
    return private_exchange(fields.get("messages", 1))


def _vanished(fields: dict) -> str:
    return _n(
        "%(num)s private message was removed when the case ended, as announced",
        "%(num)s private messages were removed when the case ended, as announced",
        fields.get("messages", 1),
    )


# One sentence for all of them: whether something was asked or answered, its status tells.
_PRIVATE = ("private.written", "private.answered", "private.asked")


def _unmerged(fields: dict) -> str:
    if fields.get("by") == "author":
        return _p("timeline", "A different matter, says the author: it goes on by itself") % fields
    return _p("timeline", "Goes on by itself, no longer in case %(other)s") % fields


def _absorbed(fields: dict) -> str:
    sentence = _p("timeline", "Case %(other)s was merged into this one") % fields
    return queue_timeline.with_cost(sentence, fields.get("overtook", 0))


def _parted(fields: dict) -> str:
    sentence = _p("timeline", "Case %(other)s goes on by itself again") % fields
    return queue_timeline.with_others_before(sentence, fields.get("passed_by", 0))


def _split(fields: dict) -> str:
    values = {**fields, "posts": ", ".join(f"#{one}" for one in fields["posts"])}
    return _p("timeline", "Moved to case %(target)s: %(posts)s") % values


def _promise_broken(fields: dict) -> str:
    if fields.get("matter") == "answer":
        return _p("timeline", "No first answer in the promised time: promise broken")
    if fields.get("matter") == "solution":
        return _p("timeline", "No solution in the promised time: promise broken")
    return _p("timeline", "A promised time has passed: promise broken")


_SENTENCES: dict[str, Callable[[dict], str]] = {
    "case.opened": lambda f: _p("timeline", "Opened"),
    "case.affected": lambda f: _n(
        "%(num)s other affected", "%(num)s others affected", f.get("affected", 0)
    ),
    "case.answered": lambda f: _p("timeline", "Answered; now it is the customer’s turn"),
    "case.replied": lambda f: _p("timeline", "The customer answered; the case waits again"),
    "case.in_progress": lambda f: _p("timeline", "In progress: the company is working on it"),
    "case.waits_again": lambda f: _p(
        "timeline", "The promised next word did not come; the case waits again"
    ),
    "case.solved": _solved,
    "solution.unmarked": lambda f: (
        _p("timeline", "Post %(post)s is no longer marked as the solution") % f
    ),
    "case.confirmed": _confirmed,
    "case.rated": lambda f: _p("timeline", "Rated by the author: %(score)s of 5") % f,
    "case.rating_taken_out": lambda f: _p("timeline", "The sentence of a rating was removed"),
    "case.closed": _closed,
    "case.declined": lambda f: _p("timeline", "Declined"),
    "case.reopened": lambda f: _p(
        "timeline", "Reopened by the author; the waiting time goes on where it stood"
    ),
    "case.promise_broken": _promise_broken,
    "promise.carried": lambda f: _p(
        "timeline", "Its promised time goes on with a clock of its own, as it stood"
    ),
    "promise.changed": lambda f: (
        _p("timeline", "The category %(category)s promises other times from now on") % f
    ),
    "case.facts_corrected": lambda f: _p("timeline", "The facts of this case were corrected"),
    **queue_timeline.SENTENCES,
    **goodwill_timeline.SENTENCES,
    "case.merged": lambda f: _p("timeline", "Merged into case %(into)s") % f,
    "case.unmerged": _unmerged,
    "case.absorbed": _absorbed,
    "case.parted": _parted,
    "case.split": _split,
    "case.split_off": lambda f: _p("timeline", "Opened from posts in case %(origin)s") % f,
    "case.moved": lambda f: _p("timeline", "Moved from %(from)s to %(to)s") % f,
    "case.language_corrected": lambda f: (
        _p("timeline", "Language corrected to German")
        if f["language"] == "de"
        else _p("timeline", "Language corrected to English")
    ),
    **incident_timeline.SENTENCES,
    **dict.fromkeys(_PRIVATE, _private),
    "private.vanished": _vanished,
    "case.imported": lambda f: _p("timeline", "Brought in from a former system"),
    "post.edited": lambda f: _p("timeline", "Post %(post)s was changed by its author") % f,
    "post.held": lambda f: _p("timeline", "Post %(post)s waits for a moderator") % f,
    "post.approved": lambda f: _p("timeline", "Post %(post)s was looked at and made public") % f,
    "post.hidden": lambda f: _p("timeline", "Post %(post)s was hidden") % f,
    "post.shown": lambda f: _p("timeline", "Post %(post)s is shown again") % f,
    "post.redacted": lambda f: (
        _p("timeline", "A passage of post %(post)s was removed for good") % f
    ),
    "person.warned": lambda f: _p("timeline", "Somebody was warned"),
    "person.limited": lambda f: _p("timeline", "Somebody’s posts are looked at first for a while"),
    "person.suspended": lambda f: _p("timeline", "Somebody may only read for a while"),
    "person.restored": lambda f: _p("timeline", "A limit of somebody’s ended before its day"),
    "case.locked": lambda f: _p("timeline", "Locked: only the author and staff write here"),
    "case.unlocked": lambda f: _p("timeline", "Everybody can write here again"),
    "appeal.decided": lambda f: (
        _p("timeline", "An objection was right: the decision is taken back")
        if f["outcome"] == "upheld"
        else _p("timeline", "An objection was answered: the decision stands")
    ),
    "post.removed": lambda f: (
        _p("timeline", "Post %(post)s was removed by its author, who has left") % f
    ),
    "account.erased": lambda f: (
        _p("timeline", "An account was erased, with its texts")
        if f.get("texts") == "removed"
        else _p("timeline", "An account was erased; its texts stay")
    ),
    "log.key_rotated": lambda f: (
        _p("timeline", "The record is signed with a new key, %(new_key)s; the old one was lost") % f
        if f.get("old_lost")
        else _p("timeline", "The record is signed with a new key, %(new_key)s") % f
    ),
    "article.published": lambda f: (
        _p("timeline", "Help article %(article)s was made from this case") % f
        if f.get("made_from")
        else _p("timeline", "Help article %(article)s was published") % f
    ),
    "article.changed": lambda f: (
        _p("timeline", "Help article %(article)s was changed; it is version %(version)s now") % f
    ),
    "article.withdrawn": lambda f: _p("timeline", "Help article %(article)s was withdrawn") % f,
    "article.shown": lambda f: _p("timeline", "Help article %(article)s is public again") % f,
    "article.linked": lambda f: _p("timeline", "Help article %(article)s answers this case") % f,
    "report.kept": lambda f: (
        _p("timeline", "Post %(post)s was reported and stays: it breaks no rule") % f
    ),
}
