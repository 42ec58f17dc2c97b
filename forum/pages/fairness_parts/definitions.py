"""What each figure means, in one sentence that stands beside it, and its unit; computes nothing.

The exact definitions, as a program has to follow them, are in docs/fairness.md.
"""

from dataclasses import dataclass

from forum.core.i18n import _p

CASES, SECONDS, SERVICES, PAIRS, PROMISES = "cases", "seconds", "services", "pairs", "promises"


@dataclass(frozen=True)
class Definition:
    """A figure: its name in words, its unit, and how it is counted."""

    key: str
    label: str
    unit: str
    words: str


def definitions() -> dict[str, Definition]:
    """Every headline figure in the order of the page."""
    parts = (*_waits(), *_ahead(), *_pairs(), *_others(), *_promises())
    return {key: Definition(key, label, unit, words) for key, label, unit, words in parts}


def definition_of(figure: str) -> Definition:
    """That of a figure; `by_rule.R1` is one of `by_rule`."""
    return definitions()[figure.partition(".")[0]]


def _waits() -> tuple:
    fcfs = _p(
        "definition",
        "The same if nobody had had a head start: the moments at which somebody was served stay, "
        "and at each of them whoever came first is taken.",
    )
    return (
        (
            "cases",
            _p("figure", "Cases opened"),
            CASES,
            _p("definition", "Cases that were opened in this month, whatever became of them."),
        ),
        (
            "answered",
            _p("figure", "of these answered"),
            CASES,
            _p("definition", "Cases of the month that have a first answer by now."),
        ),
        (
            "solved",
            _p("figure", "of these solved"),
            CASES,
            _p("definition", "Cases of the month that are solved by now and not open again."),
        ),
        (
            "answer_median",
            _p("figure", "Wait for the first answer: half of the cases at most"),
            SECONDS,
            _p(
                "definition",
                "From the opening of a case to the first answer. Half of the answered cases of the "
                "month waited this long or less (the median).",
            ),
        ),
        (
            "answer_p95",
            _p("figure", "Wait for the first answer: 95 of 100 at most"),
            SECONDS,
            _p(
                "definition",
                "95 of 100 answered cases waited this long or less (95th percentile by nearest "
                "rank). Cases still waiting are not in it.",
            ),
        ),
        ("answer_median_fcfs", _p("figure", "first come, first served: half"), SECONDS, fcfs),
        ("answer_p95_fcfs", _p("figure", "first come, first served: 95 of 100"), SECONDS, fcfs),
        (
            "solution_median",
            _p("figure", "Wait for the solution: half of the cases at most"),
            SECONDS,
            _p(
                "definition",
                "From the opening of a case to the solution that lasted. Half of the solved cases "
                "of the month waited this long or less.",
            ),
        ),
        (
            "solution_p95",
            _p("figure", "Wait for the solution: 95 of 100 at most"),
            SECONDS,
            _p("definition", "95 of 100 solved cases waited this long or less."),
        ),
        (
            "solution_median_fcfs",
            _p("figure", "solution, first come, first served: half"),
            SECONDS,
            fcfs,
        ),
        (
            "solution_p95_fcfs",
            _p("figure", "solution, first come, first served: 95 of 100"),
            SECONDS,
            fcfs,
        ),
    )


def _ahead() -> tuple:
    return (
        (
            "services",
            _p("figure", "Times that somebody was served"),
            SERVICES,
            _p(
                "definition",
                "Each time in this month that staff took a waiting case. A case that waited again "
                "later is served again, and counts again: this is the work.",
            ),
        ),
        (
            "services_ahead",
            _p("figure", "of these with a head start"),
            SERVICES,
            _p("definition", "Services of cases that had a head start when they were taken."),
        ),
        (
            "cases_ahead",
            _p("figure", "Cases that had a head start"),
            CASES,
            _p(
                "definition",
                "Cases of the month that had a head start at least once when they were served.",
            ),
        ),
        (
            "services_by_hand",
            _p("figure", "with a head start given by hand"),
            SERVICES,
            _p(
                "definition",
                "Services of cases to which a moderator had given a head start by hand, with a "
                "public reason.",
            ),
        ),
        (
            "services_out_of_turn",
            _p("figure", "served out of turn"),
            SERVICES,
            _p(
                "definition",
                "Services before others in the line, by an entry of its own with a public reason.",
            ),
        ),
        (
            "by_rule",
            _p("figure", "with a head start by a rule"),
            SERVICES,
            _p(
                "definition",
                "Services of cases to which this rule gave a head start. A case can fall under "
                "several rules and counts for each.",
            ),
        ),
    )


def _pairs() -> tuple:
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


def _others() -> tuple:
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


def _promises() -> tuple:
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
