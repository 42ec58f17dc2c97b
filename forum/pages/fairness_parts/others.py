"""Who was overtaken, and what the head starts of some cost the others; pure."""

from forum.core.i18n import _, _n
from forum.fairness.values import Headline, Report
from forum.pages.fairness_parts.part import Part, Table, counted
from forum.pages.fairness_parts.summary import cost_sentence
from forum.pages.fairness_parts.words import count, length


def overtaken_part(report: Report) -> Part:
    """How many were overtaken, and by how much at most."""
    headline = report.headline
    return Part(
        name="overtaken",
        title=_("Who was overtaken"),
        sentences=tuple(_overtaken(headline)),
        tables=(_gap_table(headline),) if headline.services else (),
        counted=counted("overtaken", "largest_gap", "cap"),
    )


def paid_part(report: Report) -> Part:
    """The extra wait of those without a head start, beside what it can be at most."""
    headline = report.headline
    is_known = headline.extra_mean is not None and headline.extra_bound is not None
    return Part(
        name="paid",
        title=_("What it cost the others"),
        sentences=tuple(_paid(headline)),
        tables=(_paid_table(headline),) if is_known else (),
        counted=counted("extra_mean", "extra_bound"),
    )


def _overtaken(headline: Headline) -> list[str]:
    if not headline.services:
        return [_("Nobody was served in this month.")]
    if not headline.overtaken:
        return [_("Nobody was overtaken by somebody who came later.")]
    told = [
        _n(
            "%(num)s case was overtaken at least once by one that came later.",
            "%(num)s cases were overtaken at least once by one that came later.",
            headline.overtaken,
        )
    ]
    if headline.largest_gap is not None and headline.cap is not None:
        values = {"gap": length(headline.largest_gap), "cap": length(headline.cap)}
        is_kept = headline.largest_gap <= headline.cap
        kept = _("The largest gap was %(gap)s; the rules allow %(cap)s at most.", **values)
        broken = _("The largest gap was %(gap)s, more than the %(cap)s the rules allow.", **values)
        told.append(kept if is_kept else broken)
    return told


def _gap_table(headline: Headline) -> Table:
    rows = (
        (_("Cases overtaken"), count(headline.overtaken)),
        (_("Largest gap overtaken"), length(headline.largest_gap)),
        (_("Cap of the rulebook"), length(headline.cap)),
    )
    return Table("overtaken-table", _("Overtaken"), (_("Figure"), _("Value")), rows)


def _paid(headline: Headline) -> list[str]:
    if headline.extra_mean is None:
        return [_("Nobody without a head start was served in this month.")]
    explained = _(
        "Each head start lets others wait longer. While cases come steadily and the staff keep up "
        "with them, that is on average no more than all head starts of the month, added up and "
        "shared out over everybody who was served: the bound."
    )
    told = [cost_sentence(headline.extra_mean), explained]
    if headline.extra_bound is not None and headline.extra_mean > headline.extra_bound:
        more = _("In this month it was more, as can happen in a surge or by services out of turn.")
        told.append(more)
    return told


def _paid_table(headline: Headline) -> Table:
    rows = (
        (_("Extra wait of those without a head start, on average"), length(headline.extra_mean)),
        (_("The bound"), length(headline.extra_bound)),
    )
    return Table("paid-table", _("Extra wait"), (_("Figure"), _("Value")), rows)
