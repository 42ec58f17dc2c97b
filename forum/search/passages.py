"""Cuts the passages of a text that answer a query and marks the words found; escapes everything."""

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from forum.search import analysis
from forum.search.common_words import ALL as COMMON
from forum.search.query import Query

LENGTH = 220  # characters of one passage: two lines of a result list
MOST_PASSAGES = 2
MOST_READ = 100_000  # characters of a text that are looked through
MOST_MARKS = 300  # places looked at in one text
SHORTEST_INSIDE = 4  # letters of a stem that may be marked inside a longer word

_VARIANTS = {"a": "[aä]", "o": "[oö]", "u": "[uü]", "s": "[sß]"}
_LETTER = re.compile(r"[^\W_]|[\u0300-\u036f'’]")
_LETTERS = re.compile(r"(?:[^\W_]|[\u0300-\u036f'’])*")


@dataclass(frozen=True)
class Place:
    """Where a word of the query stands in a text, and by which stem it was found."""

    start: int
    end: int
    stem: str


class Marker:
    """Finds the words of one query in any number of texts."""

    def __init__(self, query: Query):
        telling = [word.text for word in query.words if word.text not in COMMON]
        chosen = telling or [word.text for word in query.words]
        self._words = {analysis.without_umlauts(word): word for word in chosen}
        self._stems: dict[str, str] = {}
        for language in query.languages:
            for word in chosen:
                for term, _ in analysis.terms(word, language):
                    if term[0] != "x":
                        self._stems.setdefault(term[1:], term[0])
        self._anchor = _anchor_of({*self._words, *self._stems})
        self._judged: dict[str, str | None] = {}  # words of the texts, most of which come again

    def mark(self, text: str) -> Markup:
        """The whole text, escaped, with every found word inside <mark>."""
        return _marked(text, 0, len(text), self.places(text))

    def passages(self, text: str) -> list[Markup]:
        """The stretches of the text with most different words of the query; else its beginning."""
        places = self.places(text)
        chosen = _best_stretches(places, len(text)) or [(0, min(LENGTH, len(text)))]
        return [
            _marked(text, *_whole_words(text, start, end), places) for start, end in chosen if text
        ]

    def places(self, text: str) -> list[Place]:
        """Every place of the text where a word of the query, or a relative of it, stands."""
        if self._anchor is None:
            return []
        found: list[Place] = []
        position = 0
        text = text[:MOST_READ]
        while len(found) < MOST_MARKS and (match := self._anchor.search(text, position)):
            start, end = _word_around(text, match.start(), match.end())
            written = text[start:end]
            if written not in self._judged:
                self._judged[written] = self._found(analysis.normalised(written))
            stem = self._judged[written]
            if stem is not None:
                found.append(Place(start, end, stem))
            position = max(end, match.end())
        return found

    def _found(self, word: str) -> str | None:
        plain = analysis.without_umlauts(analysis.with_umlauts(word))
        if analysis.without_umlauts(word) in self._words:
            return plain
        for stem, mark in self._stems.items():
            if len(stem) >= SHORTEST_INSIDE and stem in plain:
                return stem
            if plain[:2] == stem[:2] and analysis.stem(word, "de" if mark == "d" else "en") == stem:
                return stem
        return None


def _anchor_of(stems: set[str]) -> re.Pattern | None:
    """A pattern for the first letters of each stem: the quick look before the careful one."""
    beginnings = {stem[:3] for stem in stems if stem}
    if not beginnings:
        return None
    alternatives = (
        "".join(_VARIANTS.get(letter, re.escape(letter)) for letter in beginning)
        for beginning in sorted(beginnings)
    )
    return re.compile("|".join(alternatives), re.IGNORECASE)


def _word_around(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and _LETTER.match(text[start - 1]):
        start -= 1
    letters = _LETTERS.match(text, end)
    return start, letters.end() if letters else end


def _best_stretches(places: list[Place], length: int) -> list[tuple[int, int]]:
    """Up to two stretches that do not overlap, those with most different stems first found."""
    rated = []
    for index, place in enumerate(places):
        inside = [
            other for other in places[index : index + 12] if other.end <= place.start + LENGTH
        ]
        rated.append((-len({other.stem for other in inside}), -len(inside), place.start, inside))
    chosen: list[tuple[int, int]] = []
    for _, _, _, inside in sorted(rated, key=lambda one: one[:3]):
        first, last = inside[0].start if inside else 0, inside[-1].end if inside else 0
        margin = max(0, LENGTH - (last - first)) // 2
        start = max(0, min(first - margin, length - LENGTH))
        stretch = (start, min(length, max(start + LENGTH, last)))
        if all(stretch[1] <= start or end <= stretch[0] for start, end in chosen):
            chosen.append(stretch)
        if len(chosen) == MOST_PASSAGES:
            break
    return sorted(chosen)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Move both ends inwards to the next space, if one is near: no half words in a list."""
    if start > 0 and (space := text.find(" ", start, start + 20)) >= 0:
        start = space + 1
    if end < len(text) and (space := text.rfind(" ", end - 20, end)) > start:
        end = space
    return start, end


def _marked(text: str, start: int, end: int, places: list[Place]) -> Markup:
    pieces = ["…"] if start > 0 else []  # each one escaped
    position = start
    for place in places:
        if place.start < position or place.end > end:
            continue
        pieces += [escape(text[position : place.start]), "<mark>"]
        pieces += [escape(text[place.start : place.end]), "</mark>"]
        position = place.end
    pieces.append(escape(text[position:end]))
    if end < len(text):
        pieces.append("…")
    return Markup("".join(pieces))
