"""`flask queue …`: replays the past, rehearses one, and measures the fair order."""

import sys

import click
from click.core import ParameterSource
from flask.cli import AppGroup
from tqdm import tqdm

from forum.commands import queue_rows, queue_table
from forum.commands.queue_rehearse import rehearse
from forum.commands.queue_replay import replay
from forum.queue import simulation, traffic
from forum.queue.estimates import FEWEST

MOST_REPLICATIONS = 10_000
ROW_OPTIONS = ("servers", "rate_prio", "rate_normal", "service_rate", "head_start", "law")

queue = AppGroup("queue", help="The fair queue: who is next and why.")
queue.add_command(replay)
queue.add_command(rehearse)


def _rates_of_the_row(command):
    options = (
        click.option("--servers", type=int, default=1, show_default=True,
                     help="How many staff serve the lane."),
        click.option("--rate-prio", type=float, default=0.2, show_default=True,
                     help="Cases with a head start that come per unit of time."),
        click.option("--rate-normal", type=float, default=0.6, show_default=True,
                     help="Cases without one."),
        click.option("--service-rate", type=float, default=1.0, show_default=True,
                     help="Cases that one of the staff serves per unit of time."),
        click.option("--head-start", type=float, default=2.0, show_default=True,
                     help="In units of time; inf is before all others."),
        click.option("--law", type=click.Choice(traffic.LAWS), default=traffic.LAWS[0],
                     show_default=True, help="How long serving lasts: by chance, or always alike."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


@queue.command("simulate", with_appcontext=False)
@_rates_of_the_row
@click.option(
    "--replications",
    type=click.IntRange(FEWEST, MOST_REPLICATIONS),
    default=20,
    show_default=True,
    help="Independent runs; the intervals come from their spread.",
)
@click.option(
    "--cases",
    default=50_000,
    show_default=True,
    help="Cases in each of them.",
    type=click.IntRange(simulation.FEWEST_CASES, simulation.MOST_CASES),
)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="The same seed gives the same table.",
)
@click.option(
    "--fixtures",
    type=click.Path(exists=True, dir_okay=False, path_type=queue_rows.Path),
    help="Run every row of this JSON file and compare, instead of the row above.",
)
@click.pass_context
def simulate(context, replications, cases, seed, fixtures, **row):
    """Serve generated arrivals by the forum's own order and compare with what theory expects."""
    rows = _rows_of(context, fixtures, row)
    click.echo(queue_table.HEADING)
    missed = 0
    hidden = not sys.stderr.isatty()
    with tqdm(total=len(rows) * replications, unit="run", file=sys.stderr, disable=hidden) as bar:
        for number, one in enumerate(rows, start=1):
            plan = simulation.Plan(one.traffic, one.choice, replications, cases, (seed, number))
            result = _run(plan, bar.update)
            bar.write(queue_table.line(one, result), file=sys.stdout)
            missed += not one.is_met(result)
    click.echo(queue_table.EXPLANATION)
    if missed:
        raise click.ClickException(
            f"{missed} of {len(rows)} rows were missed. With more --cases or another --seed, "
            "chance would differ; if the row is missed again, it or the order is wrong."
        )


def _rows_of(context, fixtures, row: dict) -> list[queue_rows.Row]:
    """The rows of the file, or the one that the options describe."""
    if not fixtures:
        head_start = row.pop("head_start")
        try:
            return [queue_rows.row_with_head_start(traffic.Traffic(**row), head_start)]
        except traffic.Impossible as reason:
            raise click.ClickException(str(reason)) from reason
    for name in ROW_OPTIONS:
        if context.get_parameter_source(name) is not ParameterSource.DEFAULT:
            option = name.replace("_", "-")
            raise click.UsageError(f"--{option} describes a row, and --fixtures brings its own.")
    try:
        return queue_rows.read_rows(fixtures)
    except queue_rows.Unreadable as reason:
        raise click.ClickException(str(reason)) from reason


def _run(plan: simulation.Plan, on_step) -> simulation.Result:
    try:
        return simulation.run(plan, on_step)
    except traffic.Impossible as reason:
        raise click.ClickException(str(reason)) from reason
