"""The arithmetic of relevance, the same for both engines; pure.

BM25 after Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009).
"""

from collections.abc import Mapping
from math import log

from forum.search.analysis import EXACT

K1 = 1.2  # how soon a further occurrence of a word stops counting
B = 0.6  # how much a long text has to say a word more often; measured, see docs/search.md
COMMON_SHARE = 0.5  # a word in more of the documents than this only ranks, it does not find
COMMON_AT_LEAST = 100  # documents: in a small forum whatever holds a word is found by it
SOLVED_BONUS = 1.05  # a solved case stands slightly ahead of an equally good one


def rarity(documents: int, holding: int) -> float:
    """What a word is worth that `holding` of `documents` contain; never negative."""
    return log(1 + (documents - holding + 0.5) / (holding + 0.5))


def telling(holding: Mapping[str, int], documents: int) -> set[str]:
    """The terms that find documents: those that not most documents hold, else all there are.

    A word as written finds nothing that its stem does not find: it only ranks.
    """
    known = {term for term, number in holding.items() if number and term[0] != EXACT}
    most = max(documents * COMMON_SHARE, COMMON_AT_LEAST)
    return {term for term in known if holding[term] <= most} or known


def saturation(weight, relative_length):
    """What `weight` occurrences count in a text so many times the average; numbers or arrays."""
    return weight * (K1 + 1) / (weight + K1 * (1 - B + B * relative_length))
