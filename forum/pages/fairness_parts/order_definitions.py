"""What the figures about order and promises mean; part of definitions.py, computes nothing."""

from forum.core.i18n import _p
from forum.pages.fairness_parts.units import CASES, PAIRS, PROMISES, SECONDS


def pairs() -> tuple:
    """Who came first and was served first."""
    together = _p(
        "definition",
        "Two cases of one line are a pair if both waited at the same time. The pair is counted in "
        "the month in which the first of the two is served.",
    )
    return (
        ("pairs", _p("figure", "Pairs that waited together"), PAIRS, together),
        (
            "pairs_in_order",
            _p("figure", "served in order of arrival"),
            PAIRS,
            _p("definition", "Pairs of which the one that came first was served first."),
        ),
    )


def reordered() -> tuple:
    """Why the later was served first."""
    return (
        (
            "pairs_by_rule",
            _p("figure", "reordered by a published rule"),
            PAIRS,
            _p(
                "definition",
                "The later of the two was served first, and with the head starts of the published "
                "rules alone it stood before the other.",
            ),
        ),
        (
            "pairs_by_hand",
            _p("figure", "reordered by hand"),
            PAIRS,
            _p(
                "definition",
                "The later was served first because of a head start given by hand or out of turn, "
                "each with an entry and a reason in the public record.",
            ),
        ),
        (
            "pairs_unexplained",
            _p("figure", "unexplained"),
            PAIRS,
            _p("definition", "The later was served first, and the public record does not say why."),
        ),
    )


def others() -> tuple:
    """Who was overtaken, and by how much."""
    return (
        (
            "overtaken",
            _p("figure", "Cases overtaken"),
            CASES,
            _p("definition", "Waits in which somebody who came later was served first."),
        ),
        (
            "largest_gap",
            _p("figure", "Largest gap overtaken"),
            SECONDS,
            _p(
                "definition",
                "The most by which a case that overtook another had come later; services out of "
                "turn are left out, for they are entered one by one.",
            ),
        ),
        (
            "cap",
            _p("figure", "Cap of the rulebook"),
            SECONDS,
            _p("definition", "What all head starts of a case add up to at most."),
        ),
    )


def paid() -> tuple:
    """What it cost those without a head start."""
    return (
        (
            "extra_mean",
            _p("figure", "Extra wait of those without a head start, on average"),
            SECONDS,
            _p(
                "definition",
                "How much later than first come, first served those without a head start were "
                "served, on average over all their services of the month.",
            ),
        ),
        (
            "extra_bound",
            _p("figure", "The bound"),
            SECONDS,
            _p(
                "definition",
                "All head starts of the month, added up and shared out over all services. In a "
                "line that is served as fast as it grows the others pay no more than this.",
            ),
        ),
    )


def promises() -> tuple:
    """Whether promised times were kept."""
    return (
        (
            "promises_kept",
            _p("figure", "Promises kept"),
            PROMISES,
            _p("definition", "Promised times to a first answer or a solution that were kept."),
        ),
        (
            "promises_broken",
            _p("figure", "Promises broken"),
            PROMISES,
            _p("definition", "Promised times that passed without the answer or the solution."),
        ),
    )
