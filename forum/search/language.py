"""Guesses whether a text is German or English; refuses any third answer."""

import threading
from functools import cache

from forum.core.text import clean_text
from forum.search.common_words import ENGLISH, GERMAN, SHARED

ENOUGH = 4_000  # characters; a language shows itself in the first lines
SURE = 0.75  # below this the words that only one language has decide

_GERMAN_LETTERS = frozenset("äöüß")
_GERMAN = GERMAN - SHARED
_ENGLISH = ENGLISH - SHARED
_lock = threading.Lock()


def detect(text: str) -> str:
    """`de` or `en`; in a short text an umlaut or a small word of one language decides."""
    sample = clean_text(text[:ENOUGH]).casefold()
    words = "".join(c if c.isalpha() else " " for c in sample).split()
    balance = sum(w in _GERMAN for w in words) - sum(w in _ENGLISH for w in words)
    if _GERMAN_LETTERS & set(sample):
        balance += 1
    if len(words) < 20 and balance:
        return "de" if balance > 0 else "en"
    guess, share = _guess(sample)
    if share < SURE and balance:
        return "de" if balance > 0 else "en"
    return guess


def _guess(sample: str) -> tuple[str, float]:
    with _lock:
        ranked = _identifier().rank(sample)
    return ranked[0][0], float(ranked[0][1])


@cache
def _identifier():
    # Loaded at the first use: the model takes a moment and most requests never ask.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(["de", "en"])
    return identifier
