"""How a report becomes JSON in its row, and a report again; pure."""

import json
from dataclasses import asdict
from datetime import datetime

from forum.fairness.values import (
    Bin,
    Distribution,
    GroupRow,
    Headline,
    Report,
    RuleRow,
    Served,
    Waits,
)

APART = ("month", "lane", "headline", "size", "at")  # columns of their own, or of the whole count


def headline_text(headline: Headline) -> str:
    """The headline figures as JSON."""
    return json.dumps(headline.as_dict())


def headline_from(text: str) -> Headline:
    """The headline figures again; one that was not counted yet then has its empty value."""
    return Headline(**json.loads(text))


def content_text(report: Report) -> str:
    """All but the headline as JSON."""
    told = {name: value for name, value in asdict(report).items() if name not in APART}
    return json.dumps(told, default=datetime.isoformat)


def report_from(
    content: str, *, month: str, lane: str, headline: Headline, size: int, at: datetime
) -> Report:
    """The whole report again."""
    told = json.loads(content)
    return Report(
        month=month,
        lane=lane,
        headline=headline,
        answer=Waits(**told["answer"]),
        solution=Waits(**told["solution"]),
        rules=tuple(_rule(one) for one in told["rules"]),
        groups=tuple(GroupRow(**one | {"joined": tuple(one["joined"])}) for one in told["groups"]),
        looks=told["looks"],
        distributions=tuple(
            Distribution(one["matter"], tuple(Bin(**each) for each in one["bins"]))
            for one in told["distributions"]
        ),
        served=tuple(_served(one) for one in told["served"]),
        promises=told["promises"],
        size=size,
        at=at,
    )


def _rule(told: dict) -> RuleRow:
    return RuleRow(**told | {name: Waits(**told[name]) for name in ("answer", "solution")})


def _served(told: dict) -> Served:
    moments = ("waiting_since", "taken_at", "fcfs_at")
    return Served(**told | {name: datetime.fromisoformat(told[name]) for name in moments})
