"""A month of cases as a queue with working hours serves them: what all had alike, and chance.

Cases come by day and hour in several lanes, some with a head start; staff take the next by the
forum's own order from 8 to 18 on weekdays. Who a case comes from has no part in it.
"""

from datetime import UTC, datetime, timedelta

import numpy as np

from forum.fairness.groups import Answered
from forum.queue.lines import HeadStartLine
from forum.queue.simulation import serve

FIRST = datetime(2026, 6, 1, tzinfo=UTC)  # a Monday
DAYS, OPENS, CLOSES = 30, 8, 18
LANES = {"contracts": 200, "fixed": 500, "mobile": 300}  # cases of the month
LOAD = 0.95
HEAD_START = 24 * 3600  # seconds, of every tenth case
NIGHT = (24 - CLOSES + OPENS) * 3600


def month(seed: int) -> list[Answered]:
    """A thousand answered cases; half of them in each language, whoever came when."""
    chance = np.random.default_rng(seed)
    found = []
    for lane, number in LANES.items():
        arrivals, waits = _lane(chance, number)
        found += [(lane, at, wait) for at, wait in zip(arrivals, waits, strict=True)]
    languages = chance.permutation(["de", "en"] * (len(found) // 2))
    channels = chance.choice(["web", "mail", "import"], len(found), p=[0.6, 0.35, 0.05])
    accounts = chance.choice(["new", "old"], len(found), p=[0.2, 0.8])
    contracts = chance.choice(["private", "business"], len(found), p=[0.85, 0.15])
    traits = zip(languages, channels, accounts, contracts, strict=True)
    return [
        Answered(
            lane,
            FIRST + timedelta(seconds=int(at)),
            int(wait),
            {
                "language": str(language),
                "channel": str(channel),
                "account": str(account),
                "contract": str(contract),
            },
        )
        for (lane, at, wait), (language, channel, account, contract) in zip(
            found, traits, strict=True
        )
    ]


def _lane(chance: np.random.Generator, number: int) -> tuple[np.ndarray, np.ndarray]:
    """Arrivals and waits in seconds. The desk's time runs only while it is open."""
    weights = np.array([1.0 if day % 7 < 5 else 0.4 for day in range(DAYS)])
    days = chance.choice(DAYS, number, p=weights / weights.sum())
    hours = np.clip(chance.normal(14, 4.5, number), 0, 23.99)
    arrivals = np.sort((days * 24 + hours) * 3600).astype(np.int64)
    order = np.argsort(at_desk := _desk_time(arrivals), kind="stable")
    mean = LOAD * _desk_time(np.array([DAYS * 86400]))[0] / number
    service = np.rint(chance.exponential(mean, number)).astype(np.int64) + 1
    ahead = np.where(chance.random(number) < 0.1, HEAD_START, 0)
    line = HeadStartLine(arrivals[order].tolist(), ahead[order].tolist())
    served, starts = serve(at_desk[order].tolist(), service.tolist(), line, 1)
    ends = np.empty(number, np.int64)
    ends[served] = np.array(starts) + service
    return arrivals[order], _clock_time(ends) - arrivals[order]


def _desk_time(at: np.ndarray) -> np.ndarray:
    """How long the desk has been open by then."""
    day, within = np.divmod(at, 86400)
    week, weekday = np.divmod(day, 7)
    length = (CLOSES - OPENS) * 3600
    whole = (week * 5 + np.minimum(weekday, 5)) * length
    today = np.clip(within - OPENS * 3600, 0, length)
    return whole + np.where(weekday < 5, today, 0)


def _clock_time(desk: np.ndarray) -> np.ndarray:
    """When the desk has been open for so long."""
    length = (CLOSES - OPENS) * 3600
    days, within = np.divmod(desk, length)
    week, weekday = np.divmod(days, 5)
    return (week * 7 + weekday) * 86400 + OPENS * 3600 + within
