"""The titles of cases at the moment of telling; refuses to keep one, or to know what a case is.

Between the news and its reader a case may be hidden or have its title changed. Cases stand on a
floor above, so the roof (app.py) gives this room the question that it asks them.
"""

from collections.abc import Callable, Sequence

from flask import Flask, current_app

# Of some numbers those whose case everybody may read, each with its title.
PublicTitles = Callable[[list[int]], dict[int, str]]


def start(app: Flask, public_titles: PublicTitles) -> None:
    """Ask `public_titles` from now on."""
    app.extensions["public_titles"] = public_titles


def with_present_titles(told: Sequence[dict]) -> list[dict]:
    """The values of several news with the titles of today, none of a case not public; one look."""
    numbers = {values["number"] for values in told if "title" in values and "number" in values}
    titles = current_app.extensions["public_titles"](sorted(numbers)) if numbers else {}
    return [_with_title(values, titles) for values in told]


def _with_title(values: dict, titles: dict[int, str]) -> dict:
    if "title" not in values:
        return values
    return {**values, "title": titles.get(values.get("number"), "")}
