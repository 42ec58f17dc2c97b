"""What stands beside the promises on the page of a case: the law for outages, and who comes first.

Refuses to promise anything: the law is quoted, and the rule is the published one.
"""

from dataclasses import dataclass

from flask import current_app

from forum.cases.models import Case
from forum.cases.promises import promised_by_category
from forum.core.clock import now
from forum.core.fragments import values
from forum.core.house_time import HOUSE_TIME
from forum.core.i18n import language
from forum.promises.calendar import calendar_of
from forum.promises.queries import deadlines_by_case
from forum.promises.rules import Clock
from forum.promises.statutory import Amounts, StatutoryClock, statutory_clock
from forum.promises.words import hours_in_words, matter_words, minutes_in_words
from forum.rulebook.queries import rulebook_in_force
from forum.rulebook.rules import Rule
from forum.rulebook.words import span

SIZE = 4_000  # bytes that either takes in memory, about


def clocks_of(case: Case) -> tuple[Clock, ...]:
    """The promised times of a case, the first answer's first; read once for a state of the data."""

    def read(numbers: list[int]) -> dict:
        found = deadlines_by_case(numbers)
        return {one: tuple(row.clock for row in found.get(one, ())) for one in numbers}

    return values(("promised",), [case.number], read, lambda _one: SIZE)[case.number]


def statutory_clock_of(case: Case) -> StatutoryClock | None:
    """The clock of the law, for a case about a total outage that was not declined."""
    if not case.is_total_outage or case.status in ("declined", "duplicate"):
        return None
    is_over = case.status in ("solved", "closed")
    settings = current_app.config
    return statutory_clock(
        case.opened_at,
        until=(case.solved_at or case.last_post_at) if is_over else now(),
        is_over=is_over,
        zone=HOUSE_TIME,
        amounts=Amounts(
            euros=settings["OUTAGE_EUROS"],
            percent=settings["OUTAGE_PERCENT"],
            higher_euros=settings["OUTAGE_HIGHER_EUROS"],
            higher_percent=settings["OUTAGE_HIGHER_PERCENT"],
        ),
    )


@dataclass(frozen=True)
class Precedence:
    """A published rule that lets business customers come first, and what private ones have."""

    code: str
    title: str
    head_start: str
    cap: str
    promises: tuple[tuple[str, str], ...]  # ("First answer", "8 working hours (Mon–Fri 8–18)")


def precedence_of(case: Case) -> Precedence | None:
    """The first rule in force that asks for a business contract; None while there is none."""
    newest = values(("rulebook",), [0], lambda _keys: {0: rulebook_in_force()}, lambda _one: SIZE)
    rulebook = newest[0]
    rule = next((one for one in rulebook.rules if one.is_in_force and _prefers_business(one)), None)
    if rule is None:
        return None
    return Precedence(
        code=rule.code,
        title=rule.title(language()),
        head_start=span(rule.minutes),
        cap=span(rulebook.cap),
        promises=tuple(_promises_of(case)),
    )


def _prefers_business(rule: Rule) -> bool:
    preferring = (("is", "business"), ("is_not", "private"))
    asked = [one for one in rule.conditions if one.fact == "contract_class"]
    return any((one.operator, one.value) in preferring for one in asked)


def _promises_of(case: Case):
    for matter, minutes, text in promised_by_category(case):
        calendar = calendar_of(text)
        yield (
            matter_words()[matter],
            f"{minutes_in_words(minutes, calendar)} ({hours_in_words(calendar)})",
        )
