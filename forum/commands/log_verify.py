"""`flask log verify`: runs the checker of the outsiders, on a folder or on the living database."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from forum.commands.readiness import require_database
from forum.core.db import one_view
from forum.ledger import inspection
from forum.verifier import verify


@click.command("verify")
@with_appcontext
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.option("--key", multiple=True, metavar="VKEY", help="A public key that you trust.")
@click.option("--since", multiple=True, metavar="FILE", help="A checkpoint that was kept earlier.")
@click.option("--json", "is_json", is_flag=True, help="Print the result as JSON.")
def verify_log(folder, key, since, is_json):
    """Check the sealed record: all of the database, or an export in DIR. Changes nothing.

    Ends with 0 when all is right, with 1 when something is not, with 2 when it cannot be read.
    """
    if folder is None and (key or since):
        raise click.UsageError("--key and --since are for a folder: name DIR.")
    try:
        report = _of_folder(folder, key, since) if folder else _of_database()
    except (verify.Unreadable, ValueError) as error:
        click.echo(f"could not be read: {error}", err=True)
        sys.exit(2)
    click.echo(verify.as_json(report) if is_json else verify.as_text(report))
    sys.exit(1 if report.findings else 0)


def _of_folder(folder, key, since):
    source = verify.Folder(str(folder))
    return verify.check(source, keys=key, kept=verify.kept_files(since))


def _of_database():
    require_database()
    with one_view():
        return inspection.inspect()
