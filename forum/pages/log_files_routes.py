"""The public files of the record under /log/…, the same for everybody; changes nothing.

What can never change may be kept for a year, all else is asked for anew and answered with 304. The
addresses are those of C2SP tlog-tiles and of the folder that `log export` writes.
"""

import re

from flask import Blueprint, Response, current_app, request, stream_with_context

from forum.core.errors import NotFound, Problem
from forum.core.i18n import _
from forum.ledger import months, tile_paths, tiles
from forum.ledger.tiles import Sealed
from forum.pages import log_figures, log_files, log_search

blueprint = Blueprint("log_files", __name__)

TEXT, JSON = "text/plain; charset=utf-8", "application/json"
LINES, BYTES = "application/jsonl; charset=utf-8", "application/octet-stream"
FOREVER = 365 * 24 * 3600  # seconds


@blueprint.get("/log/checkpoint")
def checkpoint():
    return _changing(_sealed().note, TEXT)


@blueprint.get("/log/keys")
def keys():
    _sealed()
    return _changing(log_files.keys(), TEXT)


@blueprint.get("/log/rotations")
def rotations():
    return _changing(log_files.rotations(), TEXT)


@blueprint.get("/log/index.json")
def index():
    return _changing(log_files.as_json(log_files.index(_sealed())), JSON)


@blueprint.get("/log/rulebooks.json")
def rulebooks():
    return _changing(log_files.as_json(log_files.rulebooks()), JSON)


@blueprint.get("/log/fairness.json")
def fairness():
    return _changing(log_files.as_json(log_figures.figures()), JSON)


@blueprint.get("/log/LICENSE")
def license_of_the_data():
    return _changing(log_files.LICENSE, TEXT)


@blueprint.get("/log/verify.py")
def checker():
    return _changing(log_files.checker(), "text/x-python; charset=utf-8")


@blueprint.get("/log/tile/<level>/<path:address>")
def tile(level, address):
    try:
        height = tile_paths.parsed_level(level)
        number, width = tile_paths.parsed(address)
        return _unchanging(tiles.tile(height, number, width), is_full=width == tile_paths.WIDTH)
    except ValueError as error:
        raise _impossible() from error
    except LookupError as error:
        raise _not_yet() from error


@blueprint.get("/log/tile/entries/<path:address>")
def bundle(address):
    try:
        number, width = tile_paths.parsed(address)
        return _unchanging(tiles.bundle(number, width), is_full=width == tile_paths.WIDTH)
    except ValueError as error:
        raise _impossible() from error
    except LookupError as error:
        raise _not_yet() from error


@blueprint.get("/log/<month>.jsonl")
def month(month):
    """`?size=N` gives the file as it was under that checkpoint, for whoever reads several."""
    size = _size_asked_for(_sealed())
    last = months.last_of(month, size) if log_search.is_month(month) else None
    if last is None:
        raise NotFound(_("The public record has no sealed entry of such a month."))
    etag = f"{month}-{last}-{months.leaf_of(last)[:16]}"
    if request.if_none_match.contains_weak(etag):
        response = Response(status=304)
    else:
        lines = log_files.month_lines(month, size)
        response = Response(stream_with_context(lines), mimetype=None, content_type=LINES)
    response.set_etag(etag)
    response.cache_control.no_cache = True  # not `public`: such a page would be kept in memory
    return response


def _sealed() -> Sealed:
    newest = tiles.checkpoint_now()
    if newest is None:
        raise NotFound(_("The public record has no signed checkpoint yet. Try again in a minute."))
    return newest


def _size_asked_for(newest: Sealed) -> int:
    given = request.args.get("size")
    if given is None:
        return newest.size
    if not re.fullmatch(r"[1-9][0-9]{0,9}", given):
        raise Problem(_("A size is a whole number from 1."), "size")
    if int(given) > newest.size:
        raise NotFound(_("No checkpoint covers so many entries yet."))
    return int(given)


def _changing(body: str | bytes, kind: str) -> Response:
    response = Response(body, content_type=kind)
    response.cache_control.public = True
    response.cache_control.no_cache = True
    response.add_etag()
    response.make_conditional(request)
    response.headers.pop("Date", None)  # the server's own; this one would be kept with the page
    return response


def _unchanging(body: bytes, *, is_full: bool) -> Response:
    """On a developer's machine a new log begins at the same address whenever the data are new."""
    response = Response(body, content_type=BYTES)
    response.cache_control.public = True
    if current_app.config["MODE"] != "production":
        response.cache_control.max_age = 0
    elif is_full:
        response.cache_control.max_age = FOREVER
        response.cache_control.immutable = True
    else:
        response.cache_control.max_age = 3600
    response.add_etag()
    response.make_conditional(request)
    return response


def _impossible() -> Problem:
    return Problem(
        _(
            "There can be no such tile. Its address is a level from 0 to 63 or “entries”, a number "
            "in groups of three digits such as x001/234, and .p/1 to .p/255 where it is not full."
        )
    )


def _not_yet() -> NotFound:
    return NotFound(_("There is no such tile under the newest checkpoint."))
