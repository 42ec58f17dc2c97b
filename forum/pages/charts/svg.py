"""The pieces that every picture is drawn from: escaped elements, and the frame with its words.

No style is written into an element, since the site's pages allow none: shapes carry classes, and
static/css/fairness.css gives them the colours of both schemes and of paper.
"""

from collections.abc import Iterable

from markupsafe import Markup, escape

WIDTH = 360  # units; a telephone shows one as about one pixel, a desk as almost two
LETTER = 6.6  # units that one letter of the usual text takes at most, on average
LINE = 13  # from one line of text to the next


def element(name: str, *inside: str | Markup, **attributes) -> Markup:
    """One element; `class_` and `text_anchor` become `class` and `text-anchor`; None: left out."""
    told = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), _plain(value))
        for key, value in attributes.items()
        if value is not None
    )
    body = Markup("").join(escape(one) for one in inside)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), told, body)


def text(words: str, x: float, y: float, kind: str = "", anchor: str = "start") -> Markup:
    """Words with their foot at `y`; `anchor` is start, middle or end."""
    kinds = f"chart-text {kind}".strip()
    return element("text", words, class_=kinds, x=x, y=y, text_anchor=anchor)


def line(kind: str, x1: float, y1: float, x2: float, y2: float) -> Markup:
    """A straight line."""
    return element("line", class_=kind, x1=x1, y1=y1, x2=x2, y2=y2)


def picture(
    name: str, *, title: str, description: str, height: float, shapes: Iterable[Markup]
) -> Markup:
    """The whole: `name` makes the ids of title and description, which a screen reader tells."""
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", description, id=f"{name}-words"),
        *shapes,
        class_=f"chart chart-{name}",
        viewBox=f"0 0 {WIDTH} {_plain(height)}",
        role="img",
        aria_labelledby=f"{name}-title",
        aria_describedby=f"{name}-words",
    )


def width_of(words: str) -> float:
    """How wide words are at most, so that nothing is written over something else."""
    return len(words) * LETTER


def cut(words: str, room: float) -> str:
    """As much of the words as there is room for; the table beside the picture has them whole."""
    most = int(room / LETTER)
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _plain(value) -> str:
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    return str(value)
