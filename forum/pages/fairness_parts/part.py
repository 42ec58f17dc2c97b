"""What every part of the report is made of; refuses to know any figure."""

from dataclasses import dataclass

from markupsafe import Markup

from forum.pages.charts.svg import element
from forum.pages.fairness_parts.definitions import Definition, definitions

BESIDE = 4  # columns; more of them stand below the picture


@dataclass(frozen=True)
class Table:
    """Rows of words and numbers, written out already; the first cell of each is its name.

    `is_of_picture`: it says the same as the picture, and may be folded away below it.
    """

    name: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_of_picture: bool = False
    words: frozenset[int] = frozenset()  # places of columns that hold words, not numbers
    flagged: frozenset[int] = frozenset()  # places of rows that the reader should see

    @property
    def is_wide(self) -> bool:
        """Whether there is no room for it beside a picture."""
        return len(self.head) > BESIDE


@dataclass(frozen=True)
class Picture:
    """A drawing, what it is called, and its key: swatch and words."""

    caption: str
    drawing: Markup
    key: tuple[tuple[Markup, str], ...] = ()


@dataclass(frozen=True)
class Part:
    """A section: sentences first, then picture and table, then how it is counted."""

    name: str
    title: str
    sentences: tuple[str, ...]
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()
    counted: tuple[Definition, ...] = ()
    links: tuple[tuple[str, str], ...] = ()  # address, words


def counted(*keys: str) -> tuple[Definition, ...]:
    """The definitions of these figures; the same words are not told twice."""
    known = definitions()
    told: dict[str, Definition] = {}
    for key in keys:
        told.setdefault(known[key].words, known[key])
    return tuple(told.values())


def swatch(shape: Markup) -> Markup:
    """A small drawing for a key; the words beside it say what it stands for."""
    return element(
        "svg",
        shape,
        class_="chart-swatch",
        viewBox="0 0 18 14",
        aria_hidden="true",
        focusable="false",
    )


def bar_swatch(kind: str) -> Markup:
    """A piece of a bar of this kind."""
    return swatch(element("rect", class_=kind, x=1, y=3, width=16, height=8))
