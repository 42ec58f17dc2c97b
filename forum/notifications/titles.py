"""Titles and states of cases at the moment of telling; refuses to keep any, or to know a case.

Between the news and its reader a case may be hidden or have its title changed. Cases stand on a
floor above, so the roof (app.py) gives this room the question that it asks them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask, current_app


@dataclass(frozen=True)
class PresentCase:
    """What everybody may read about a case now; `status` is its code word."""

    number: int
    title: str
    status: str
    is_confirmed: bool


# Of some numbers those whose case everybody may read, each with what is said of it.
PublicCases = Callable[[list[int]], dict[int, PresentCase]]


def start(app: Flask, public_cases: PublicCases) -> None:
    """Ask `public_cases` from now on."""
    app.extensions["public_cases"] = public_cases


def present_case(values: dict) -> PresentCase | None:
    """The case that news are about, if they name one and everybody may read it."""
    number = values.get("number")
    if not isinstance(number, int):
        return None
    return current_app.extensions["public_cases"]([number]).get(number)


def with_present_titles(told: Sequence[dict]) -> list[dict]:
    """The values of several news with the titles of today, none of a case not public; one look."""
    numbers = {values["number"] for values in told if "title" in values and "number" in values}
    cases = current_app.extensions["public_cases"](sorted(numbers)) if numbers else {}
    return [with_title(values, cases.get(values.get("number"))) for values in told]


def with_title(values: dict, case: PresentCase | None) -> dict:
    """The values of one piece of news with the title that its case has now, if it is public."""
    if "title" not in values:
        return values
    return {**values, "title": case.title if case else ""}
