"""Which mails a person may do without, by sorts; refuses to know who does. Pure."""

import re

from forum.core.i18n import _lp

# What nobody can switch off: keys to an account, decisions about a person or what they wrote, with
# the way to object (Art. 17 of Regulation (EU) 2022/2065), what became of a report (Art. 16).
NEEDED = ("account.", "statement.", "appeal.", "report.received", "report.decided")

# Every other kind is of one of these sorts; a kind of which nothing is said here is of the last.
ANSWERS, POSTS, PRIVATE, COURSE = "answers", "posts", "private", "course"
SORTS = {
    ANSWERS: _lp("mails", "Answers and replies in your cases"),
    POSTS: _lp("mails", "Your posts: made public, or looked at and left as they are"),
    PRIVATE: _lp("mails", "That something is new in the private part of a case of yours"),
    COURSE: _lp("mails", "What becomes of your cases: solved, closed, merged and the like"),
}
_SORT_OF = {
    "case.answered": ANSWERS,
    "case.replied": ANSWERS,
    "post.": POSTS,
    "report.kept": POSTS,
    "private.": PRIVATE,
}
_CASE = re.compile(r"/cases/([1-9][0-9]{0,17})(?![0-9])")


def sort_of(kind: str) -> str | None:
    """The sort of a kind of mail, or None: this one everybody gets."""
    if _has(kind, NEEDED):
        return None
    return next((sort for known, sort in _SORT_OF.items() if _has(kind, (known,))), COURSE)


def case_in(path: str) -> int | None:
    """The number of the case to which the link of a mail leads."""
    found = _CASE.match(path)
    return int(found[1]) if found else None


def about_case(number: int) -> str:
    """Under what a person's choice about the mails of one case is kept."""
    return f"/cases/{number}"


def about_sort(sort: str) -> str:
    """The same about a sort of mails."""
    return f"sort:{sort}"


def _has(kind: str, known: tuple[str, ...]) -> bool:
    """Whether a kind is one of these, or begins with one that ends in a dot."""
    return any(kind == one or (one.endswith(".") and kind.startswith(one)) for one in known)
