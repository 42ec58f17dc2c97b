"""Says whether a request may be sent on to an address; refuses all but paths of this site."""

import re
import unicodedata
from urllib.parse import unquote

TARGET_LIMIT = 2_000  # characters; our longest own address is a search with all its filters
DECODINGS = (
    3  # a proxy may decode once more than we do; what is still encoded then is no path of ours
)

# Browsers drop tabs and newlines inside an address and read `\` as `/`.
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\xa0\\\s\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_LEAVES_THE_PATH = re.compile(r"//|/\.{1,2}(?:/|$)|[:@]")


def safe_next(target: str | None, default: str) -> str:
    """`target` if it is certainly a page of this site, otherwise `default`.

    Accepted is a path from the root with its query and anchor. Not the absence of a host is tested
    (`///evil.example`, `https:evil.example` have none) but the presence of the one safe form.
    """
    return target if target and _is_our_path(target) else default


def _is_our_path(target: str) -> bool:
    if len(target) > TARGET_LIMIT or _UNPRINTABLE.search(target) or not _is_storable(target):
        return False
    path = re.split(r"[?#]", target, maxsplit=1)[0]
    return all(_is_plain_path(reading) for reading in _readings(path))


def _readings(path: str) -> list[str]:
    """The path as written and as everyone on the way may decode it."""
    readings = [path]
    for _ in range(DECODINGS):
        readings.append(unquote(readings[-1]))
    return readings + [unicodedata.normalize("NFKC", reading) for reading in readings]


def _is_plain_path(path: str) -> bool:
    return (
        path.startswith("/")
        and "\ufffd" not in path
        and not _UNPRINTABLE.search(path)
        and not _LEAVES_THE_PATH.search(path)
    )


def _is_storable(target: str) -> bool:
    """Whether it can be sent in a header: a lone surrogate cannot."""
    return not re.search("[\ud800-\udfff]", target)
