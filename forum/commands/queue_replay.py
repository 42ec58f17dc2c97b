"""`flask queue replay`: recomputes every place from the public record; changes nothing."""

from collections import Counter
from datetime import timedelta

import click
from flask.cli import with_appcontext

from forum.commands.readiness import require_database
from forum.core.db import one_view
from forum.queue import reading
from forum.queue.replay import Replay
from forum.queue.replay_values import Overtaking

SHOWN = 20  # findings; the number is always told in full


@click.command("replay")
@with_appcontext
@click.option("--list", "is_listed", is_flag=True, help="Name every overtaking and its reason.")
def replay(is_listed):
    """Recompute every place from rulebooks and record alone, and compare with the stored ones."""
    require_database()
    with one_view():
        past = reading.replayed()
        differences = reading.differences(past)
        waiting = {lane: len(keys) for lane, keys in past.places().items()}
    if is_listed:
        for one in past.overtakings:
            click.echo(_line(one))
    click.echo(summary(past, waiting))
    doubts = [f"entry {one.entry_id}: {one.sentence}" for one in past.findings] + differences
    for sentence in doubts[:SHOWN]:
        click.echo(sentence, err=True)
    if past.unexplained or doubts:
        raise click.ClickException(
            f"{past.unexplained} unexplained overtakings, {len(past.findings)} entries that do "
            f"not follow, {len(differences)} stored places that differ."
        )


def summary(past: Replay, waiting: dict[str, int]) -> str:
    """The whole replay in a few lines."""
    reasons = Counter(reason for one in past.overtakings for reason in one.reasons)
    told = ", ".join(f"{reason} {times}" for reason, times in sorted(reasons.items()))
    gaps = [one.largest_gap for one in past.overtakings if "out_of_turn" not in one.reasons]
    lines = (
        ("rulebooks", len(past.rulebooks)),
        ("served", f"{sum(past.services.values())} ({_counts(past.services)})"),
        ("waiting", f"{sum(waiting.values())} ({_counts(waiting)})"),
        ("overtakings", f"{len(past.overtakings)} ({told or 'none'})"),
        ("largest gap", f"{_span(max(gaps, default=timedelta(0)))}, out of turn apart"),
        ("unexplained", past.unexplained),
    )
    return "\n".join(f"{name + ':':<13} {value}" for name, value in lines)


def _line(one: Overtaking) -> str:
    named = ", ".join(map(str, one.overtaken))
    more = f" and {one.cases - len(one.overtaken)} more" if one.cases > len(one.overtaken) else ""
    why = ", ".join(one.reasons) or "UNEXPLAINED"
    return f"{one.at:%Y-%m-%d %H:%M} {one.lane}: case {one.number} before {named}{more} ({why})"


def _counts(counted) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(counted.items())) or "none"


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    return f"{minutes // 60} h {minutes % 60} min"
