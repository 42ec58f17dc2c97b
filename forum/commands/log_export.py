"""`flask log export DIR`: the whole public record as files, cut at one checkpoint."""

import sys
from collections.abc import Callable
from pathlib import Path

import click
from flask.cli import with_appcontext
from tqdm import tqdm

from forum.commands.log_folder import Folder
from forum.commands.readiness import require_database
from forum.core.db import db, one_view
from forum.ledger import tile_paths, tiles
from forum.ledger.tiles import Sealed
from forum.pages import log_figures, log_files, verify_page

# Every file beside tiles, months and the checkpoint: name → what it holds under a checkpoint.
FILES: dict[str, Callable[[Sealed], str | bytes]] = {
    "rulebooks.json": lambda sealed: log_files.as_json(log_files.rulebooks()),
    "verify.html": lambda sealed: verify_page.alone(),
    "fairness.json": lambda sealed: log_files.as_json(log_figures.figures()),
    "verify.py": lambda sealed: log_files.checker(),
    "keys": lambda sealed: log_files.keys(),
    "rotations": lambda sealed: log_files.rotations(),
}


@click.command("export")
@with_appcontext
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def export(folder):
    """Write the whole public record into DIR: what /log/… serves, under the same names."""
    require_database()
    try:
        sealed = write(Folder(folder, log_files.LICENSE))
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or folder}: {error.strerror}. Name a folder that you may write to, "
            "on a disk with room; what an earlier export has written there can still be read."
        ) from error
    except LookupError as error:
        raise click.ClickException(
            f"The sealed record is not whole: {error}. `flask doctor` says more."
        ) from error
    click.echo(f"{sealed.size} entries, root {sealed.signed_root}: {folder}")
    click.echo(f"Check it: python {folder / 'verify.py'} {folder}")


def write(folder: Folder) -> Sealed:
    """Write it all; the files that change take their new state together, the checkpoint last."""
    with one_view():
        sealed = tiles.checkpoint_now()
        if sealed is None:
            raise click.ClickException(
                "There is no signed checkpoint yet. Run `flask log seal`, then export again."
            )
        index = log_files.index(sealed)
        small = {name: make(sealed) for name, make in FILES.items()}
    folder.open()
    total = sealed.size * 2  # each entry once in the bundles, once in its month
    hidden = not sys.stderr.isatty()
    with tqdm(total=total, unit="entry", file=sys.stderr, disable=hidden) as bar:
        _write_tiles(folder, sealed.size, bar.update)
        for one in index["months"]:
            lines = log_files.month_lines(one["month"], sealed.size)
            folder.hold(f"{one['month']}.jsonl", lines)
            bar.update(one["entries"])
    for name, content in {**small, "index.json": log_files.as_json(index)}.items():
        folder.hold(name, [content.encode() if isinstance(content, str) else content])
    folder.hold("checkpoint", [sealed.note.encode()])
    folder.show()
    folder.tidy("tile")
    return sealed


def _write_tiles(folder: Folder, size: int, progress: Callable[[int], object]) -> None:
    """Tiles never change, so they may be seen before the checkpoint that they lead to."""
    for level, number, width in tile_paths.tiles_of(size):
        address = tile_paths.address(number, width)
        folder.put(f"tile/{level}/{address}", tiles.tile(level, number, width))
        if level == 0:
            folder.put(f"tile/entries/{address}", tiles.bundle(number, width))
            progress(width)
        db.session.rollback()  # nothing is held from others meanwhile
