"""Takes German words apart into what they are made of; refuses to guess without its model.

The model is HanTa (C. Wartena, Hanover): a hidden Markov model of German morphemes. It is loaded
at the first word, because a process that never sees German should not pay for it.
"""

import threading
from functools import cache, lru_cache

SHORTEST = 5  # letters; below this nothing is a compound worth splitting
SHORTEST_COMPOUND = 7
ANY = "EMPTY"  # the model's name for: whatever kind of word it is
LONGEST = 40  # letters; the model's work grows with the square of the word
SHORTEST_PART = 3  # letters of a part that may be found on its own in a compound
SHORTEST_ROOT = 4  # letters of the root of a word that is no compound

# Joints and endings: they hold the parts together and say nothing.
_JOINTS = frozenset(
    "ens nen ern est end ung heit keit lich isch bar sam los haft ieren iert tion chen lein "
    "ten tet test sten ste".split()
)
_lock = threading.Lock()


@lru_cache(maxsize=100_000)
def parts(word: str) -> tuple[str, ...]:
    """What a lower-case German word is made of: `dat`, `volumen`; () if nothing is known."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha():
        return ()
    roots: list[str] = []
    for spelling, kind in _readings(word):
        with _lock:
            roots = _telling(_tagger().analyze(spelling, kind, taglevel=2, casesensitive=False)[0])
        if len(roots) > 1:
            return tuple(root.replace("ß", "ss") for root in roots)
    if roots and roots[0] != word and len(roots[0]) >= SHORTEST_ROOT:
        return (roots[0].replace("ß", "ss"),)
    return ()


def _readings(word: str):
    """As the model likes it; and if that is no compound, as a noun and in the old spelling."""
    if len(word) >= SHORTEST_COMPOUND:
        yield word, "NN"
        before, double, after = word.rpartition("ss")
        if double:
            yield f"{before}ß{after}", "NN"
    yield word, ANY


def _telling(analysis: str) -> list[str]:
    return [p for p in analysis.split("+") if len(p) >= SHORTEST_PART and p not in _JOINTS]


@cache
def _tagger():
    # Loaded at the first use, like its model: a process that never searches goes without.
    from HanTa.HanoverTagger import HanoverTagger

    return HanoverTagger("morphmodel_ger.pgz")
