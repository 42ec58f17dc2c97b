"""Bars beside their labels: two for each row, from one side or to both sides of a middle; pure."""

from dataclasses import dataclass

from markupsafe import Markup

from forum.pages.charts.svg import LINE, WIDTH, cut, element, line, picture, text, width_of

BAR, BETWEEN, ROW = 9, 2, 27  # height of one bar, between the two of a row, from row to row
TOP = 6


@dataclass(frozen=True)
class Row:
    """One stretch of values: its label, and how much there is of each of the two, also in words."""

    label: str
    first: float
    second: float
    first_words: str
    second_words: str


def side_by_side(name: str, *, title: str, description: str, rows: list[Row]) -> Markup:
    """Two bars for each row: the first filled, the second in outline."""
    left = _label_column(rows)
    widest = _number_column(rows)
    scale = (WIDTH - left - widest - 6) / _most(rows)
    height = TOP + len(rows) * ROW + 2
    shapes = [line("chart-axis", left, TOP - 3, left, height)]
    for place, row in enumerate(rows):
        y = TOP + place * ROW
        shapes.append(text(row.label, left - 5, y + BAR + 4, anchor="end"))
        shapes += _bar("bar-first", left, y, row.first * scale, row.first_words)
        second = y + BAR + BETWEEN
        shapes += _bar("bar-second", left, second, row.second * scale, row.second_words)
    return picture(name, title=title, description=description, height=height, shapes=shapes)


def to_both_sides(
    name: str, *, title: str, description: str, rows: list[Row], heads: tuple[str, str]
) -> Markup:
    """The first value of each row goes to the left of the middle, the second to the right.

    The label of a row stands above its bars: names of lines can be long.
    """
    middle, high = WIDTH / 2, BAR + 4
    scale = (middle - _number_column(rows) - 6) / _most(rows)
    top = TOP + LINE + 4
    height = top + len(rows) * (LINE + high + 8) + 2
    shapes = [
        text(heads[0], middle - 6, TOP + 8, "chart-head", "end"),
        text(heads[1], middle + 6, TOP + 8, "chart-head"),
    ]
    for place, row in enumerate(rows):
        foot = top + place * (LINE + high + 8) + LINE
        long, words = row.first * scale, foot + high - 2.5
        shapes.append(text(cut(row.label, WIDTH), middle, foot - 2, anchor="middle"))
        shapes.append(line("chart-axis", middle, foot + 1, middle, foot + high + 3))
        shapes += _rect("bar-first", middle - long, foot + 2, long, high)
        shapes.append(text(row.first_words, middle - long - 4, words + 1, "chart-number", "end"))
        shapes += _rect("bar-second", middle, foot + 2, row.second * scale, high)
        end = middle + row.second * scale + 4
        shapes.append(text(row.second_words, end, words + 1, "chart-number"))
    return picture(name, title=title, description=description, height=height, shapes=shapes)


def _bar(kind: str, x: float, y: float, long: float, words: str) -> list[Markup]:
    return [*_rect(kind, x, y, long, BAR), text(words, x + long + 4, y + BAR - 0.5, "chart-number")]


def _rect(kind: str, x: float, y: float, long: float, high: float) -> list[Markup]:
    if long <= 0:
        return []
    return [element("rect", class_=kind, x=float(x), y=y, width=max(long, 0.75), height=high)]


def _label_column(rows: list[Row]) -> float:
    return max(width_of(row.label) for row in rows) + 8


def _number_column(rows: list[Row]) -> float:
    return max(width_of(one) for row in rows for one in (row.first_words, row.second_words))


def _most(rows: list[Row]) -> float:
    return max(1e-9, *(max(row.first, row.second) for row in rows))
