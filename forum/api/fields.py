"""Reads what was sent strictly, value by value; every refusal names its field.

Refuses to know any one request, and to repair silently what a program got wrong.
"""

import json
import re
from collections.abc import Collection
from datetime import UTC, datetime

from flask import Request

from forum.api.problems import Malformed, NotJson
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.core.text import clean_line, clean_text, says_something

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_NUMBER = re.compile(r"[0-9]{1,10}")


class Sent:
    """The named values of a JSON object; `within` stands before their names in refusals."""

    def __init__(self, values: dict, within: str = ""):
        self.values = values
        self.within = within

    def only(self, *names: str) -> "Sent":
        """Refuse every other name: what would be ignored might be believed to have worked."""
        for name in self.values:
            if name not in names:
                raise Invalid(_("There is no such field here."), self.within + name)
        return self

    def line(self, name: str, *, limit: int, missing: str) -> str:
        """One line of text that says something."""
        return self._said(name, clean_line(self._text(name)), limit, missing)

    def text(self, name: str, *, limit: int, missing: str) -> str:
        """Text of several lines that says something."""
        return self._said(name, clean_text(self._text(name)), limit, missing)

    def note(self, name: str, *, limit: int) -> str:
        """Text that may be left out."""
        return self._short(name, clean_text(self._text(name)), limit)

    def choice(self, name: str, choices: Collection[str], default: str | None = None) -> str:
        """One of the words of a closed list, or `default` when nothing was sent."""
        value = self.values.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or value not in choices:
            raise self._not_one_of(name, choices)
        return value

    def choice_if_any(self, name: str, choices: Collection[str]) -> str | None:
        """One of the words of a closed list, or None when nothing was sent."""
        return None if self.values.get(name) is None else self.choice(name, choices)

    def flag(self, name: str) -> bool:
        """True or false; false when nothing was sent."""
        value = self.values.get(name, False)
        if not isinstance(value, bool):
            raise Invalid(_("This has to be true or false."), self.within + name)
        return value

    def number(self, name: str) -> int | None:
        """A whole number above zero, or None when nothing was sent."""
        value = self.values.get(name)
        if value is not None and (type(value) is not int or value < 1):
            raise Invalid(_("This has to be a whole number above zero."), self.within + name)
        return value

    def moment(self, name: str) -> datetime | None:
        """A moment with its time zone, in UTC, or None when nothing was sent."""
        value = self.values.get(name)
        if value is None:
            return None
        try:
            found = datetime.fromisoformat(value)
            if found.tzinfo is None:
                raise ValueError("a moment needs its time zone")
            return found.astimezone(UTC)
        except (TypeError, ValueError, OverflowError) as error:
            sentence = _("A moment looks like 2026-03-02T09:00:00Z, with its time zone.")
            raise Invalid(sentence, self.within + name) from error

    def inner(self, name: str) -> "Sent":
        """The object under this name, empty when nothing was sent."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, dict):
            raise Invalid(_("This has to be an object with named values."), self.within + name)
        return Sent(value or {}, f"{self.within}{name}.")

    def _text(self, name: str) -> str:
        value = self.values.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise Invalid(_("This has to be a text."), self.within + name)
        if _UNSTORABLE.search(value):
            raise Invalid(_("This text holds characters that are none."), self.within + name)
        return value

    def _said(self, name: str, text: str, limit: int, missing: str) -> str:
        if not says_something(text):
            raise Invalid(missing, self.within + name)
        return self._short(name, text, limit)

    def _short(self, name: str, text: str, limit: int) -> str:
        if len(text) > limit:
            sentence = _(
                "This is %(surplus)s characters too long; at most %(limit)s fit.",
                surplus=len(text) - limit,
                limit=limit,
            )
            raise Invalid(sentence, self.within + name)
        return text

    def _not_one_of(self, name: str, choices: Collection[str]) -> Invalid:
        sentence = _("Choose one of these: %(choices)s.", choices=", ".join(choices))
        return Invalid(sentence, self.within + name)


def body_of(request: Request) -> Sent:
    """The JSON object of a request; an absent body is an empty one."""
    raw = request.get_data()
    if not raw:
        return Sent({})
    if request.mimetype != "application/json":
        raise NotJson(_("Send JSON, and say so: Content-Type: application/json."))
    try:
        values = json.loads(raw.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise Malformed(_("This is not JSON. Nothing was changed.")) from error
    if not isinstance(values, dict):
        raise Invalid(_("This has to be an object with named values."))
    return Sent(values)


def query_of(request: Request) -> Sent:
    """The query of an address, where an empty value means that nothing was asked."""
    return Sent({name: value for name, value in request.args.items() if value})


def number_between(sent: Sent, name: str, lowest: int, highest: int, default: int) -> int:
    """A number written in an address."""
    value = sent.values.get(name)
    if value is None:
        return default
    if not _NUMBER.fullmatch(value) or not lowest <= int(value) <= highest:
        sentence = _(
            "This has to be a whole number from %(lowest)s to %(highest)s.",
            lowest=lowest,
            highest=highest,
        )
        raise Invalid(sentence, name)
    return int(value)


def _refuse(word: str):
    raise ValueError(f"{word} is not JSON")  # NaN and Infinity, which Python's reader takes
