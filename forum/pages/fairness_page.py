"""What the fairness report shows: the choices, the large sentences, and its parts; only reads."""

import re
from dataclasses import dataclass
from datetime import UTC

from forum.core.clock import now
from forum.core.errors import Invalid, NotFound
from forum.core.i18n import _, language
from forum.fairness import queries
from forum.fairness.values import ALL_LANES, Report
from forum.pages.fairness_parts import ahead, beside, groups, months, others, pairs, summary, waits
from forum.pages.fairness_parts.part import Part
from forum.pages.fairness_parts.words import count, month_name
from forum.queue import places
from forum.queue.words import lane_name
from forum.rulebook.queries import published_rulebooks

MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
BY_HAND = ("hand", "out_of_turn")
Choices = list[tuple[str, str]]  # value, words


@dataclass(frozen=True)
class Asked:
    """What the reader chose; `month` is "" where nothing was counted yet."""

    month: str
    lane: str
    rule: str


@dataclass(frozen=True)
class FairnessPage:
    """The page; `report` is None where there is nothing to say about the choice."""

    asked: Asked
    months: Choices
    lanes: Choices
    rules: Choices
    lane_words: str
    report: Report | None
    size_words: str  # of the record that was counted
    is_running: bool  # the month is not over yet
    verdicts: list[str]
    parts: list[Part]


def asked_for(arguments) -> Asked:
    """The month, lane and rule of an address; Invalid or NotFound for what there is not."""
    return Asked(
        _month(arguments.get("month", "")), lane(arguments.get("lane", "")), _rule(arguments)
    )


def lane(slug: str) -> str:
    """A lane that there is, or ALL_LANES; NotFound for another."""
    if slug and slug not in {one.slug for one in places.lanes()}:
        raise NotFound(_("There is no such line. Choose one from the list."))
    return slug or ALL_LANES


def report_for(asked: Asked) -> Report | None:
    """The stored figures of the choice."""
    return queries.report_of(asked.month, asked.lane) if asked.month else None


def fairness_page(asked: Asked) -> FairnessPage:
    """All of the page, in as many statements whatever the size of the record."""
    report, titles = report_for(asked), rule_titles()
    lanes = lane_choices()
    return FairnessPage(
        asked=asked,
        months=month_choices(),
        lanes=lanes,
        rules=[(code, ahead.rule_name(code, titles)) for code in (*titles, *BY_HAND)],
        lane_words=dict(lanes).get(asked.lane, ""),
        report=report,
        size_words=count(report.size) if report else "",
        is_running=asked.month == f"{now().astimezone(UTC):%Y-%m}",
        verdicts=_verdicts(report) if report else [],
        parts=_parts(report, asked, titles) if report else [],
    )


def month_choices() -> Choices:
    """Every month that was counted, the newest first."""
    return [(one, month_name(one)) for one in reversed(queries.months())]


def lane_choices() -> Choices:
    """Every lane by its name."""
    return [(one.slug, lane_name(one)) for one in places.lanes()]


def rule_titles() -> dict[str, str]:
    """Rule → its newest title, of all rules that were ever in force."""
    found = {
        rule.code: rule.title(language()) for book in published_rulebooks() for rule in book.rules
    }
    return dict(sorted(found.items(), key=lambda pair: (len(pair[0]), pair[0])))


def _verdicts(report: Report) -> list[str]:
    return summary.verdicts(report.month, report.headline, flagged=groups.flagged(report))


def _parts(report: Report, asked: Asked, titles: dict[str, str]) -> list[Part]:
    return [
        waits.waits_part(report, "answer"),
        waits.waits_part(report, "solution"),
        ahead.ahead_part(report, asked.rule, titles),
        pairs.pairs_part(report),
        others.overtaken_part(report),
        others.paid_part(report),
        groups.groups_part(report),
        beside.promises_part(report),
        beside.precedents_part(queries.precedents_of(report.month)),
        beside.moderation_part(queries.moderation_of(report.month)),
        months.months_part(queries.series(report.lane)),
    ]


def _month(name: str) -> str:
    if not name:
        return next(reversed(queries.months()), "")
    if not MONTH.fullmatch(name):
        raise Invalid(_("A month looks like 2026-11."), "month")
    return name


def _rule(arguments) -> str:
    code = arguments.get("rule", "")
    if code and code not in (*rule_titles(), *BY_HAND):
        raise Invalid(_("There is no such filter. Choose one from the list."), "rule")
    return code
