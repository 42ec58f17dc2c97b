"""Reads what somebody typed into the search field; any text is a query, none is an error."""

import re
from dataclasses import dataclass, field

from forum.core.text import clean_text
from forum.search import analysis, language
from forum.search.analysis import Word
from forum.search.common_words import ALL as COMMON

LONGEST = 1_000  # characters of a query that are read; what follows is not searched for
MOST_WORDS = 24  # different words of a query that are looked up
MOST_PHRASES = 4
LANGUAGES = ("de", "en")
EXACT, STEM, PART = 0.5, 1.0, 0.7  # what a match of each kind is worth; see docs/search.md
OTHER_LANGUAGE = 0.7  # what a match counts in the language the query does not seem to be in

_PHRASE = re.compile('["„“”«»]([^"„“”«»]+)["„“”«»]')
_EXCLUDED = re.compile(r"(?:^|(?<=\s))[-−]([^\W\d_][^\s]*)")


@dataclass(frozen=True)
class Query:
    """A query taken apart: `terms` with their weights rank; excluded words and phrases decide."""

    words: tuple[Word, ...] = ()
    terms: dict[str, float] = field(default_factory=dict)
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    languages: tuple[str, ...] = LANGUAGES
    text: str = ""


def read(text: str, asked_language: str | None = None) -> Query:
    """Take a query apart; with `asked_language` its words are read in that language alone."""
    text = " ".join(clean_text(text[:LONGEST]).split())
    wanted = _EXCLUDED.sub(lambda match: " " * len(match.group()), text)
    words = _different(wanted)
    if not words:
        return Query(text=text)
    known = asked_language if asked_language in LANGUAGES else None
    likely = known or language.detect(wanted)
    languages = (known,) if known else LANGUAGES
    return Query(
        words=words,
        terms=_terms(wanted, words, languages, likely),
        phrases=_phrases(wanted),
        excluded=_excluded_terms(text, languages),
        languages=languages,
        text=text,
    )


def _different(text: str) -> tuple[Word, ...]:
    found: dict[str, Word] = {}
    for word in analysis.words(text):
        found.setdefault(word.text, word)
        if len(found) == MOST_WORDS:
            break
    return tuple(found.values())


def _terms(text: str, words, languages, likely: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for one in languages:
        factor = 1.0 if one == likely else OTHER_LANGUAGE
        for term, worth in _weighted(text, words, one):
            if term[0] == "x":  # the same word in both languages: counted once
                weights[term] = max(weights.get(term, 0.0), worth)
            else:
                weights[term] = weights.get(term, 0.0) + worth * factor
    return weights


def _weighted(text: str, words: tuple[Word, ...], one_language: str):
    before = None
    for word in words:
        for term, is_part in analysis.terms(word.text, one_language):
            yield term, EXACT if term[0] == "x" else PART if is_part else STEM
        if before and (both := analysis.joined(text, before, word)):
            yield one_language[0] + analysis.stem(both, one_language), PART
        before = word


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Each quoted passage of two words or more, as its normalised words."""
    found = (
        tuple(word.text for word in analysis.words(match.group(1)))
        for match in _PHRASE.finditer(text)
    )
    return tuple(phrase for phrase in found if len(phrase) > 1)[:MOST_PHRASES]


def _excluded_terms(text: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    words = [word.text for match in _EXCLUDED.finditer(text) for word in analysis.words(match[1])]
    return tuple(
        dict.fromkeys(
            one[0] + analysis.stem(word, one) for word in words[:MOST_WORDS] for one in languages
        )
    )


def of_document(title: str, body: str, document_language: str, most_terms: int) -> Query:
    """The query that finds documents like this one: its title and its most telling words."""
    counts: dict[str, float] = {}
    for text, worth in ((title[:LONGEST], 2.0), (body[: 10 * LONGEST], 1.0)):
        for word in analysis.words(clean_text(text)):
            if word.text in COMMON:  # in a question they may tell; of a whole text they do not
                continue
            for term, is_part in analysis.terms(word.text, document_language):
                share = EXACT if term[0] == "x" else PART if is_part else STEM
                counts[term] = counts.get(term, 0.0) + worth * share
    # Saturated like the frequencies of a document: a word said ten times is not ten times as apt.
    weights = {term: count / (count + 2.0) for term, count in counts.items()}
    best = sorted(weights, key=lambda term: (-weights[term], -len(term), term))[:most_terms]
    return Query(
        words=_different(clean_text(title)),
        terms={term: weights[term] for term in best},
        languages=(document_language,),
    )
