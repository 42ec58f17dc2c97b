"""The arithmetic of relevance, the same for both engines; pure.

BM25 after Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009).
"""

from math import log

K1 = 1.2  # how soon a further occurrence of a word stops counting
B = 0.6  # how much a long text has to say a word more often; measured, see docs/search.md
SOLVED_BONUS = 1.05  # a solved case stands slightly ahead of an equally good one


def rarity(documents: int, holding: int) -> float:
    """What a word is worth that `holding` of `documents` contain; never negative."""
    return log(1 + (documents - holding + 0.5) / (holding + 0.5))


def saturation(weight: float, relative_length: float) -> float:
    """What `weight` occurrences count in a text of `relative_length` times the average."""
    return weight * (K1 + 1) / (weight + K1 * (1 - B + B * relative_length))
