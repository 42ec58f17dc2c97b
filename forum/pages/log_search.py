"""What a reader asks the record for, read from an address; refuses what can name no entry."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from forum.core.db import LARGEST_NUMBER
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.core.text import clean_line
from forum.ledger.finding import Wanted
from forum.pages.log_words import kind_words, role_words
from forum.rulebook.queries import published_rulebooks

LONGEST = 100  # characters of a question; the longest words of a kind have half of them
FIELDS = ("q", "kind", "role", "rule", "month")

_MONTH = re.compile(r"(19[7-9][0-9]|2[0-9][0-9][0-9])-(0[1-9]|1[0-2])")
_NUMBER = re.compile(r"(?:#|no\.? ?|nr\.? ?)?([0-9]{1,20})", re.IGNORECASE)
_PSEUDONYM = re.compile(r"[A-Za-z]-[0-9]{1,9}")


@dataclass(frozen=True)
class Question:
    """What was asked, as it was typed, and what that means; `entry` may be an entry's number."""

    typed: dict[str, str]
    wanted: Wanted
    entry: int | None = None
    is_understood: bool = True
    rules: list[str] = field(default_factory=list)  # codes to choose from


def question(arguments: Mapping[str, str]) -> Question:
    """Raises Invalid, naming the field, where a filter is none of those on the page."""
    typed = {name: clean_line(arguments.get(name)) for name in FIELDS}
    typed = {name: value for name, value in typed.items() if value}
    kind, role, rule = (typed.get(name, "") for name in ("kind", "role", "rule"))
    if (kind and kind not in kind_words()) or (role and role not in role_words()):
        sentence = _("There is no such filter. Choose one from the list.")
        raise Invalid(sentence, "role" if not kind or kind in kind_words() else "kind")
    rules = rule_codes()
    if rule and rule not in rules:
        raise Invalid(_("No rulebook has ever had a rule of this name."), "rule")
    since, before = month_bounds(typed["month"]) if "month" in typed else (None, None)
    narrowed = {"role": role, "rule": rule, "since": since, "before": before}
    return _searched(typed, narrowed, kind, rules)


def rule_codes() -> list[str]:
    """The codes of all rules that any published rulebook has had: `R1`, `R2` … `R10`."""
    found = {rule.code for book in published_rulebooks() for rule in book.rules}
    return sorted(found, key=lambda code: (len(code), code))


def is_month(text: str) -> bool:
    """Whether it is written like a month that there can be: `2026-11`."""
    return _MONTH.fullmatch(text) is not None


def month_bounds(text: str) -> tuple[datetime, datetime]:
    """The first moment of a month such as `2026-11`, in UTC, and that of the next; or Invalid."""
    if not is_month(text):
        raise Invalid(_("There is no such month. Write it like 2026-11."), "month")
    year, month = int(text[:4]), int(text[5:])
    following = (year + 1, 1) if month == 12 else (year, month + 1)
    return datetime(year, month, 1, tzinfo=UTC), datetime(*following, 1, tzinfo=UTC)


def _searched(typed: dict, narrowed: dict, kind: str, rules: list[str]) -> Question:
    """A number is a case's and may be an entry's; `M-07` is a person; the rest are words."""
    kinds: tuple[str, ...] = (kind,) if kind else ()
    text = typed.get("q", "")
    if len(text) > LONGEST:
        sentence = _("Please search for something shorter, of at most %(most)s characters.")
        raise Invalid(sentence % {"most": LONGEST}, "q")
    if not text:
        return Question(typed, Wanted(kinds, **narrowed), rules=rules)
    if number := _NUMBER.fullmatch(text):
        asked = int(number[1])
        if not 1 <= asked <= LARGEST_NUMBER:
            raise Invalid(_("No case and no entry has such a number."), "q")
        return Question(typed, Wanted(kinds, subject=asked, **narrowed), asked, rules=rules)
    if _PSEUDONYM.fullmatch(text):
        return Question(typed, Wanted(kinds, actor=text.upper(), **narrowed), rules=rules)
    meant = kinds_called(text)
    kinds = tuple(one for one in meant if not kind or one == kind)
    return Question(typed, Wanted(kinds, **narrowed), is_understood=bool(kinds), rules=rules)


def kinds_called(text: str) -> list[str]:
    """The kinds whose words, or whose code word, hold every word that was typed."""
    asked = text.casefold().split()
    return [
        kind
        for kind, words in kind_words().items()
        if all(one in f"{words} {kind}".casefold() for one in asked)
    ]
