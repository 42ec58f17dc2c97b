"""`flask fairness renew`: counts the figures of the fairness report anew from the sealed record."""

import click
from flask.cli import AppGroup

from forum.commands.readiness import require_database
from forum.core.db import one_view, writing
from forum.fairness import actions

fairness = AppGroup("fairness", help="The figures of the fairness report.")


@fairness.command("renew")
def renew():
    """Count all figures from the sealed entries and the published rulebooks, and store them.

    The worker does the same by itself, at most every ten minutes.
    """
    require_database()
    with one_view():
        renewal = actions.count()
    if not renewal.size:
        raise click.ClickException(
            "Nothing is sealed yet, and only sealed entries are counted. Run: "
            "flask --app wsgi log seal"
        )
    with writing():
        changed = actions.store(renewal)
    seconds = renewal.milliseconds / 1000
    click.echo(f"{renewal.size} entries counted in {seconds:.1f} s: {len(renewal.rows)} reports")
    click.echo(f"changed: {changed}")
