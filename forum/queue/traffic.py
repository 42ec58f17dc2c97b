"""What comes to a lane and how fast it is served: the figures of a simulation, checked."""

import math
from dataclasses import dataclass

LAWS = ("exponential", "deterministic")
LOWEST_RATE = 0.001  # per unit of time: keeps long simulations within 64 bits of ticks
HIGHEST_RATE = 1_000  # per unit of time: keeps times of single cases far above one tick
MOST_SERVERS = 1_000


class Impossible(ValueError):
    """These figures make no queue that comes to rest; the message is a sentence for people."""


@dataclass(frozen=True)
class Traffic:
    """Two classes with Poisson arrivals, one law of service for both.

    Rates are per unit of time; `service_rate` is that of one server. Raises Impossible.
    """

    servers: int
    rate_prio: float
    rate_normal: float
    service_rate: float
    law: str = "exponential"

    def __post_init__(self):
        if self.law not in LAWS:
            raise Impossible(f"The law of service is one of: {', '.join(LAWS)}.")
        if not 1 <= self.servers <= MOST_SERVERS:
            raise Impossible(f"Servers are between 1 and {MOST_SERVERS}.")
        rates = (self.rate_prio, self.rate_normal, self.service_rate)
        if not all(LOWEST_RATE <= rate <= HIGHEST_RATE for rate in rates):  # nan is none of these
            raise Impossible(f"Rates are between {LOWEST_RATE} and {HIGHEST_RATE}.")
        if self.load >= 1:
            raise Impossible(
                f"More comes than can be served (load {self.load:.2f}): the queue never comes to "
                "rest. Raise the servers or the service rate, or lower the rates of arrival."
            )

    @property
    def rate(self) -> float:
        """Arrivals of both classes."""
        return self.rate_prio + self.rate_normal

    @property
    def capacity(self) -> float:
        """What all servers can do together, per unit of time."""
        return self.servers * self.service_rate

    @property
    def load(self) -> float:
        """The share of the servers' time that is taken."""
        return self.rate / self.capacity


def check_head_start(units: float) -> float:
    """A head start in units of time: 0 or more, `math.inf` for absolute priority."""
    if math.isnan(units) or units < 0:
        raise Impossible("A head start is 0 or more, or inf.")
    return units


def check_ratio(ratio: float) -> float:
    """How many times as fast a prioritised case gathers claim: 1 or more, and finite."""
    if not 1 <= ratio < math.inf:
        raise Impossible("A ratio of claims is 1 or more.")
    return ratio
