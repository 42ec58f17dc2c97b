"""The picture of the public report: columns of decisions, stacked by sort; pure, draws nothing."""

from dataclasses import dataclass

from forum.moderation.accountability import SORTS, Figures

STEP, BAR = 30, 20  # from one column to the next; how wide one is
HIGH, TOP = 110, 16  # of the highest column; above it, for its number


@dataclass(frozen=True)
class Layer:
    """The decisions of one sort in one column."""

    sort: str
    number: int
    y: float
    height: float


@dataclass(frozen=True)
class Column:
    """One month."""

    year: str
    month: str
    total: int
    x: int
    top: float
    layers: list[Layer]

    @property
    def middle(self) -> int:
        return self.x + BAR // 2


def columns(found: list[Figures]) -> list[Column]:
    """One column for each month, the highest as high as the picture."""
    most = max([1, *(one.total for one in found)])
    return [_column(place, one, HIGH / most) for place, one in enumerate(found)]


def _column(place: int, one: Figures, scale: float) -> Column:
    y, layers = float(TOP + HIGH), []
    for sort in SORTS:
        number = one.of_sort(sort)
        y -= number * scale
        if number:
            layers.append(Layer(sort, number, round(y, 2), round(number * scale, 2)))
    year, month = one.name.split("-")
    x = place * STEP + (STEP - BAR) // 2
    return Column(year, month, one.total, x, round(y, 2), layers)
