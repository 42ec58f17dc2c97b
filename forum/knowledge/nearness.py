"""Which known answer is the right one for a text: what is nearest to it votes; pure arithmetic.

k nearest neighbours, weighted by likeness (Dudani, "The Distance-Weighted k-Nearest-Neighbor
Rule", 1976). The same for both engines: they only give the scores. See docs/help.md.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from forum.search.documents import ARTICLE, CASE

NEIGHBOURS = 20  # cases that vote
OWN_WORTH = 1.0  # what an article's own likeness counts beside the votes of its cases
POWER = 2.0  # how much more a nearer one counts


class Ranked(NamedTuple):
    """Something to suggest: an article, or a case that no article answers."""

    kind: str
    number: int
    score: float


def rank(
    articles: Sequence[tuple[int, float]],
    cases: Sequence[tuple[int, float]],
    answered_by: Mapping[int, Collection[int]],
) -> list[Ranked]:
    """Articles and unanswered cases, best first, from the nearest of each with their scores.

    `answered_by` names the articles of a case. A case that several articles answer gives each of
    them a share of its vote.
    """
    highest = max([score for _number, score in (*articles, *cases)], default=0.0)
    if highest <= 0:
        return []
    votes: dict[tuple[str, int], float] = defaultdict(float)
    for number, score in articles:
        votes[ARTICLE, number] += OWN_WORTH * (score / highest) ** POWER
    for number, score in cases[:NEIGHBOURS]:
        likeness = (score / highest) ** POWER
        known = answered_by.get(number, ())
        for article in known:
            votes[ARTICLE, article] += likeness / len(known)
        if not known:
            votes[CASE, number] += likeness
    ranked = [Ranked(*one, score) for one, score in votes.items()]
    return sorted(ranked, key=lambda one: (-one.score, one.kind, one.number))
