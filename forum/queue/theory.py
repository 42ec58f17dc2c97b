"""Expected mean waits of both classes, where they are known in closed form; simulates nothing.

For a head start u the mean waits are W1 = W - rho2 I(u) and W2 = W + rho1 I(u), with W the wait of
first come first served and I(u) the integral from 0 to u of P(W2 under absolute priority > y). Why:
a normal case that arrives finds all work before it, as in first come first served, and until u
after its arrival every prioritised case that comes goes before it, as under absolute priority.
"""

import cmath
import math
from typing import NamedTuple

from forum.queue.traffic import Traffic

# J. Abate and W. Whitt, "Numerical inversion of Laplace transforms of probability distributions",
# ORSA Journal on Computing 7 (1995): the parameters of their algorithm EULER.
EULER_A, EULER_TERMS, EULER_AVERAGED = 18.4, 15, 11
BUSY_PERIOD_STEPS = 500  # each step shrinks the error by the prioritised load, which is below 1
BUSY_PERIOD_ERROR = 1e-15


class Expected(NamedTuple):
    """Mean waits in units of time, and how often a normal case is overtaken on average."""

    wait_prio: float
    wait_normal: float
    overtakes: float | None


def wait_of_all(traffic: Traffic) -> float | None:
    """The mean wait of first come first served, or None where no closed form is known.

    Erlang's C formula for exponential service, Pollaczek and Khinchine's for one server.
    """
    if traffic.law == "exponential":
        return _chance_to_wait(traffic) / (traffic.capacity - traffic.rate)
    if traffic.servers > 1:
        return None
    return traffic.load / (2 * traffic.service_rate * (1 - traffic.load))


def with_head_start(traffic: Traffic, head_start: float) -> Expected | None:
    """What is expected when one class has a head start, in units of time or `math.inf`."""
    wait = wait_of_all(traffic)
    if wait is None:
        return None
    overtaking = _overtaking_time(traffic, head_start)
    return Expected(
        wait_prio=wait - traffic.rate_normal / traffic.capacity * overtaking,
        wait_normal=wait + traffic.rate_prio / traffic.capacity * overtaking,
        overtakes=traffic.rate_prio * overtaking,
    )


def with_accumulating_priority(traffic: Traffic, ratio: float) -> Expected | None:
    """What is expected when one class gathers claim `ratio` times as fast (Kleinrock 1964)."""
    wait = wait_of_all(traffic)
    if wait is None:
        return None
    load_prio = traffic.rate_prio / traffic.capacity
    wait_normal = wait / (1 - load_prio * (1 - 1 / ratio))
    # Kleinrock's conservation law: no order changes the mean wait of all.
    wait_prio = (traffic.rate * wait - traffic.rate_normal * wait_normal) / traffic.rate_prio
    return Expected(wait_prio, wait_normal, None)


def _chance_to_wait(traffic: Traffic) -> float:
    """Erlang's C, by way of his B, which is found step by step without large numbers."""
    offered = traffic.rate / traffic.service_rate
    blocked = 1.0
    for servers in range(1, traffic.servers + 1):
        blocked = offered * blocked / (servers + offered * blocked)
    return blocked / (1 - traffic.load * (1 - blocked))


def _overtaking_time(traffic: Traffic, head_start: float) -> float:
    """I(u): for how long, on average, a normal case can be overtaken."""
    if head_start == 0:
        return 0.0
    if math.isinf(head_start):
        wait = wait_of_all(traffic)
        assert wait is not None  # who asks has asked for it before
        return wait / (1 - traffic.rate_prio / traffic.capacity)
    return _inverted(lambda s: (1 - _normal_wait(traffic, s)) / s**2, head_start)


def _normal_wait(traffic: Traffic, s: complex) -> complex:
    """Transform of a normal case's wait under absolute priority: a delay busy period."""
    rate_prio, rate = traffic.rate_prio, traffic.rate
    shifted = s + rate_prio * (1 - _busy_period(traffic, s))
    if traffic.law == "deterministic":
        served = cmath.exp(-shifted / traffic.service_rate)
        return (1 - traffic.load) * shifted / (shifted - rate * (1 - served))
    chance, spare = _chance_to_wait(traffic), traffic.capacity - rate
    return 1 - chance + chance * spare / (spare + shifted)


def _busy_period(traffic: Traffic, s: complex) -> complex:
    """Transform of the time that one case and the prioritised ones after it keep the lane busy."""
    found = 0j
    for _ in range(BUSY_PERIOD_STEPS):
        shifted = s + traffic.rate_prio * (1 - found)
        before = found
        if traffic.law == "deterministic":
            found = cmath.exp(-shifted / traffic.service_rate)
        else:
            found = traffic.capacity / (traffic.capacity + shifted)
        if abs(found - before) < BUSY_PERIOD_ERROR:
            break
    return found


def _inverted(transform, t: float) -> float:
    """The function with this Laplace transform at `t`, by Abate and Whitt's EULER."""
    total = (transform(complex(EULER_A / (2 * t), 0))).real / 2
    partial = []
    for k in range(1, EULER_TERMS + EULER_AVERAGED + 1):
        point = complex(EULER_A / (2 * t), k * math.pi / t)
        total += (-1) ** k * transform(point).real
        partial.append(total)
    ends = partial[EULER_TERMS - 1 :]
    averaged = sum(math.comb(EULER_AVERAGED, k) * end for k, end in enumerate(ends))
    return math.exp(EULER_A / 2) / t * averaged / 2**EULER_AVERAGED
