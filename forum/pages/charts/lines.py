"""Figures month by month as lines, each with marks of its own and its name at the end; pure."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from forum.pages.charts.svg import LINE, WIDTH, element, line, picture, text, width_of

HIGH, TOP, FOOT = 150, 10, 32  # of the plot; above it; below it, for months and years
MARKS = ("circle", "square", "triangle", "diamond")
CORNERS = {"triangle": ((0, -4), (-4, 3), (4, 3)), "diamond": ((0, -4), (4, 0), (0, 4), (-4, 0))}


@dataclass(frozen=True)
class Series:
    """One line: its name, and a value for each month, None where there is nothing to say."""

    label: str
    values: tuple[float | None, ...]


def month_by_month(
    name: str,
    *,
    title: str,
    description: str,
    months: list[str],
    series: list[Series],
    ticks: list[float],
    word: Callable[[float], str],
) -> Markup:
    """`months` are named `2026-11`; `ticks` are the marks of the upright axis, lowest first."""
    left = max(width_of(word(one)) for one in ticks) + 6
    right = max(width_of(one.label) for one in series) + 8
    wide = WIDTH - left - right
    low, span = ticks[0], (ticks[-1] - ticks[0]) or 1
    step = wide / max(1, len(months))

    def point(place: int, value: float) -> tuple[float, float]:
        return left + (place + 0.5) * step, TOP + HIGH - (value - low) / span * HIGH

    shapes = []
    for tick in ticks:
        y = point(0, tick)[1]
        shapes += [line("chart-grid", left, y, left + wide, y)]
        shapes.append(text(word(tick), left - 4, y + 4, anchor="end"))
    shapes += _months(months, point)
    ends = []
    for place, one in enumerate(series):
        points = [None if v is None else point(at, v) for at, v in enumerate(one.values)]
        shapes += _one_line(points, place)
        last = [y for found in points if found for y in found[1:]]
        if last:
            ends.append((last[-1], place, one.label))
    shapes += [text(label, left + wide + 4, y, "chart-name") for y, label in _apart(ends)]
    height = TOP + HIGH + FOOT
    return picture(name, title=title, description=description, height=height, shapes=shapes)


def mark(place: int, x: float, y: float) -> Markup:
    """The mark of the series at this place."""
    kind, sort = f"series-mark series-{place}", MARKS[place % len(MARKS)]
    if sort == "square":
        return element("rect", class_=kind, x=x - 3, y=y - 3, width=6, height=6)
    if sort == "circle":
        return element("circle", class_=kind, cx=float(x), cy=float(y), r=3)
    points = " ".join(f"{x + right:.1f},{y + down:.1f}" for right, down in CORNERS[sort])
    return element("polygon", class_=kind, points=points)


def _one_line(points: list, place: int) -> list[Markup]:
    """A line through months that follow each other; a month without a value is a gap."""
    shapes, run = [], []
    for point in [*points, None]:
        if point:
            run.append(point)
            continue
        if len(run) > 1:
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
            shapes.append(element("polyline", class_=f"series series-{place}", points=path))
        shapes += [mark(place, x, y) for x, y in run]
        run = []
    return shapes


def _months(months: list[str], point) -> list[Markup]:
    """The number of each month as far as there is room, and the year below its first one."""
    shapes, y = [], TOP + HIGH
    every = -(-len(months) // 13)
    year_ends = float("-inf")
    for place, name in enumerate(months):
        year, month = name.split("-")
        x = point(place, 0)[0]
        if place % every == 0:
            shapes.append(text(month, x, y + 15, anchor="middle"))
        if (place == 0 or month == "01") and x - width_of(year) / 2 > year_ends:
            shapes.append(text(year, x, y + 15 + LINE, anchor="middle"))
            year_ends = x + width_of(year) / 2
    return shapes


def _apart(ends: list[tuple[float, int, str]]) -> list[tuple[float, str]]:
    """Names at the ends of their lines, moved down where one would be written over another."""
    placed, lowest = [], float("-inf")
    for y, _place, label in sorted(ends):
        lowest = max(y + 4, lowest + LINE)
        placed.append((lowest, label))
    return placed
