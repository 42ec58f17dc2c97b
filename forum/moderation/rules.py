"""Pure decisions of moderation: who may decide, what can be decided, what was looked at.

Values in, an answer with its reason out; refuses Flask and the database.
"""

import hashlib

from forum.cases.rules import SPAM
from forum.core.i18n import _, _l, _lp
from forum.statements.grounds import GROUNDS, OF_CONTENT

# Of what somebody says who reports a post; `other` needs a note that says what it is.
REASONS = {code: GROUNDS[code].words for code in OF_CONTENT} | {
    "other": _lp("report", "Something else")
}
PRIVATE = "private_part"  # the reason of an author who wants a passage taken out of their own post

BATCH_AT_MOST = 50  # posts that one click decides about

# Why something waits, in the order of the filters. All but the last are posts.
KINDS = {
    "held": _lp("moderation", "Held back"),
    "spam": _lp("moderation", "Spam?"),
    "personal": _lp("moderation", "Personal data?"),
    "reported": _lp("moderation", "Reported"),
    "private": _lp("moderation", "To be taken out"),
    "appeal": _lp("moderation", "Objections"),
}
HELD_WORDS = {
    "first_post": _l("First post of a new account"),
    "links": _l("Three or more links"),
    "honeypot": _l("A field that people do not see was filled in"),
    "personal_data": _l("May hold personal data; its author says no"),
    "limited": _l("Everything this person writes is looked at first"),
}


def kind_of(visibility: str, held_because: str | None, *, reasons: tuple[str, ...]) -> str | None:
    """Why a post waits for a moderator, or None when it does not wait.

    `reasons` are those of its open reports.
    """
    if visibility == "pending":
        if held_because in SPAM:
            return "spam"
        return "personal" if held_because == "personal_data" else "held"
    if visibility != "public" or not reasons:
        return None
    return "private" if PRIVATE in reasons else "reported"


def prompt_of(kind: str | None) -> str:
    """What led to a decision about a post that waits as `kind`, for its statement of reasons."""
    if kind == "private":
        return "author"
    if kind == "reported":
        return "report"
    return "held" if kind else "own"


def choices(visibility: str, *, has_reports: bool) -> tuple[str, ...]:
    """What a moderator can decide about a post in this state."""
    if visibility == "pending":
        return ("approve", "hide", "redact", "move")
    if visibility == "hidden":
        return ("show_again",)
    if visibility == "moved":  # what stands here is only the way to it
        return ()
    return ("keep", "hide", "redact", "move") if has_reports else ("hide", "redact", "move")


def why_not_decide(
    *, moderator_id: int, author_id: int, reporter_ids: tuple[int | None, ...]
) -> str | None:
    """The sentence why this moderator may not decide: nobody judges in their own matter."""
    if moderator_id == author_id:
        return _("You wrote this post; another moderator decides about it.")
    if moderator_id in reporter_ids:
        return _("You reported this post; another moderator decides about it.")
    return None


def why_not_move(*, moderator_id: int, case_author_id: int) -> str | None:
    """The sentence why this moderator may not decide about the case as a whole, or None."""
    if moderator_id == case_author_id:
        return _("You opened this case; another moderator has to decide about it.")
    return None


def fingerprint(*, visibility: str, body: str, category_id: int, last_report_id: int) -> str:
    """Names what a moderator has before their eyes.

    A decision comes with it: after an edit, another report or a colleague's decision it no longer
    fits, and nobody decides about something they have not seen.
    """
    parts = (visibility, str(category_id), str(last_report_id), body)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:24]
