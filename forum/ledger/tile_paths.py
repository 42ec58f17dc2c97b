"""The addresses of tiles and bundles, as c2sp.org/tlog-tiles writes them; pure."""

import re
from collections.abc import Iterator

WIDTH = 256  # hashes in a full tile
LEVELS = 64

_NUMBER = re.compile(r"(?:x[0-9]{3}/){0,6}[0-9]{3}")
_PARTIAL = re.compile(r"([^.]*)\.p/([1-9][0-9]{0,2})")


def address(number: int, width: int = WIDTH) -> str:
    """`x001/x234/067`, with `.p/<width>` after it where the tile is not full."""
    digits = f"{number:03}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    path = "/".join([f"x{one}" for one in groups[:-1]] + groups[-1:])
    return path if width == WIDTH else f"{path}.p/{width}"


def parsed(path: str) -> tuple[int, int]:
    """(number, width) of such an address; ValueError for one that no tile can have."""
    width = WIDTH
    if partial := _PARTIAL.fullmatch(path):
        path, width = partial[1], int(partial[2])
        if width >= WIDTH:
            raise ValueError("a partial tile is 1 to 255 wide")
    if not _NUMBER.fullmatch(path):
        raise ValueError("a number of a tile is written in groups of three digits")
    number = int(path.replace("x", "").replace("/", ""))
    if address(number) != path:
        raise ValueError("a number of a tile has no group of zeros in front")
    return number, width


def parsed_level(text: str) -> int:
    """A level from 0 to 63, without zeros in front; ValueError otherwise."""
    if not re.fullmatch(r"0|[1-9][0-9]?", text) or int(text) >= LEVELS:
        raise ValueError("a level is a number from 0 to 63")
    return int(text)


def tiles_of(size: int) -> Iterator[tuple[int, int, int]]:
    """(level, number, width) of every tile of a tree of `size` entries, full ones and partial."""
    level, hashes = 0, size
    while hashes:
        full, rest = divmod(hashes, WIDTH)
        yield from ((level, number, WIDTH) for number in range(full))
        if rest:
            yield level, full, rest
        level, hashes = level + 1, full
