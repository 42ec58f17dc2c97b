"""What becomes of an address: kept, marked as foreign or taken off; refuses what is unclear."""

import re
from collections.abc import MutableMapping
from html import unescape
from urllib.parse import urlsplit

ADDRESS_LIMIT = 2_000  # characters; longer ones carry data, not a place
FOREIGN_REL = "nofollow noopener ugc"

# Bleach's own pattern reads again from every dot; here each part has a largest size, and a match
# can only begin at a word that says it is an address.
WEB_ADDRESS = re.compile(
    rf"(?<![\w@./-])(?:https?://|www\.)(?=\w)[^\s<>\"'`{{}}|\\^]{{1,{ADDRESS_LIMIT}}}",
    re.IGNORECASE,
)

_INSIDE = re.compile(r"(?:/(?![/\\])|[#?])[^\\]*")
_OUTSIDE = re.compile(r"https?://.+|mailto:.+|[/\\]{2}.+", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def settle_link(attributes: MutableMapping, _is_new: bool = False, /) -> MutableMapping:
    """Bleach's callback for every link: decides what stands in `href` and `rel`.

    A link that leads nowhere we know keeps its words and loses its address. Returning None instead
    would make bleach drop the entities among the words.
    """
    attributes.pop((None, "rel"), None)
    address = _whole(attributes.pop((None, "href"), ""))
    if not (is_inside(address) or is_outside(address)):
        attributes.pop((None, "title"), None)
        return attributes
    attributes[(None, "href")] = address.replace("&", "&amp;")
    if is_outside(address):
        attributes[(None, "rel")] = FOREIGN_REL
    return attributes


def is_inside(address: str) -> bool:
    """Whether `address` certainly stays on this site: a path from the root, a query, an anchor."""
    return _is_printable(address) and bool(_INSIDE.fullmatch(address))


def is_outside(address: str) -> bool:
    """Whether `address` may leave this site and is of a kind that we let through."""
    return _is_printable(address) and bool(_OUTSIDE.fullmatch(address)) and _has_parts(address)


def _whole(written: str) -> str:
    """The address as a browser reads it: entities resolved, blanks at the ends gone."""
    address = unescape(written).strip()
    return re.sub(r"^(?:http://)?(?=www\.)", "https://", address, flags=re.IGNORECASE)


def _is_printable(address: str) -> bool:
    return len(address) <= ADDRESS_LIMIT and not _UNPRINTABLE.search(address)


def _has_parts(address: str) -> bool:
    """Whether it comes apart into host, port and path, so that a second cleaning keeps it."""
    try:
        _ = urlsplit(address).port
    except ValueError:
        return False
    return True
