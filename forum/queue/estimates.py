"""Means of independent replications with their 95 % confidence intervals; knows no queue."""

import math
from collections.abc import Sequence
from statistics import fmean, stdev
from typing import NamedTuple

CONFIDENCE = 0.95
FEWEST = 2  # replications: one alone says nothing about how sure it is
WIDEST_T = 100.0  # above Student's t for one degree of freedom, 12.7


class Estimate(NamedTuple):
    """A mean and the half-width of its 95 % confidence interval."""

    mean: float
    half_width: float

    def meets(self, expected: float, *, times: float) -> bool:
        """Whether `expected` lies within so many half-widths of the mean."""
        return abs(self.mean - expected) <= times * self.half_width


def estimate(replications: Sequence[float]) -> Estimate:
    """The mean of independent replications, with Student's t; raises ValueError below two."""
    if len(replications) < FEWEST:
        raise ValueError(f"at least {FEWEST} replications")
    error = stdev(replications) / math.sqrt(len(replications))
    return Estimate(fmean(replications), students_t(len(replications) - 1) * error)


def students_t(degrees: int) -> float:
    """The t that |T| stays below with the chance CONFIDENCE; found by halving."""
    low, high = 0.0, WIDEST_T
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, degrees) < CONFIDENCE else (low, middle)
    return high


def _within(t: float, degrees: int) -> float:
    """P(|T| < t): Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4."""
    angle = math.atan(t / math.sqrt(degrees))
    sine, cosine = math.sin(angle), math.cos(angle)
    is_odd = degrees % 2 == 1
    term = cosine if is_odd else 1.0
    total = term if degrees > 1 else 0.0
    for k in range(3 if is_odd else 2, degrees - 1, 2):
        term *= cosine**2 * (k - 1) / k
        total += term
    return 2 / math.pi * (angle + sine * total) if is_odd else sine * total
