"""What an engine answers: keys with scores, nothing to show yet."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Found:
    """The best matches as (key, score), best first; how many match in all; which terms exist."""

    ranked: list[tuple[int, float]] = field(default_factory=list)
    total: int = 0
    known: frozenset[str] = frozenset()
