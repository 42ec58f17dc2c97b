"""Turns words into the terms both engines store and look up; pure, refuses to know any engine.

A term is one letter for its kind and then plain letters and digits:
`x` the word as written, `d` its German stem or that of a part, `e` its English stem.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from forum.search import compounds
from forum.search.documents import Document

VERSION = 1  # of what follows; a change makes `search check` ask for a rebuild
LONGEST_WORD = 64  # characters; what is longer is an address or a key, found by its beginning
MOST_WORDS = 50_000  # of one document; a thread of 300 pages
MOST_BYTES = 800_000  # of all terms of one document; PostgreSQL refuses a vector of a megabyte
LAST_POSITION = 16_383  # the last word position that PostgreSQL tells apart

EXACT = "x"  # the kind of term for a word as written

# Where a term stands, and what one occurrence there counts. The letters are PostgreSQL's labels.
TITLE, SOLUTION, PART, TEXT = "A", "B", "C", "D"
WEIGHTS = {TITLE: 2.0, SOLUTION: 1.25, PART: 0.5, TEXT: 1.0}

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f]|['’](?=[^\W_]))*")
_POSSESSIVE = re.compile("['’]s$")
_SPELLED_OUT_UE = re.compile("(?<![aeiouyäöüq])ue")  # not in neue, Bauer, Quelle
_WITHOUT_UMLAUTS = str.maketrans("äöü", "aou")
_STEMMERS = {
    "de": snowballstemmer.stemmer("german"),
    "en": snowballstemmer.stemmer("english"),
}
_stemming = threading.Lock()


class Word(NamedTuple):
    """A word and where it stands in the text it was found in."""

    text: str
    start: int
    end: int


class Analysis(NamedTuple):
    """All terms of a document, each with the label at each position, and its length in words."""

    occurrences: dict[str, dict[int, str]]
    length: int


def words(text: str) -> Iterator[Word]:
    """The words of a text in order, normalised, with their place in the text as given."""
    for match in _WORD.finditer(text):
        if word := normalised(match.group()):
            yield Word(word, match.start(), match.end())


@lru_cache(maxsize=100_000)
def normalised(written: str) -> str:
    """A word without case, ligatures, apostrophes and possessive s; ß becomes ss."""
    folded = unicodedata.normalize("NFKC", written[: 2 * LONGEST_WORD]).casefold()
    folded = _POSSESSIVE.sub("", folded)
    return "".join(letter for letter in folded if letter.isalnum())[:LONGEST_WORD]


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """The stem of a normalised word; in German ö, oe and o become one letter."""
    if language == "de":
        return without_umlauts(_stemmed(with_umlauts(word), "de"))
    return _stemmed(word, "en")


@lru_cache(maxsize=100_000)
def terms(word: str, language: str) -> tuple[tuple[str, bool], ...]:
    """The terms by which a word is found, each with whether it is only a part of the word."""
    mark = language[0]
    whole = stem(word, language)
    found = {EXACT + word: False, mark + whole: False}
    if language == "de":
        for part in compounds.parts(with_umlauts(word)):
            found.setdefault(mark + stem(part, "de"), True)
    return tuple(found.items())


def with_umlauts(word: str) -> str:
    """ae, oe and ue as the umlauts they stand for."""
    return _SPELLED_OUT_UE.sub("ü", word.replace("ae", "ä").replace("oe", "ö"))


def without_umlauts(word: str) -> str:
    """Umlauts as the letters people type who have none."""
    return word.translate(_WITHOUT_UMLAUTS)


def _stemmed(word: str, language: str) -> str:
    with _stemming:  # a stemmer keeps the word it works on in itself
        return _STEMMERS[language].stemWord(word)


def joined(text: str, before: Word, after: Word) -> str | None:
    """`wlan` for W-LAN, `email` for E-Mail: two words with nothing but a hyphen between them."""
    if after.start == before.end + 1 and text[before.end] in "-‐‑":
        both = before.text + after.text
        return both if len(both) <= compounds.LONGEST else None
    return None


def analyse(document: Document) -> Analysis:
    """All terms of a document: title first, then solution, then text, as far as the limits go."""
    occurrences: dict[str, dict[int, str]] = {}
    length = size = 0
    for label, text in _pieces(document):
        before = None
        for word in words(text):
            length += 1
            found = [*terms(word.text, document.language)]
            if before and (both := joined(text, before, word)):
                found.append((document.language[0] + stem(both, document.language), True))
                found.append(("x" + both, True))
            before = word
            for term, is_part in found:
                places = occurrences.get(term)
                if places is None:
                    places = occurrences[term] = {}
                    size += len(term.encode()) + 8
                places.setdefault(min(length, LAST_POSITION), PART if is_part else label)
            if length >= MOST_WORDS or size >= MOST_BYTES:
                return Analysis(occurrences, length)
    return Analysis(occurrences, length)


def _pieces(document: Document) -> tuple[tuple[str, str], ...]:
    return (TITLE, document.title), (SOLUTION, document.solution), (TEXT, document.text)


def weight(labels: Iterable[str]) -> float:
    """What the occurrences of a term count together."""
    return sum(WEIGHTS[label] for label in labels)
