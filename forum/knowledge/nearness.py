"""Which known answer is the right one for a text: what is nearest to it votes; pure arithmetic.

k nearest neighbours, weighted by likeness (Dudani, "The Distance-Weighted k-Nearest-Neighbor
Rule", 1976). The same for both engines: they only give the scores. How the three numbers were
chosen: docs/help.md.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from forum.search.documents import ARTICLE, CASE

NEIGHBOURS = 40  # cases that vote
OWN_WORTH = 1.0  # what an article's own likeness counts beside the votes of its cases
FAVOUR = 0.5  # the votes of an article's cases are divided by this power of their number


class Ranked(NamedTuple):
    """Something to suggest: an article, or a case that no article answers."""

    kind: str
    number: int
    score: float


def rank(
    articles: Sequence[tuple[int, float]],
    cases: Sequence[tuple[int, float]],
    answered_by: Mapping[int, Collection[int]],
    sizes: Mapping[int, int],
) -> list[Ranked]:
    """Articles and unanswered cases, best first, from the nearest of each with their scores.

    `answered_by` names the articles of a case, `sizes` how many cases an article answers in all:
    without it one that answers many would win by their number. A case that several articles
    answer gives each of them a share of its vote.
    """
    highest = max([score for _number, score in (*articles, *cases)], default=0.0)
    if highest <= 0:
        return []
    votes: dict[tuple[str, int], float] = defaultdict(float)
    for number, score in articles:
        votes[ARTICLE, number] += OWN_WORTH * score / highest
    for number, score in cases[:NEIGHBOURS]:
        known = answered_by.get(number, ())
        for article in known:
            share = score / highest / len(known)
            votes[ARTICLE, article] += share / _favour(sizes.get(article, 1))
        if not known:
            votes[CASE, number] += score / highest
    ranked = [Ranked(*one, score) for one, score in votes.items()]
    return sorted(ranked, key=lambda one: (-one.score, one.kind, one.number))


def _favour(size: int) -> float:
    """What being the answer to `size` cases gains by their number alone; no more than can vote."""
    return max(1, min(size, NEIGHBOURS)) ** FAVOUR
