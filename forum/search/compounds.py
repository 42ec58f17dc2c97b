"""Takes German words apart into what they are made of; refuses to guess without its model.

The model is HanTa (C. Wartena, Hanover): a hidden Markov model of German morphemes. It is loaded
at the first word, because a process that never sees German should not pay for it.
"""

import threading
from functools import cache, lru_cache

SHORTEST = 5  # letters; below this nothing is a compound worth splitting
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
    with _lock:
        analysis = _tagger().analyze(word, taglevel=2, casesensitive=False)[0]
    found = [
        part for part in analysis.split("+") if len(part) >= SHORTEST_PART and part not in _JOINTS
    ]
    if len(found) == 1:
        found = [part for part in found if len(part) >= SHORTEST_ROOT and part != word]
    return tuple(found)


@cache
def _tagger():
    from HanTa.HanoverTagger import HanoverTagger

    return HanoverTagger("morphmodel_ger.pgz")
