"""Shows what changed between two versions of a plain text; refuses markup and unbounded work."""

import re
from difflib import SequenceMatcher

from markupsafe import Markup, escape

from forum.core.work_limit import TooMuchWork, work_limit

STEPS = 300_000  # calls of the comparison, for words and again for lines
SECONDS = 0.1  # of processor time each, the second net: see work_limit

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")


def word_diff(before: str, after: str) -> Markup:
    """`after` with what is new in `<ins>` and what went in `<del>`, everything escaped.

    Compares words; where that is too much work, lines; where that is too, the whole middle.
    """
    start = _common_start(before, after)
    end = _common_end(before[start:], after[start:])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    middle = _compared(old, new, _WORDS) or _compared(old, new, _LINES) or _replaced(old, new)
    return escape(after[:start]) + middle + escape(after[len(after) - end :])


def _compared(old: str, new: str, parts: re.Pattern[str]) -> Markup | None:
    """The difference in the given parts; None when it would take too long."""
    old_parts, new_parts = parts.findall(old), parts.findall(new)
    try:
        with work_limit(steps=STEPS, seconds=SECONDS):
            changes = SequenceMatcher(None, old_parts, new_parts).get_opcodes()
    except TooMuchWork:
        return None
    return Markup("").join(
        _change(kind, "".join(old_parts[a:b]), "".join(new_parts[c:d]))
        for kind, a, b, c, d in changes
    )


def _change(kind: str, old: str, new: str) -> Markup:
    return escape(new) if kind == "equal" else _replaced(old, new)


def _replaced(old: str, new: str) -> Markup:
    gone = Markup("<del>{}</del>").format(old) if old else Markup("")
    come = Markup("<ins>{}</ins>").format(new) if new else Markup("")
    return gone + come


def _common_start(one: str, other: str) -> int:
    """How many characters both begin with, back to the beginning of a word."""
    length = _equal_length(one, other)
    while 0 < length < max(len(one), len(other)) and one[length - 1].isalnum():
        length -= 1
    return length


def _common_end(one: str, other: str) -> int:
    """How many characters both end with, from the end of a word on."""
    length = _equal_length(one[::-1], other[::-1])
    while 0 < length < max(len(one), len(other)) and one[len(one) - length].isalnum():
        length -= 1
    return length


def _equal_length(one: str, other: str) -> int:
    for number, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return number
    return min(len(one), len(other))
