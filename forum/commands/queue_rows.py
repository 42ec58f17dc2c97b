"""Rows of `queue simulate`: what to simulate and what is expected; reads the file, runs nothing."""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from forum.queue import theory
from forum.queue.simulation import Result, accumulating_choice, head_start_choice, in_ticks
from forum.queue.theory import Expected
from forum.queue.traffic import Impossible, Traffic, check_head_start, check_ratio

WITHIN = 3  # half-widths of the 95 % interval; at one, chance misses every twentieth true value
MODEL = re.compile(r"M/(?P<law>[MD])/(?P<servers>\d+) head start")
LAW_OF = {"M": "exponential", "D": "deterministic"}
LETTER_OF = {law: letter for letter, law in LAW_OF.items()}


class Unreadable(ValueError):
    """The file is not one of rows; the message says where and what was looked for."""


@dataclass(frozen=True)
class Row:
    """One line of the table; the head start or the ratio of claims is None where the other is."""

    traffic: Traffic
    expected: Expected | None
    head_start: float | None = None
    ratio: float | None = None

    @property
    def choice(self):
        """How the next case is chosen."""
        if self.head_start is None:
            assert self.ratio is not None
            return accumulating_choice(self.ratio)
        return head_start_choice(self.head_start)

    @property
    def label(self) -> str:
        """The lane in the notation of queueing theory, with both rates of arrival."""
        letter, traffic = LETTER_OF[self.traffic.law], self.traffic
        return f"M/{letter}/{traffic.servers}  {traffic.rate_prio:g}+{traffic.rate_normal:g}"

    def is_met(self, result: Result) -> bool:
        """Whether all that is expected lies near enough, and nobody was overtaken by too much."""
        within_bound = self.head_start is None or result.gap_ticks <= in_ticks(
            self.head_start
        )  # accumulating priority promises no bound
        pairs = zip(result[:3], self.expected or (), strict=False)
        return within_bound and all(
            found.meets(expected, times=WITHIN) for found, expected in pairs if expected is not None
        )


def row_with_head_start(traffic: Traffic, head_start: float) -> Row:
    """A row that expects what theory says, where it says anything."""
    check_head_start(head_start)
    return Row(traffic, theory.with_head_start(traffic, head_start), head_start=head_start)


def read_rows(path: Path) -> list[Row]:
    """All rows of a JSON file with the lists `head_start` and `apq`; raises Unreadable."""
    try:
        lists = json.loads(path.read_bytes())
    except ValueError as error:
        raise Unreadable(f"{path} is not JSON: {error}") from error
    if not isinstance(lists, dict):
        raise Unreadable(f"{path} is not an object with the lists: {', '.join(READERS)}")
    rows = list(_read_lists(lists))
    if not rows:
        raise Unreadable(f"{path} has no rows in the lists: {', '.join(READERS)}")
    return rows


def _read_lists(lists: dict) -> Iterator[Row]:
    for name, read in READERS.items():
        rows = lists.get(name, [])
        if not isinstance(rows, list):
            raise Unreadable(f"{name} is not a list of rows")
        for number, row in enumerate(rows, start=1):
            try:
                yield read(row)
            except KeyError as missing:
                raise Unreadable(f"{name}, row {number}: {missing} is missing") from missing
            except (Impossible, TypeError, ValueError) as reason:
                raise Unreadable(f"{name}, row {number}: {reason}") from reason


def _read_head_start(row: dict) -> Row:
    model = MODEL.fullmatch(row["model"])
    if not model or int(model["servers"]) != row["servers"]:
        raise ValueError(f"model {row['model']!r} is not like 'M/M/{row['servers']} head start'")
    return Row(
        _traffic(row, LAW_OF[model["law"]]),
        _expected(row, float(row["mean_overtakes_per_normal_case"])),
        head_start=check_head_start(float(row["head_start"])),
    )


def _read_accumulating(row: dict) -> Row:
    ratio = check_ratio(float(row["rate_ratio"]))
    return Row(_traffic(row, "exponential"), _expected(row, None), ratio=ratio)


def _traffic(row: dict, law: str) -> Traffic:
    return Traffic(
        int(row["servers"]), float(row["lam_prio"]), float(row["lam_norm"]), float(row["mu"]), law
    )


def _expected(row: dict, overtakes: float | None) -> Expected:
    waits = {name: float(row[name]) for name in ("W_prio", "W_norm")}
    for name, wait in waits.items():
        if not 0 <= wait < math.inf:  # nan as well: it would be called missed without a reason
            raise ValueError(f"{name} is not a wait: {wait}")
    return Expected(waits["W_prio"], waits["W_norm"], overtakes)


READERS = {"head_start": _read_head_start, "apq": _read_accumulating}
