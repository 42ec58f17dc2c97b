"""`flask import …`: files of other systems; says of each bad line why, and imports the others."""

import re
import sys
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from flask.cli import AppGroup
from tqdm import tqdm

from forum.cases import queries
from forum.cases.promise_actions import MINUTES_AT_MOST
from forum.cases.states import KINDS
from forum.commands.import_run import Import, Tally
from forum.commands.readiness import require_database
from forum.core.house_time import HOUSE_TIME
from forum.intake import tables, threads_file
from forum.intake.columns import FIELDS
from forum.intake.threads import Unreadable

SOURCE = re.compile(r"[A-Za-z0-9_.-]{1,40}")
SPAN = re.compile(r"([1-9]\d{0,5})([dhm])")
UNITS = {"d": 24 * 60, "h": 60, "m": 1}  # minutes
UNFIT = re.compile(r"[^A-Za-z0-9_.-]+")  # what a source cannot hold

import_ = AppGroup("import", help="Bring in cases from files of other systems.")


def _zone(_context, _parameter, name: str | None):
    try:
        return ZoneInfo(name) if name else HOUSE_TIME
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise click.BadParameter("write it like Europe/Berlin or America/New_York") from error


def _source(_context, _parameter, name: str | None) -> str | None:
    if name is not None and not SOURCE.fullmatch(name):
        raise click.BadParameter("letters, digits, _ . and - only, at most 40 of them")
    return name


def _chosen(_context, _parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    chosen = dict(pair.partition("=")[::2] for pair in pairs)
    if unknown := [field for field in chosen if field not in FIELDS or not chosen[field]]:
        raise click.BadParameter(f"{unknown[0]!r} is none of: {', '.join(FIELDS)}")
    return chosen


def _within(_context, _parameter, span: str | None) -> int | None:
    """`30d`, `8h` or `90m` in minutes."""
    if span is None:
        return None
    found = SPAN.fullmatch(span)
    minutes = int(found[1]) * UNITS[found[2]] if found else 0
    if not 0 < minutes <= MINUTES_AT_MOST:
        raise click.BadParameter("write it like 30d, 8h or 90m, at most a year")
    return minutes


def _shared_options(command):
    options = (
        click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        click.option("--source", callback=_source,
                     help="Name of the former system: its ticket numbers are told apart by it. "
                     "Else the name of the file; say it when several files come from one system."),
        click.option("--category", default="internet", show_default=True,
                     help="Slug of the category for cases that name none of ours."),
        click.option("--kind", type=click.Choice(KINDS), default="fault", show_default=True),
        click.option("--timezone", "zone", callback=_zone,
                     help="Of times that name none; else the house's, so that pages show the "
                     "times that stand in the file."),
        click.option("--answer-within", callback=_within, metavar="TIME",
                     help="A first answer was promised to each case within 30d, 8h or 90m of its "
                     "own first message, round the clock. Else nothing was promised."),
        click.option("--solved-within", callback=_within, metavar="TIME",
                     help="The same for a solution; the customer's turns do not count."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@import_.command("cases")
@_shared_options
def import_cases(file, zone, **options):
    """Bring in whole threads with times and status from FILE, one JSON object in each line."""
    require_database()
    with file.open("rb") as lines:
        found = list(threads_file.read_threads(lines, zone))
    _bring_in(found, file, **options)


@import_.command("csv")
@_shared_options
@click.option("--column", "chosen", multiple=True, metavar="FIELD=NAME", callback=_chosen,
              help=f"Take a field from this column; fields: {', '.join(FIELDS)}.")  # fmt: skip
def import_csv(file, zone, chosen, **options):
    """Bring in one case from each row of the table FILE; columns are found by their names."""
    require_database()
    try:
        table = tables.open_table(file.read_bytes(), chosen)
    except Unreadable as reason:
        raise click.ClickException(str(reason)) from reason
    header = ", ".join(f"{field}" for field in table.columns.places)
    _say(f"Columns found for: {header}.")
    if table.columns.ignored:
        _say(f"Columns ignored: {', '.join(table.columns.ignored)}.")
    if table.dates:
        _say(f"Dates: {table.dates.in_words}.")
    found = list(tables.read_table(table, zone))
    _bring_in(found, file, **options)


def _named_after(file: Path) -> str:
    """One name for two systems would take the tickets of the second for those of the first."""
    name = UNFIT.sub("-", file.stem)[:40]
    _say(f"Source: {name}, after the file; its cases are known by it. Another: --source NAME.")
    return name


def _bring_in(found: list, file: Path, *, source, category, kind, **within) -> None:
    """Import what was read, with a progress bar; exits with 1 when any line was bad."""
    source = source or _named_after(file)
    slugs = [one.slug for one in queries.categories()]
    if category not in slugs:
        raise click.ClickException(
            f"There is no category {category!r}; choose with --category one of: {', '.join(slugs)}"
        )
    promised = _promised(**within)
    run = Import(source=source, category=category, kind=kind, promised=promised)
    with tqdm(total=len(found), unit="case", file=sys.stderr, disable=_is_quiet()) as bar:
        tally = run.bring_in(found, on_step=bar.update)
    _report(tally)


def _promised(*, answer_within: int | None, solved_within: int | None) -> tuple:
    told = (("answer", answer_within), ("solution", solved_within))
    return tuple((matter, minutes, "always") for matter, minutes in told if minutes)


def _report(tally: Tally) -> None:
    for bad in tally.bad:
        _say(f"line {bad.line}: not brought in, because {bad.reason}")
    for word, count in sorted(tally.unknown_categories.items()):
        _say(f"category {word!r} is not known here; {count} cases went to the default one")
    click.echo(
        f"{tally.cases} cases with {tally.posts} posts were brought in; "
        f"{tally.known} were here already."
    )
    if tally.bad:
        raise click.ClickException(
            f"{len(tally.bad)} lines were not brought in; the reasons stand above. Correct them "
            "and run the command again: what is here already is not brought in twice."
        )


def _is_quiet() -> bool:
    return not sys.stderr.isatty()


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)
