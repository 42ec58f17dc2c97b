"""Pure decisions of moderation: who may decide, what can be decided, what was looked at.

Values in, an answer with its reason out; refuses Flask and the database.
"""

import hashlib

from forum.core.i18n import _, _lp

# Fixed, so that reports can be merged and counted; `other` needs a note that says what it is.
REASONS = {
    "insult": _lp("report", "Insult or threat"),
    "personal_data": _lp("report", "Personal data of somebody"),
    "advertising": _lp("report", "Advertising"),
    "unlawful": _lp("report", "Unlawful content"),
    "off_topic": _lp("report", "Off topic, belongs elsewhere"),
    "other": _lp("report", "Something else"),
}
KINDS = ("held", "reported")


def kind_of(visibility: str, *, has_reports: bool) -> str | None:
    """Why a post waits for a moderator, or None when it does not wait."""
    if visibility == "pending":
        return "held"
    return "reported" if has_reports and visibility == "public" else None


def choices(visibility: str, *, has_reports: bool) -> tuple[str, ...]:
    """What a moderator can decide about a post in this state."""
    if visibility == "pending":
        return ("approve", "hide", "move")
    if visibility == "hidden":
        return ("show_again",)
    if visibility == "moved":  # what stands here is only the way to it
        return ()
    return ("keep", "hide", "move") if has_reports else ("hide", "move")


def why_not_decide(
    *, moderator_id: int, author_id: int, reporter_ids: tuple[int, ...]
) -> str | None:
    """The sentence why this moderator may not decide: nobody judges in their own matter."""
    if moderator_id == author_id:
        return _("You wrote this post; another moderator decides about it.")
    if moderator_id in reporter_ids:
        return _("You reported this post; another moderator decides about it.")
    return None


def why_not_move(*, moderator_id: int, case_author_id: int) -> str | None:
    """The sentence why this moderator may not move the case, or None."""
    if moderator_id == case_author_id:
        return _("You opened this case; another moderator has to move it.")
    return None


def fingerprint(*, visibility: str, body: str, category_id: int, last_report_id: int) -> str:
    """Names what a moderator has before their eyes.

    A decision comes with it: after an edit, another report or a colleague's decision it no longer
    fits, and nobody decides about something they have not seen.
    """
    parts = (visibility, str(category_id), str(last_report_id), body)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:24]
