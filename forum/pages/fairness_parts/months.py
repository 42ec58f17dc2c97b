"""Month by month: waits and the order as lines, with the table that says the same; pure."""

from collections.abc import Iterator

from markupsafe import Markup

from forum.core.i18n import _, _p
from forum.fairness.values import Headline, MonthOfHeadline
from forum.pages.charts import lines, scales
from forum.pages.fairness_parts.part import Part, Picture, Table, swatch
from forum.pages.fairness_parts.words import (
    count,
    length,
    month_name,
    share,
    short_length,
)

SHOWN = 24  # months, the latest ones
LEAST = 0.01  # as high as the picture of the shares is at least: one of a hundred


def months_part(found: list[MonthOfHeadline]) -> Part:
    """The latest months of a lane."""
    shown = found[-SHOWN:]
    sentences = () if len(shown) > 1 else (_("Only one month has been counted so far."),)
    return Part(
        name="months",
        title=_("Month by month"),
        sentences=sentences,
        tables=(_table(shown),),
        pictures=tuple(_pictures(shown)) if len(shown) > 1 else (),
    )


def _table(shown: list[MonthOfHeadline]) -> Table:
    return Table(
        name="months-table",
        caption=_("All months"),
        head=(
            _("Month"),
            _("Cases"),
            _("First answer: half at most"),
            _("95 of 100 at most"),
            _("In order of arrival"),
            _("by a rule"),
            _("by hand"),
            _("Unexplained"),
        ),
        rows=tuple(_row(one) for one in reversed(shown)),
    )


def _row(one: MonthOfHeadline) -> tuple[str, ...]:
    headline = one.headline
    return (
        month_name(one.month),
        count(headline.cases),
        length(headline.answer_median),
        length(headline.answer_p95),
        share(headline.pairs_in_order, headline.pairs),
        share(headline.pairs_by_rule, headline.pairs),
        share(headline.pairs_by_hand, headline.pairs),
        count(headline.pairs_unexplained),
    )


def _pictures(shown: list[MonthOfHeadline]) -> Iterator[Picture]:
    """Those of which there is anything to draw."""
    if _longest(shown):
        yield _waits(shown)
    if any(one.headline.pairs for one in shown):
        yield _reordered(shown)


def _waits(shown: list[MonthOfHeadline]) -> Picture:
    title = _("Wait for the first answer, month by month")
    named = (_p("line", "half"), _p("line", "95 of 100"))
    drawing = lines.month_by_month(
        "months-chart",
        title=title,
        description=_(
            "Two lines: within which time half of the cases of a month, and 95 of 100, had their "
            "first answer. The table says the same."
        ),
        months=[one.month for one in shown],
        series=[
            lines.Series(named[0], tuple(one.headline.answer_median for one in shown)),
            lines.Series(named[1], tuple(one.headline.answer_p95 for one in shown)),
        ],
        ticks=scales.round_spans(_longest(shown)),
        word=short_length,
    )
    return Picture(title, drawing, _key(named))


def _reordered(shown: list[MonthOfHeadline]) -> Picture:
    title = _("Pairs not served in order of arrival, month by month")
    named = (_p("line", "by a rule"), _p("line", "by hand"), _p("line", "unexplained"))
    kinds = ("pairs_by_rule", "pairs_by_hand", "pairs_unexplained")
    shares = [tuple(_part(one.headline, kind) for one in shown) for kind in kinds]
    most = max(value for values in shares for value in values if value is not None)
    drawing = lines.month_by_month(
        "reordered-chart",
        title=title,
        description=_(
            "Three lines: the share of all pairs of a month that was reordered by a published "
            "rule, by hand, and unexplained. The table says the same."
        ),
        months=[one.month for one in shown],
        series=[lines.Series(*pair) for pair in zip(named, shares, strict=True)],
        ticks=[one / 100 for one in scales.round_counts(100 * max(most, LEAST))],
        word=lambda value: share(value, 1),
    )
    return Picture(title, drawing, _key(named))


def _part(headline: Headline, kind: str) -> float | None:
    return getattr(headline, kind) / headline.pairs if headline.pairs else None


def _key(named: tuple[str, ...]) -> tuple[tuple[Markup, str], ...]:
    return tuple((swatch(lines.mark(place, 9, 7)), name) for place, name in enumerate(named))


def _longest(shown: list[MonthOfHeadline]) -> int:
    return max(one.headline.answer_p95 or 0 for one in shown)
