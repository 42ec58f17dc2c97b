"""Whose turn it was against who was served: one mark for each service, a line for first come
first served; pure, and bounded: of many services every n-th is drawn.
"""

from dataclasses import dataclass

from markupsafe import Markup

from forum.pages.charts.svg import WIDTH, element, line, picture, text

MARKS_AT_MOST = 400
LEFT, RIGHT, TOP, BOTTOM = 18, 10, 8, 20  # around the square
SIDE = WIDTH - LEFT - RIGHT
KINDS = ("plain", "rule", "hand", "unexplained")


@dataclass(frozen=True)
class Service:
    """One service: its place first come, first served, its place as it was (from 1), and how.

    `how` is one of KINDS: `plain` overtook nobody.
    """

    turn: int
    served: int
    how: str = "plain"


@dataclass(frozen=True)
class Words:
    """What stands at the axes and in the two halves."""

    turn: str
    service: str
    sooner: str
    later: str


def sampled(services: list[Service], most: int = MARKS_AT_MOST) -> list[Service]:
    """Every n-th of those in their order; of the others as many as there is room for."""
    ordered = sorted(services, key=lambda one: (one.turn, one.served))
    ahead = _every(ordered, most // 2, lambda one: one.how != "plain")
    plain = _every(ordered, most - len(ahead), lambda one: one.how == "plain")
    return sorted([*ahead, *plain], key=lambda one: (one.turn, one.served))


def order_diagram(
    name: str, *, title: str, description: str, services: list[Service], words: Words
) -> Markup:
    """A square: to the right later turns, upwards later services; a line where both agree."""
    most = max([2, *(max(one.turn, one.served) for one in services)])
    height = TOP + SIDE + BOTTOM
    foot, end = TOP + SIDE, LEFT + SIDE
    shapes = [
        element("rect", class_="chart-ground", x=LEFT, y=TOP, width=SIDE, height=SIDE),
        line("chart-straight", LEFT, foot, end, TOP),
    ]
    by_kind = {kind: [one for one in sampled(services) if one.how == kind] for kind in KINDS}
    for kind in KINDS:  # the few over the many
        shapes += [_mark(one, kind, most) for one in by_kind[kind]]
    turned = f"rotate(-90 {LEFT - 6} {foot})"
    shapes += [
        text(words.later, LEFT + 8, TOP + 18, "chart-half"),
        text(words.sooner, end - 8, foot - 10, "chart-half", "end"),
        text(words.turn, LEFT, height - 5),
        element("text", words.service, class_="chart-text", x=LEFT - 6, y=foot, transform=turned),
    ]
    return picture(name, title=title, description=description, height=height, shapes=shapes)


def mark(kind: str, x: float, y: float) -> Markup:
    """Another shape for each kind, so that nobody needs the colours."""
    if kind == "rule":
        points = f"{x:.1f},{y - 4:.1f} {x - 3.6:.1f},{y + 2.6:.1f} {x + 3.6:.1f},{y + 2.6:.1f}"
        return element("polygon", class_="mark-rule", points=points)
    if kind == "hand":
        return element("rect", class_="mark-hand", x=x - 3.2, y=y - 3.2, width=6.4, height=6.4)
    if kind == "unexplained":
        points = f"{x:.1f},{y - 5:.1f} {x + 5:.1f},{y:.1f} {x:.1f},{y + 5:.1f} {x - 5:.1f},{y:.1f}"
        return element("polygon", class_="mark-unexplained", points=points)
    return element("circle", class_="mark-plain", cx=float(x), cy=float(y), r=2.2)


def _mark(one: Service, kind: str, most: int) -> Markup:
    step = SIDE / (most + 1)
    return mark(kind, LEFT + one.turn * step, TOP + SIDE - one.served * step)


def _every(ordered: list[Service], most: int, wanted) -> list[Service]:
    chosen = [one for one in ordered if wanted(one)]
    if len(chosen) <= most:
        return chosen
    return [chosen[place * len(chosen) // most] for place in range(most)]
