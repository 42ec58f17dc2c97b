"""`flask search …`: makes the index anew or says where it differs; refuses to repair in silence."""

import sys
from itertools import chain

import click
from flask.cli import AppGroup
from tqdm import tqdm

from forum.cases import publishing, queries
from forum.commands.readiness import require_database
from forum.knowledge import article_search
from forum.search import index

search = AppGroup("search", help="The index that people search in.")


@search.command("rebuild")
def rebuild():
    """Make the search index anew from the database; the forum may go on serving."""
    require_database()
    total = sum(queries.counts_by_status().values())
    quiet = not sys.stderr.isatty()
    with tqdm(total=total, unit="case", file=sys.stderr, disable=quiet) as bar:
        number = index.rebuild(_public_documents(), lambda done: bar.update(done - bar.n))
    click.echo(f"{number} cases and help articles are in the search index.")


@search.command("check")
def check():
    """Compare the search index with the database; exit with 1 and a list when they differ."""
    require_database()
    differences = index.check(_public_documents())
    for difference in differences:
        click.echo(difference)
    if differences:
        raise click.ClickException(
            f"{len(differences)} differences. If the worker runs and they stay, put it right "
            "with: flask --app wsgi search rebuild"
        )
    click.echo("The search index equals the database.")


def _public_documents():
    """All that the search should know: cases, then help articles."""
    return chain(publishing.public_documents(), article_search.public_documents())
