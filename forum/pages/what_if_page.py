"""A month again under another rulebook: who would have waited longer or shorter; only reads."""

import re
from dataclasses import dataclass
from datetime import datetime

from forum.accounts.readers import Reader
from forum.core import fragments
from forum.core.errors import Invalid
from forum.core.i18n import _, _n
from forum.fairness import what_if
from forum.fairness.values import CaseWhatIf, LaneWhatIf, WhatIf
from forum.pages.charts import bars
from forum.pages.fairness_page import Choices, lane_choices, month_choices, rule_titles
from forum.pages.fairness_parts.ahead import rule_name
from forum.pages.fairness_parts.part import Part, Picture, Table
from forum.pages.fairness_parts.words import count, length, month_name
from forum.rulebook import access, queries
from forum.rulebook.rules import Rulebook

DRAFT = re.compile(r"draft-([0-9]{1,9})")
VERSION = re.compile(r"[0-9]{1,9}")
MODERATORS = ("moderator", "admin")
NO_RULES = "none"
SIZE = 8_000  # bytes of one answer, with room to spare: lanes, rules and ten cases


@dataclass(frozen=True)
class Example:
    """A public case that would have changed much: when its turn was, when it would have been."""

    number: int
    was: datetime
    other: datetime
    difference: str


@dataclass(frozen=True)
class WhatIfPage:
    """The choices, and what the chosen rulebook would have changed, or None."""

    month: str
    rulebook: str
    months: Choices
    rulebooks: Choices
    result: WhatIf | None
    title: str
    sentences: list[str]
    parts: list[Part]
    examples: list[Example]


def what_if_page(arguments, viewer: Reader) -> WhatIfPage:
    """Invalid for what is no month or rulebook, NotFound for one there is not."""
    months, rulebooks = month_choices(), rulebook_choices(viewer)
    month = arguments.get("month", "") or next((one for one, _words in months), "")
    chosen = arguments.get("rulebook", "")
    if month and month not in dict(months):
        raise Invalid(_("Nothing was counted for this month. Choose one from the list."), "month")
    result = (
        _counted_again(month, chosen, rulebook_for(chosen, viewer)) if chosen and month else None
    )
    return WhatIfPage(
        month=month,
        rulebook=chosen,
        months=months,
        rulebooks=rulebooks,
        result=result,
        title=_title(month, dict(rulebooks).get(chosen, "")) if result else "",
        sentences=_sentences(result) if result else [],
        parts=_parts(result) if result else [],
        examples=[_example(one) for one in result.examples] if result else [],
    )


def _counted_again(month: str, chosen: str, rulebook: Rulebook) -> WhatIf:
    """Kept while the database has not changed: the same question costs its two seconds once."""
    asked = (month, chosen)
    kept = fragments.values(
        ("what if",),
        [asked],
        lambda _keys: {asked: what_if.compare(month, rulebook)},
        lambda _one: SIZE,
    )
    return kept[asked]


def rulebook_choices(viewer: Reader) -> Choices:
    """Every published rulebook, the newest first; for moderators also the drafts."""
    found = [
        (str(one.version), _("Rulebook %(version)s", version=one.version))
        for one in queries.published_rows()
    ]
    found.append((NO_RULES, _("No rules at all")))
    if _sees_drafts(viewer):
        drafts = queries.unpublished_rows()
        found += [(f"draft-{one.id}", _("Draft %(id)s", id=one.id)) for one in drafts]
    return found


def rulebook_for(chosen: str, viewer: Reader) -> Rulebook:
    """What was chosen; drafts only for moderators. Without rules the cap of today holds."""
    if chosen == NO_RULES:
        return Rulebook(None, queries.rulebook_in_force().cap, ())
    if draft := DRAFT.fullmatch(chosen):
        return queries.content_of(access.draft_for_reading(viewer, int(draft[1])))
    if not VERSION.fullmatch(chosen):
        raise Invalid(_("Choose a rulebook from the list."), "rulebook")
    return queries.content_of(access.published_rulebook(int(chosen)))


