"""`flask promises replay`: counts every promised time again from the record; changes nothing."""

import click
from flask.cli import AppGroup

from forum.commands.readiness import require_database
from forum.core.db import one_view
from forum.ledger.queries import plain_entries
from forum.promises import queries
from forum.promises.replay import replay as replayed

SHOWN = 20  # differences; the number is always told in full

promises = AppGroup("promises", help="The promised times of cases.")


@promises.command("replay")
def replay():
    """Count every clock, promise and breach again from the record alone, and compare."""
    require_database()
    with one_view():
        outcome = replayed(plain_entries(), queries.all_deadlines())
    counted = outcome.counted
    states = ", ".join(f"{state} {number}" for state, number in counted.items())
    click.echo(f"{sum(counted.values())} promises counted from the record: {states}")
    for sentence in outcome.differences[:SHOWN]:
        click.echo(sentence, err=True)
    if outcome.differences:
        raise click.ClickException(
            f"{len(outcome.differences)} differences between the record and what is stored."
        )
