"""What each figure means, in one sentence that stands beside it, and its unit; computes nothing.

The exact definitions, as a program has to follow them, are in docs/fairness.md.
"""

from dataclasses import dataclass

from forum.core.i18n import _p
from forum.pages.fairness_parts import order_definitions as told
from forum.pages.fairness_parts.units import CASES, SECONDS, SERVICES


@dataclass(frozen=True)
class Definition:
    """A figure: its name in words, its unit, and how it is counted."""

    key: str
    label: str
    unit: str
    words: str


def definitions() -> dict[str, Definition]:
    """Every headline figure in the order of the page."""
    parts = (*_cases(), *_answers(), *_solutions(), *_ahead(), *_why_ahead(), *told.pairs())
    parts += (*told.reordered(), *told.others(), *told.paid(), *told.promises())
    return {key: Definition(key, label, unit, words) for key, label, unit, words in parts}


def definition_of(figure: str) -> Definition:
    """That of a figure; `by_rule.R1` is one of `by_rule`."""
    return definitions()[figure.partition(".")[0]]


def _first_come() -> str:
    return _p(
        "definition",
        "The same if nobody had had a head start: the moments at which somebody was served stay, "
        "and at each of them whoever came first is taken.",
    )


def _cases() -> tuple:
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
    )


def _answers() -> tuple:
    fcfs = _first_come()
    return (
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
    )


def _solutions() -> tuple:
    fcfs = _first_come()
    return (
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
    )


def _why_ahead() -> tuple:
    return (
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
