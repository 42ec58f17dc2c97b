"""`flask log …`: what an operator does with the sealed record; refuses rules of its own."""

import sys

import click
from flask.cli import AppGroup
from tqdm import tqdm

from forum.commands.readiness import require_database
from forum.ledger import extension, keys, rotation, sealing, tiles
from forum.ledger.note import SignerKey, Unreadable, VerifierKey
from forum.ledger.refusal import SealingRefused

log = AppGroup("log", help="The sealed record.")


@log.command("seal")
def seal():
    """Number all entries that wait and sign a checkpoint now."""
    require_database()
    hidden = not sys.stderr.isatty()
    with tqdm(total=sealing.waiting(), unit="entry", file=sys.stderr, disable=hidden) as bar:
        try:
            numbered = sealing.seal(progress=bar.update)
            extension.check()  # also when there was nothing to do
        except SealingRefused as refused:
            raise click.ClickException(str(refused)) from refused
    newest = tiles.checkpoint_now()
    if newest is None:
        click.echo("The record is empty; there is nothing to sign.")
        return
    click.echo(f"{numbered} entries numbered. Signed: {newest.size} entries of {newest.origin}.")
    click.echo(newest.note, nl=False)


@log.command("rotate")
@click.option(
    "--old-is-lost", is_flag=True, help="The new key signs alone; readers have to be told."
)
def rotate(old_is_lost: bool):
    """Let a new signing key follow the present one; both sign the next checkpoint."""
    require_database()
    try:
        old, new = rotation.rotate(is_old_lost=old_is_lost)
    except SealingRefused as refused:
        raise click.ClickException(str(refused)) from refused
    signed = "is lost" if old_is_lost else "has signed for the last time"
    click.echo(f"The key {_short(old)} {signed}; from now on the record is signed by:")
    click.echo(new.text)


@log.command("new-key")
@click.option("--name", help="Of the key; without it the name of the log.")
def new_key(name: str | None):
    """Print a fresh secret key for the setting LOG_KEY; keeps it nowhere."""
    try:
        click.echo(SignerKey.fresh(name or keys.log_origin()).text)
    except Unreadable as error:
        raise click.ClickException(f"There can be no such key: {error}.") from error


def _short(key: VerifierKey) -> str:
    return f"{key.name}+{key.id.hex()}"
