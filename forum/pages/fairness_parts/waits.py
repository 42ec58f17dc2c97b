"""How long people waited, beside how long it would have been first come, first served; pure."""

from forum.core.i18n import _, _n, _p
from forum.fairness.values import Bin, Distribution, Report, Waits
from forum.pages.charts import bars
from forum.pages.fairness_parts.part import Part, Picture, Table, bar_swatch, counted
from forum.pages.fairness_parts.words import count, length, stretch

DEFINED = {
    "answer": ("answered", "answer_median", "answer_p95", "answer_median_fcfs"),
    "solution": ("solved", "solution_median", "solution_p95", "solution_median_fcfs"),
}


def waits_part(report: Report, matter: str) -> Part:
    """The waits to the first answer or to the solution of the cases of the month."""
    waits = report.answer if matter == "answer" else report.solution
    found = [one for one in report.distributions if one.matter == matter]
    spread = found[0] if found and waits.count else None
    return Part(
        name=matter,
        title=_("Wait for the first answer") if matter == "answer" else _("Wait for the solution"),
        sentences=_sentences(waits, matter),
        tables=_tables(waits, spread, matter),
        pictures=(_picture(spread, matter),) if spread else (),
        counted=counted("cases", *DEFINED[matter]),
    )


def _sentences(waits: Waits, matter: str) -> tuple[str, ...]:
    is_answer = matter == "answer"
    if not waits.count:
        nothing = _("No case of this month has an answer yet, so there is no wait to tell.")
        unsolved = _("No case of this month is solved yet, so there is no wait to tell.")
        return (nothing if is_answer else unsolved,)
    if is_answer:
        told = [
            _n("%(num)s case has an answer.", "%(num)s cases have an answer.", waits.count),
            _n("%(num)s has none yet.", "%(num)s have none yet.", waits.waiting),
        ]
    else:
        told = [
            _n("%(num)s case is solved.", "%(num)s cases are solved.", waits.count),
            _n("%(num)s is not.", "%(num)s are not.", waits.waiting),
        ]
    return (" ".join(told),)


def _tables(waits: Waits, spread: Distribution | None, matter: str) -> tuple[Table, ...]:
    if not waits.count:
        return ()
    rows = (
        (_("half of the cases at most"), length(waits.median), length(waits.median_fcfs)),
        (_("95 of 100 cases at most"), length(waits.p95), length(waits.p95_fcfs)),
    )
    summed = Table(
        name=f"{matter}-waits",
        caption=_long_title(matter),
        head=(_("Wait"), _p("wait", "as it was"), _p("wait", "first come, first served")),
        rows=rows,
    )
    if spread is None:
        return (summed,)
    return (
        summed,
        Table(
            name=f"{matter}-spread",
            caption=_spread_title(matter),
            head=(_("Wait"), _p("wait", "as it was"), _p("wait", "first come, first served")),
            rows=tuple((_stretch(one), count(one.actual), count(one.fcfs)) for one in spread.bins),
            is_of_picture=True,
        ),
    )


def _picture(spread: Distribution, matter: str) -> Picture:
    rows = [
        bars.Row(_stretch(one), one.actual, one.fcfs, count(one.actual), count(one.fcfs))
        for one in _where_anybody_waited(spread.bins)
    ]
    title = _spread_title(matter)
    drawing = bars.side_by_side(
        f"{matter}-chart",
        title=title,
        description=_(
            "Two bars for each stretch of waiting: the cases as they were served, and as they "
            "would have been first come, first served. The table says the same."
        ),
        rows=rows,
    )
    key = (
        (bar_swatch("bar-first"), _p("wait", "as it was")),
        (bar_swatch("bar-second"), _p("wait", "first come, first served")),
    )
    return Picture(title, drawing, key)


def _where_anybody_waited(bins: tuple[Bin, ...]) -> list[Bin]:
    """From the first stretch with anybody in it to the last: before and after is nothing to see."""
    places = [place for place, one in enumerate(bins) if one.actual or one.fcfs]
    return list(bins[min(places) : max(places) + 1])


def _long_title(matter: str) -> str:
    if matter == "answer":
        return _("How long it took to the first answer")
    return _("How long it took to the solution")


def _spread_title(matter: str) -> str:
    if matter == "answer":
        return _("How many waited how long for the first answer")
    return _("How many waited how long for the solution")


def _stretch(one: Bin) -> str:
    return stretch(one.at_least, one.below)
