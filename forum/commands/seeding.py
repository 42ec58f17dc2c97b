"""`flask seed`: the invented town for trying out; refuses a forum that has cases."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from forum.commands.readiness import require_database
from forum.seed import town


@click.command("seed")
@with_appcontext
def seed():
    """Fill an empty forum with an invented town: people, cases and their stories."""
    require_database()
    if not town.is_empty():
        click.echo("There is something here already; nothing was added.")
        return
    may_sign_in = current_app.config["MODE"] == "development"
    number = town.build(may_sign_in=may_sign_in, progress=sys.stderr.isatty())
    click.echo(f"{number} cases were added.")
    if may_sign_in:
        click.echo(town.how_to_sign_in())
    else:
        click.echo("In production nobody of the sample town can sign in.")
