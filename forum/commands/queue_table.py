"""The table of `queue simulate`, one line for each row; text in, text out."""

import math

from forum.commands.queue_rows import WITHIN, Row
from forum.queue.estimates import Estimate
from forum.queue.simulation import TICKS, Result

COLUMNS = (
    ("lane, arrivals", 17),
    ("ahead by", 10),
    ("wait with head start", 24),
    ("wait without", 24),
    ("overtaken, times", 24),
    ("largest gap", 11),
    ("met", 4),
)
HEADING = "  ".join(name.ljust(width) for name, width in COLUMNS).rstrip()
EXPLANATION = (
    "Waits and gaps in units of time: mean ± half-width of the 95 % interval (expected).\n"
    "'overtaken': how often a case without head start is, on average. 'claim xN' compares with\n"
    "accumulating priority, which bounds no gap. 'met': all expected values lie within\n"
    f"{WITHIN} half-widths, and no gap on any path is larger than the head start."
)


def line(row: Row, result: Result) -> str:
    """One row as a line below HEADING."""
    expected = row.expected or (None, None, None)
    cells = [
        row.label,
        _ahead(row),
        *(_cell(found, wanted) for found, wanted in zip(result[:3], expected, strict=True)),
        f"{result.gap_ticks / TICKS:.4f}" if result.gap_ticks else "none",
        "yes" if row.is_met(result) else "NO",
    ]
    pairs = zip(cells, COLUMNS, strict=True)
    return "  ".join(cell.ljust(width) for cell, (_, width) in pairs).rstrip()


def _ahead(row: Row) -> str:
    if row.head_start is None:
        return f"claim x{row.ratio:g}"
    return "all others" if math.isinf(row.head_start) else f"{row.head_start:g}"


def _cell(found: Estimate, expected: float | None) -> str:
    wanted = "" if expected is None else f" ({expected:.4f})"
    return f"{found.mean:.4f} ±{found.half_width:.4f}{wanted}"
