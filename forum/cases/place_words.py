"""The words of a place: who stands before a case and why, how it was served; decides nothing."""

from dataclasses import dataclass, field
from datetime import timedelta

from flask import url_for

from forum.cases.words import exact
from forum.core.i18n import _, _n, _p
from forum.core.time_words import duration, moment
from forum.queue.places import Ahead
from forum.queue.standing import Claimed, Given, Overtaken, Served, Standing
from forum.queue.words import lane_name
from forum.rulebook.queries import rule_titles
from forum.rulebook.words import span

OUT_OF_TURN = "out_of_turn"


@dataclass(frozen=True)
class Line:
    """One sentence of a ticket, with a link after it where there is more to read."""

    icon: str
    sentence: str
    link: str = ""
    url: str = ""
    weight: str = ""  # `strong` for what cost somebody their turn


@dataclass(frozen=True)
class PlaceCard:
    """What a ticket says about the queue; `place` is None when the case stands in no line."""

    place: int | None = None
    where: str = ""  # "at the desk “Mobile network”"
    lines: tuple[Line, ...] = field(default=())


def card_of_standing(standing: Standing) -> PlaceCard:
    """The words for a case that waits."""
    lines = [*_before(standing), *_own(standing), *_expected(standing)]
    if standing.claimed:
        lines.insert(0, _taken(standing.claimed))
    lines += _overtaken(standing.overtaken)
    where = _("at the desk “%(desk)s”", desk=lane_name(standing.lane))
    return PlaceCard(standing.place, where, tuple(lines))


def card_of_service(served: Served) -> PlaceCard:
    """The words for a case that was served."""
    waited = exact(int(served.waited.total_seconds()))
    sentence = _("Staff took it after %(waited)s of waiting, in its turn.", waited=waited)
    line = Line("clock", sentence)
    if served.is_out_of_turn:
        sentence = _n(
            "Served out of turn after %(waited)s of waiting, before %(num)s case that stood "
            "ahead of it.",
            "Served out of turn after %(waited)s of waiting, before %(num)s cases that stood "
            "ahead of it.",
            served.overtakes,
            waited=waited,
        )
        line = Line("warning", sentence, weight="strong")
    return PlaceCard(lines=(line, *_overtaken(served.overtaken)))


def reason_words(reasons: tuple[str, ...]) -> str:
    """`rule R2`, `rules R1 and R4`, `by hand`, for whatever a head start is made of."""
    rules = [one for one in reasons if one.startswith("R")]
    words = []
    if rules:
        words.append(_n("rule %(rules)s", "rules %(rules)s", len(rules), rules=", ".join(rules)))
    if "hand" in reasons:
        words.append(_p("head start", "by hand"))
    if OUT_OF_TURN in reasons:
        words.append(_p("head start", "out of turn"))
    return _p("list", " and ").join(words)


def _before(standing: Standing) -> list[Line]:
    if standing.place is None:
        return []
    if standing.place == 1:
        return [Line("check", _("Nobody stands before it: it is next."))]
    lines = []
    if standing.came_earlier:
        sentence = _n("%(num)s came earlier.", "%(num)s came earlier.", standing.came_earlier)
        lines.append(Line("people", sentence))
    return [*lines, *map(_ahead, standing.ahead)]


def _ahead(ahead: Ahead) -> Line:
    sentence = _n(
        "%(num)s that came later is ahead (%(why)s).",
        "%(num)s that came later are ahead (%(why)s).",
        ahead.cases,
        why=reason_words(ahead.reasons),
    )
    return Line("people", sentence)


def _own(standing: Standing) -> list[Line]:
    by_rule = [one for one in standing.given if one.rule]
    titles = rule_titles(one.rulebook for one in by_rule if one.rulebook is not None)
    lines = [_given(one, titles) for one in standing.given]
    if sum(one.minutes for one in standing.given) > standing.head_start:
        total = span(standing.head_start)
        lines.append(Line("info", _("Together cut at the cap: %(total)s ahead.", total=total)))
    return lines


def _given(given: Given, titles: dict[tuple[int | None, str], str]) -> Line:
    ahead = span(given.minutes)
    if given.rule:
        title = titles.get((given.rulebook, given.rule), "")
        sentence = _("%(ahead)s ahead: %(title)s", ahead=ahead, title=title)
        url = f"{url_for('rules.show', version=given.rulebook)}#{given.rule}"
        return Line("ahead", sentence, _("rule %(rule)s", rule=given.rule), url)
    reason = given.reason or _("the reason was erased")
    values = {"ahead": ahead, "who": given.given_by, "reason": reason}
    return Line("ahead", _("%(ahead)s ahead by hand, by moderator %(who)s: %(reason)s", **values))


def _expected(standing: Standing) -> list[Line]:
    if standing.expected is None:
        return []
    quick, slow = (_rough(one) for one in (standing.expected.quick, standing.expected.slow))
    if quick == slow:
        sentence = _("Going by recent service, its turn may come in about %(slow)s.", slow=slow)
    else:
        sentence = _(
            "Going by recent service, its turn may come in %(quick)s to %(slow)s.",
            quick=quick,
            slow=slow,
        )
    return [Line("clock", sentence)]


def _rough(span: timedelta) -> str:
    return duration(max(60.0, span.total_seconds()))


def _taken(claimed: Claimed) -> Line:
    values = {"who": claimed.by, "until": moment(claimed.until)}
    if claimed.is_out_of_turn:
        sentence = _(
            "%(who)s has taken it out of turn to answer it, until %(until)s at the latest.",
            **values,
        )
        return Line("warning", sentence, weight="strong")
    return Line("badge", _("%(who)s has taken it to answer it, until %(until)s.", **values))


def _overtaken(overtaken: Overtaken) -> list[Line]:
    if not overtaken.times:
        return []
    sentence = _n(
        "%(num)s case was served before it although it came later or stood behind:",
        "%(num)s cases were served before it although they came later or stood behind:",
        overtaken.times,
    )
    lines = [Line("warning", sentence)]
    for one in overtaken.latest:
        reasons = (OUT_OF_TURN,) if one.is_out_of_turn else one.reasons
        url = url_for("cases.show", number=one.number)
        link = _("case %(number)s", number=one.number)
        lines.append(Line("dot", reason_words(reasons), link, url))
    return lines
