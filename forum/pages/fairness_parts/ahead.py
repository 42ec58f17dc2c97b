"""Who had a head start, by which rule or by hand, and how much of the work that was; pure."""

from collections.abc import Mapping

from forum.core.i18n import _, _n, _p
from forum.fairness.values import Headline, Report, RuleRow
from forum.pages.fairness_parts.part import Part, Table, counted
from forum.pages.fairness_parts.words import count, length, share

DEFINED = ("services", "services_ahead", "cases_ahead", "by_rule", "services_by_hand")


def ahead_part(report: Report, rule: str, titles: Mapping[str, str]) -> Part:
    """All of them, or with a `rule` chosen that one beside those without a head start."""
    headline = report.headline
    rows = [one for one in report.rules if rule in ("", one.rule) or one.rule == "none"]
    links = ()
    return Part(
        name="ahead",
        title=_("Who had a head start"),
        sentences=tuple(_sentences(headline)) + _chosen(report, rule, titles),
        tables=(_table(rows, headline, titles),) if headline.services else (),
        counted=counted(*DEFINED, "services_out_of_turn"),
        links=links,
    )


def rule_name(code: str, titles: Mapping[str, str]) -> str:
    """`R4: at least 10 affected`, or what else puts somebody before others."""
    words = {
        "hand": _p("head start", "given by hand"),
        "out_of_turn": _p("head start", "served out of turn"),
        "none": _p("head start", "without a head start"),
    }
    if code in words:
        return words[code]
    return f"{code}: {titles[code]}" if code in titles else code


def _sentences(headline: Headline) -> list[str]:
    if not headline.services:
        return [_("Nobody was served in this month.")]
    told = [
        _n(
            "Somebody was served %(num)s time in this month, %(ahead)s of these with a head start "
            "(%(part)s of the work).",
            "Somebody was served %(num)s times in this month, %(ahead)s of these with a head start "
            "(%(part)s of the work).",
            headline.services,
            ahead=count(headline.services_ahead),
            part=share(headline.services_ahead, headline.services),
        )
    ]
    if headline.cases:
        told.append(
            _n(
                "Of %(num)s case that was opened, %(ahead)s had a head start (%(part)s).",
                "Of %(num)s cases that were opened, %(ahead)s had a head start (%(part)s).",
                headline.cases,
                ahead=count(headline.cases_ahead),
                part=share(headline.cases_ahead, headline.cases),
            )
        )
    return told


def _chosen(report: Report, rule: str, titles: Mapping[str, str]) -> tuple[str, ...]:
    if not rule:
        return ()
    name = rule_name(rule, titles)
    found = [one for one in report.rules if one.rule == rule and one.services]
    if not found:
        return (_("In this month nobody was ahead in this way: %(rule)s.", rule=name),)
    return (_("Shown alone, beside those without a head start: %(rule)s.", rule=name),)


def _table(rows: list[RuleRow], headline: Headline, titles: Mapping[str, str]) -> Table:
    return Table(
        name="ahead-rules",
        caption=_("By rule and by hand"),
        head=(
            _("Ahead by"),
            _("Times served"),
            _("Share of the work"),
            _("Cases"),
            _("First answer: half at most"),
            _("Solution: half at most"),
        ),
        rows=tuple(
            (
                rule_name(one.rule, titles),
                count(one.services),
                share(one.services, headline.services),
                count(one.cases),
                length(one.answer.median),
                length(one.solution.median),
            )
            for one in rows
        ),
    )
