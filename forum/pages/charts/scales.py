"""Where the marks of an axis stand, at round values; pure."""

from math import ceil, floor, log10

MINUTE, HOUR, DAY = 60, 3600, 86400  # seconds
# Lengths of time that a reader takes for round ones.
ROUND_SPANS = (
    *(one * MINUTE for one in (1, 2, 5, 10, 15, 30)),
    *(one * HOUR for one in (1, 2, 4, 6, 12, 24)),
    *(one * DAY for one in (2, 5, 10, 20, 50, 100, 200, 500, 1000)),
)


def round_counts(most: float, parts: int = 4) -> list[float]:
    """0 and further round numbers in equal steps, the last not below `most`."""
    if most <= 0:
        return [0, 1]
    rough = most / parts
    power = 10.0 ** floor(log10(rough))
    step = next(power * one for one in (1, 2, 5, 10) if power * one >= rough * 0.999999)
    return _steps(step, most)


def round_spans(most: float, parts: int = 4) -> list[float]:
    """The same for seconds: steps of minutes, hours and days that people count in."""
    step = next((one for one in ROUND_SPANS if one * parts >= most), ROUND_SPANS[-1])
    if step * 2 * parts < most:  # beyond all of them: years
        return round_counts(most, parts)
    return _steps(step, max(most, step))


def _steps(step: float, most: float) -> list[float]:
    return [place * step for place in range(ceil(round(most / step, 6)) + 1)]
