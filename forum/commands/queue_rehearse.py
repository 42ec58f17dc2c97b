"""`flask queue rehearse`: a file of complaints let happen again in an empty forum."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from flask.cli import with_appcontext
from tqdm import tqdm

from forum.commands.readiness import require_database
from forum.commands.rehearsal import Rehearsal, in_order, is_empty
from forum.core import clock
from forum.core.house_time import HOUSE_TIME
from forum.intake import threads_file

FAR = datetime(9000, 1, 1, tzinfo=UTC)


@click.command("rehearse")
@with_appcontext
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--agents",
    type=click.IntRange(1, 500),
    default=8,
    show_default=True,
    help="How many staff take the next case, each day from 8:00 to 18:00.",
)
@click.option("--category", default="internet", show_default=True, help="Of all the cases.")
@click.option("--from", "begin", type=click.DateTime(), help="Leave out what came before.")
@click.option("--until", type=click.DateTime(), help="Stop at this moment, with who waits then.")
def rehearse(file, agents, category, begin, until):
    """Let the complaints of FILE (as for `import cases`) come again, and agents serve them.

    Through the verbs of the living queue under the rulebook in force; only in an empty forum.
    Facts that the file does not hold are drawn by a chance that is the same in every run.
    """
    require_database()
    if not is_empty():
        raise click.ClickException(
            "This forum has cases. Rehearse in an empty one: set DATA_DIR (and DATABASE_URL) to "
            "another place and run flask --app wsgi db upgrade there."
        )
    with file.open("rb") as lines:
        threads = in_order(list(threads_file.read_threads(lines, HOUSE_TIME)))
    if begin:
        threads = [one for one in threads if one.messages[0].at >= _aware(begin)]
    end = _aware(until) if until else FAR
    threads = [one for one in threads if one.messages[0].at <= end]
    if not threads:
        raise click.ClickException("The file holds no complaint in this time.")
    run = Rehearsal(threads, agents=agents, category=category, until=_end(threads, until))
    hidden = not sys.stderr.isatty()
    try:
        with tqdm(total=len(threads), unit="case", file=sys.stderr, disable=hidden) as bar:
            run.run(bar.update)
    finally:
        clock.freeze(None)
    for name, number in sorted(run.counted.items()):
        click.echo(f"{name + ':':<22} {number}")
    click.echo("Now: flask --app wsgi queue replay")


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=HOUSE_TIME).astimezone(UTC)


def _end(threads, until: datetime | None) -> datetime:
    return _aware(until) if until else threads[-1].messages[0].at + timedelta(days=30)
