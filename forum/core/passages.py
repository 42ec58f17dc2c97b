"""Takes passages out of texts for good: a fixed replacement stands where they stood; pure."""

import html
import re
from collections.abc import Iterable

from forum.core.personal.finder import MASK
from forum.core.text import clean_text

REPLACEMENT = MASK  # says that something stood here, and neither what nor how long it was
MOST = 50  # passages removed at once
SHORTEST = 2  # characters; one letter alone stands everywhere


class Passages:
    """Some passages, sought as they were written and as html writes them.

    `remove` takes every occurrence. `remove_words` is for texts of others: it leaves a passage
    that is only the part of a longer word or number, which says something else there.
    """

    def __init__(self, wanted: Iterable[str]):
        tidy = {clean_text(one).strip() for one in wanted}
        self.all = sorted(tidy - {""}, key=lambda one: (-len(one), one))
        forms = dict.fromkeys(form for one in self.all for form in _forms(one))
        self._anywhere = _either(re.escape(form) for form in forms)
        self._words = _either(_apart(form) for form in forms)

    def missing_in(self, texts: Iterable[str]) -> list[str]:
        """Those that stand in none of the texts."""
        texts = list(texts)
        return [one for one in self.all if not any(one in text for text in texts)]

    def remove(self, text: str) -> str:
        """The text with the replacement in the place of every passage."""
        return self._anywhere.sub(REPLACEMENT, text)

    def remove_words(self, text: str) -> str:
        """The same, only where a passage stands for itself."""
        return self._words.sub(REPLACEMENT, text)


def changed(value, change):
    """Plain values like `value`, every text in them as `change` makes it."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [changed(one, change) for one in value]
    if isinstance(value, dict):
        return {name: changed(one, change) for name, one in value.items()}
    return value


def _forms(passage: str) -> tuple[str, ...]:
    """As it was written, and as html writes it in an attribute and in a text."""
    return passage, html.escape(passage), html.escape(passage, quote=False)


def _either(patterns: Iterable[str]) -> re.Pattern:
    return re.compile("|".join(patterns) or r"(?!)")


def _apart(form: str) -> str:
    """The pattern of a passage with no letter or digit before its first or after its last one."""
    before = r"(?<!\w)" if re.match(r"\w", form) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", form) else ""
    return before + re.escape(form) + after