def _sees_drafts(viewer: Reader) -> bool:
    return viewer.is_authenticated and viewer.role in MODERATORS


def _example(one: CaseWhatIf) -> Example:
    span = length(abs(one.change))
    later, sooner = _("%(span)s later", span=span), _("%(span)s sooner", span=span)
    return Example(one.number, one.taken_at, one.other_at, later if one.change > 0 else sooner)


def _title(month: str, rulebook: str) -> str:
    return f"{month_name(month)}: {rulebook}"


def _sentences(result: WhatIf) -> list[str]:
    told = [_n("%(num)s case was served.", "%(num)s cases were served.", result.services)]
    sooner = sum(one.sooner for one in result.lanes)
    later = sum(one.later for one in result.lanes)
    if result.services and not sooner and not later:
        told.append(_("None would have been served sooner or later."))
    elif result.services:
        told.append(_sooner_and_later(sooner, later))
    if result.left_out:
        told.append(
            _n(
                "%(num)s is left out, in lines with more than can be counted again at once.",
                "%(num)s are left out, in lines with more than can be counted again at once.",
                result.left_out,
            )
        )
    return told


def _sooner_and_later(sooner: int, later: int) -> str:
    first = _n(
        "%(num)s would have been served sooner", "%(num)s would have been served sooner", sooner
    )
    second = _n("%(num)s later", "%(num)s later", later)
    return f"{first}, {second}."


def _parts(result: WhatIf) -> list[Part]:
    if not result.services:
        return []
    names = dict(lane_choices())
    by_lane = Part(
        name="lanes",
        title=_("By line"),
        sentences=(),
        tables=(_lane_table(result, names),),
        pictures=_pictures(result, names),
    )
    if not result.rules:
        return [by_lane]
    titles = rule_titles()
    rows = tuple(
        (rule_name(one.rule, titles), count(one.then), count(one.other)) for one in result.rules
    )
    head = (_("Rule"), _("gave a head start"), _("would have given one"))
    table = Table("rules-table", _("Times a rule held"), head, rows)
    return [by_lane, Part("rules", _("By rule"), (), (table,))]


def _lane_table(result: WhatIf, names: dict[str, str]) -> Table:
    return Table(
        name="lanes-table",
        caption=_("Who would have waited shorter or longer"),
        head=(
            _("Line"),
            _("Times served"),
            _("Sooner"),
            _("sooner: half of them by at least"),
            _("sooner: by at most"),
            _("Later"),
            _("later: half of them by at least"),
            _("later: by at most"),
        ),
        rows=tuple((names.get(one.lane, one.lane), *_lane_row(one)) for one in result.lanes),
    )


def _lane_row(one: LaneWhatIf) -> tuple[str, ...]:
    return (
        count(one.services),
        count(one.sooner),
        length(one.median_sooner if one.sooner else None),
        length(one.largest_sooner if one.sooner else None),
        count(one.later),
        length(one.median_later if one.later else None),
        length(one.largest_later if one.later else None),
    )


def _pictures(result: WhatIf, names: dict[str, str]) -> tuple[Picture, ...]:
    rows = [
        bars.Row(
            names.get(one.lane, one.lane),
            one.sooner,
            one.later,
            count(one.sooner),
            count(one.later),
        )
        for one in result.lanes
        if one.sooner or one.later
    ]
    if not rows:
        return ()
    title = _("How many would have been served sooner, how many later")
    drawing = bars.to_both_sides(
        "change",
        title=title,
        description=_(
            "For each line a bar to the left for those who would have been served sooner, and one "
            "to the right for those later. The table says the same."
        ),
        rows=rows,
        heads=("← " + _("sooner"), _("later") + " →"),
    )
    return (Picture(title, drawing),)
