"""The same waits by group: is anybody treated otherwise? Each group against the rest; pure."""

from forum.core.i18n import _, _n, _p
from forum.fairness.values import GroupRow, Report
from forum.pages.fairness_parts.definitions import Definition
from forum.pages.fairness_parts.part import Part, Table
from forum.pages.fairness_parts.summary import equal_sentence
from forum.pages.fairness_parts.words import NOTHING, count, decimal, effect, length

DIMENSIONS = ("channel", "language", "account", "contract")


def groups_part(report: Report) -> Part:
    """A table for each dimension of which there is anything to say."""
    found = [one for one in DIMENSIONS if any(row.dimension == one for row in report.groups)]
    tables = tuple(_table(one, [r for r in report.groups if r.dimension == one]) for one in found)
    return Part(
        name="groups",
        title=_("Were all treated alike?"),
        sentences=tuple(_sentences(report)),
        tables=tables,
        counted=_explained(report.looks) if tables else (),
    )


def flagged(report: Report) -> int | None:
    """How many comparisons are flagged, or None where nothing could be compared."""
    compared = [one for one in report.groups if not one.too_few]
    return sum(one.is_flagged for one in compared) if compared else None


def dimension_words() -> dict[str, str]:
    """Dimension → its name."""
    return {
        "channel": _p("group", "Channel"),
        "language": _p("group", "Language"),
        "account": _p("group", "Account"),
        "contract": _p("group", "Contract"),
    }


def group_words() -> dict[str, str]:
    """Group → its name; one that is not here keeps its own."""
    return {
        "web": _p("group", "web page"),
        "mail": _p("group", "e-mail"),
        "api": _p("group", "program (API)"),
        "import": _p("group", "imported"),
        "de": _p("group", "German"),
        "en": _p("group", "English"),
        "new": _p("group", "new account"),
        "old": _p("group", "known account"),
        "private": _p("group", "private customers"),
        "business": _p("group", "business customers"),
        "others": _p("group", "all smaller groups together"),
    }


def verdict(row: GroupRow) -> str:
    """What the corrected test says about a group, in words."""
    if row.too_few:
        return _p("test", "too few to compare")
    if row.is_flagged:
        return _p("test", "flagged: waits differ by more than chance")
    return _p("test", "no sign of unequal treatment")


def _sentences(report: Report) -> list[str]:
    if not report.groups:
        return [_("No case of this month has an answer yet, so there is nothing to compare.")]
    number = flagged(report)
    if number is None:
        few = _("Every group, or the rest it is compared with, has fewer than 20 cases: too few.")
        return [few]
    looked = _n(
        "%(num)s comparison was made; that many looks find something by chance is allowed for.",
        "%(num)s comparisons were made; that many looks find something by chance is allowed for.",
        report.looks,
    )
    return [equal_sentence(number), looked]


def _table(dimension: str, rows: list[GroupRow]) -> Table:
    return Table(
        name=f"groups-{dimension}",
        caption=dimension_words()[dimension],
        head=(
            _("Group"),
            _("Cases"),
            _("First answer: half at most"),
            _("95 of 100 at most"),
            _("Compared with the rest"),
            _("Test"),
        ),
        rows=tuple(
            (
                _name(one),
                count(one.count),
                length(one.median),
                length(one.p95),
                _compared(one),
                verdict(one),
            )
            for one in rows
        ),
        words=frozenset((4, 5)),
        flagged=frozenset(place for place, one in enumerate(rows) if one.is_flagged),
    )


def _name(row: GroupRow) -> str:
    words = group_words()
    name = words.get(row.group, row.group)
    if not row.joined:
        return name
    return f"{name} ({', '.join(words.get(one, one) for one in row.joined)})"


def _compared(row: GroupRow) -> str:
    if row.delta is None:
        return NOTHING
    return f"{effect(row.delta)} (δ\u00a0{decimal(row.delta)})"


def _explained(looks: int) -> tuple[Definition, ...]:
    delta = _(
        "Cliff’s delta: of all pairs of one case of the group and one of the rest, opened in the "
        "same line on the same day, the share in which the group waited longer, less the share in "
        "which it waited shorter. 0 is no difference; 1: the group always waited longer."
    )
    test = _(
        "Whether the difference could be chance (van Elteren’s rank test, by line and day), "
        "corrected for all %(looks)s comparisons of the month (Holm). Flagged is what chance would "
        "do in one of a hundred months. Groups with fewer than 20 cases are put together.",
        looks=looks,
    )
    return (
        Definition("delta", _("Compared with the rest"), "", delta),
        Definition("p", _("Test"), "", test),
    )
