"""Of all pairs that waited together: who came first and who was served first; pure."""

from forum.core.i18n import _, _p
from forum.fairness.values import Headline, Report, Served
from forum.pages.charts import order
from forum.pages.fairness_parts.part import Part, Picture, Table, counted, swatch
from forum.pages.fairness_parts.words import count, share

KINDS = ("pairs_in_order", "pairs_by_rule", "pairs_by_hand", "pairs_unexplained")
DRAWN_AS = {"order": "plain", "rule": "rule", "hand": "hand", "out_of_turn": "hand"}


def pairs_part(report: Report) -> Part:
    """The headline of the whole report, with the picture of the order."""
    headline = report.headline
    return Part(
        name="pairs",
        title=_("Who came first, and who was served first"),
        sentences=_sentences(headline),
        tables=(_table(headline),) if headline.pairs else (),
        pictures=(_picture(report.served),) if len(report.served) > 1 else (),
        counted=counted("pairs", *KINDS),
    )


def _sentences(headline: Headline) -> tuple[str, ...]:
    if not headline.pairs:
        return (_("No two cases of one line waited at the same time."),)
    explained = _(
        "Every two cases that waited in one line at the same time are a pair. Each pair is "
        "counted once, and exactly: by whom of the two was served first, and why."
    )
    return (explained,)


def _table(headline: Headline) -> Table:
    words = {
        "pairs_in_order": _("served in order of arrival"),
        "pairs_by_rule": _("reordered by a published rule"),
        "pairs_by_hand": _("reordered by hand, or out of turn"),
        "pairs_unexplained": _("unexplained"),
    }
    rows = []
    for key in KINDS:
        number = getattr(headline, key)
        rows.append((words[key], count(number), share(number, headline.pairs)))
    rows.append((_("all pairs"), count(headline.pairs), share(1, 1)))
    return Table(
        name="pairs-table",
        caption=_("Pairs that waited together"),
        head=(_("Pairs"), _("Number"), _("Share")),
        rows=tuple(rows),
    )


def _picture(served: tuple[Served, ...]) -> Picture:
    title = _("Order of service against order of arrival")
    drawing = order.order_diagram(
        "order-chart",
        title=title,
        description=_(
            "One mark for each service, at most %(number)s of them, picked evenly. On the straight "
            "line everybody was served when first come, first served would have had it; below it "
            "sooner, above it later. The table beside it counts the pairs.",
            number=order.MARKS_AT_MOST,
        ),
        services=services(served),
        words=order.Words(
            turn=_p("axis", "whose turn it was, first come, first served →"),
            service=_p("axis", "when they were served →"),
            sooner=_p("axis", "served sooner"),
            later=_p("axis", "served later"),
        ),
    )
    kinds = {
        "plain": _("overtook nobody"),
        "rule": _("ahead by a published rule"),
        "hand": _("ahead by hand, or out of turn"),
        "unexplained": _("unexplained"),
    }
    key = tuple((swatch(order.mark(kind, 9, 7)), words) for kind, words in kinds.items())
    return Picture(title, drawing, key)


def services(served: tuple[Served, ...]) -> list[order.Service]:
    """The places of these services among each other, as they were and first come, first served."""
    turns = _places([one.fcfs_at for one in served], served)
    taken = _places([one.taken_at for one in served], served)
    return [
        order.Service(turns[place], taken[place], DRAWN_AS.get(one.way, "unexplained"))
        for place, one in enumerate(served)
    ]


def _places(moments: list, served: tuple[Served, ...]) -> list[int]:
    """The place of each moment among all, from 1; at the same moment who has waited longer."""
    ordered = sorted(range(len(moments)), key=lambda at: (moments[at], served[at].waiting_since))
    places = [0] * len(moments)
    for place, at in enumerate(ordered, 1):
        places[at] = place
    return places
