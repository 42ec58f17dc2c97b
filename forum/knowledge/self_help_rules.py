"""Which self-service fits what somebody writes, and which addresses may be one; pure."""

import re
from collections.abc import Iterable
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from forum.core.redirects import safe_next
from forum.search import analysis

SHOWN = 3  # at once; a longer list would stand in the way of whoever has to complain
URL_LIMIT = 500  # characters
LONGEST = 2_000  # characters of a text that are looked through

# Letters, digits and signs of an address; nothing that a browser reads as something else.
_ADDRESS = re.compile(r"https://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][\w/?#&=.,:;~%+@!$'()*-]*)?")


class Offered(Protocol):
    """What of a self-service decides whether it fits."""

    category: str
    words_de: str
    words_en: str
    position: int


class _Fit(NamedTuple):
    words: int
    is_of_category: bool


def fitting(offered: Iterable[Offered], *, category: str, text: str) -> list:
    """Those of the chosen category or with a word of the text, most words first; at most SHOWN.

    Words meet by their stems in either language, and in German by the parts of a compound.
    """
    said = {one: _terms(text[:LONGEST], one) for one in ("de", "en")}
    found: list[tuple] = []
    for one in offered:
        fit = _Fit(_shared(one, said), bool(category) and one.category == category)
        if fit.words or fit.is_of_category:
            found.append((-fit.words, not fit.is_of_category, one.position, len(found), one))
    return [row[-1] for row in sorted(found, key=lambda row: row[:-1])][:SHOWN]


def is_allowed(url: str) -> bool:
    """Whether it is a page of this site or an https address, without a name and a password."""
    if not url or len(url) > URL_LIMIT:
        return False
    if url.startswith("/"):
        return safe_next(url, "") == url
    if not _ADDRESS.fullmatch(url):
        return False
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and "@" not in parts.netloc and (parts.port or 443) > 0
    except ValueError:
        return False


def _shared(one: Offered, said: dict[str, set[str]]) -> int:
    """How many of its words stand in the text, of the language that has more."""
    return max(
        sum(_is_said(word.text, language, said[language]) for word in analysis.words(words))
        for language, words in (("de", one.words_de), ("en", one.words_en))
    )


def _is_said(word: str, language: str, said: set[str]) -> bool:
    return language[0] + analysis.stem(word, language) in said


def _terms(text: str, language: str) -> set[str]:
    return {
        term
        for word in analysis.words(text)
        for term, _is_part in analysis.terms(word.text, language)
    }
