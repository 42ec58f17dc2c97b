"""A promised time as the ticket names it: by when, paused and why, kept or broken for ever."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from forum.cases.words import exact
from forum.core.i18n import _p
from forum.core.time_words import moment
from forum.promises.rules import Clock
from forum.promises.words import hours_in_words, promised_in_words


@dataclass(frozen=True)
class PromiseLine:
    """One promised time in words; `given` is what was promised, in hours of which calendar."""

    label: str
    sentence: str
    is_broken: bool
    given: str = ""


def promise_lines(clocks: Iterable[Clock], status: str, at: datetime) -> list[PromiseLine]:
    """The promises that there still is something to say about; one that lapsed says nothing."""
    return [promise_line(one, status, at) for one in clocks if one.state != "void"]


def promise_line(clock: Clock, status: str, at: datetime) -> PromiseLine:
    """A promise in words as it stands at this moment."""
    label = {
        "answer": _p("promise", "Promised first answer"),
        "solution": _p("promise", "Promised solution"),
    }[clock.matter]
    given = _p("promise", "promised: within %(time)s (%(hours)s)") % {
        "time": promised_in_words(clock),
        "hours": hours_in_words(clock.calendar),
    }
    return PromiseLine(label, _sentence(clock, status, at), clock.is_past(at), given)


def _sentence(clock: Clock, status: str, at: datetime) -> str:
    if clock.is_past(at):
        return _broken(clock)
    if clock.state == "kept":
        return _kept(clock)
    if clock.state == "paused":
        left = {"left": exact(int(clock.left.total_seconds()))}
        if status == "waiting_for_customer":
            text = _p("promise", "paused with %(left)s left, because the customer was asked")
            return text % left
        return _p("promise", "paused with %(left)s left") % left
    return _p("promise", "by %(when)s") % {"when": moment(clock.due_at)}


def _kept(clock: Clock) -> str:
    took = {"took": exact(int((clock.promised - clock.left).total_seconds()))}
    if clock.matter == "answer" and clock.calendar.is_always:
        return _p("promise", "promise kept: answered after %(took)s") % took
    if clock.matter == "answer":
        return _p("promise", "promise kept: answered after %(took)s of business hours") % took
    if clock.calendar.is_always:
        return _p("promise", "promise kept: solved after %(took)s of the company’s time") % took
    return _p("promise", "promise kept: solved after %(took)s of business hours") % took


def _broken(clock: Clock) -> str:
    when = {"when": moment(clock.due_at)}
    if clock.ended_at is None and clock.matter == "answer":
        return _p("promise", "promise broken: not answered by %(when)s") % when
    if clock.ended_at is None:
        return _p("promise", "promise broken: not solved by %(when)s") % when
    when["ended"] = moment(clock.ended_at)
    if clock.matter == "answer":
        text = _p("promise", "promise broken: answered on %(ended)s instead of by %(when)s")
    else:
        text = _p("promise", "promise broken: solved on %(ended)s instead of by %(when)s")
    return text % when
