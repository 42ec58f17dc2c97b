"""Reads rendered html back: its words, its links; refuses to judge them."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

from forum.core.markup.links import is_outside
from forum.core.markup.sanitise import BLOCK_TAGS, TABLE_TAGS

_CELLS = frozenset({"td", "th"})
_BLOCKS = (BLOCK_TAGS | TABLE_TAGS | {"p", "br"}) - _CELLS


class _Reader(HTMLParser):
    """Collects words and addresses in one pass."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.addresses: set[str] = set()
        self.in_code_block = False

    def handle_starttag(self, tag, attrs):
        self._separate(tag)
        self.in_code_block |= tag == "pre"
        address = dict(attrs).get("href")
        if tag == "a" and address and is_outside(address):
            self.addresses.add(_same_place(address))

    def handle_endtag(self, tag):
        self._separate(tag)
        self.in_code_block &= tag != "pre"

    def handle_data(self, data):
        self.words.append(data if self.in_code_block else data.replace("\n", " "))

    def _separate(self, tag: str) -> None:
        self.words.append("\n" if tag in _BLOCKS else " " if tag in _CELLS else "")


def plain_text(html: str) -> str:
    """The words of rendered html: one line per paragraph, line or table row, no markup."""
    lines = "".join(_read(html).words).split("\n")
    words = (re.sub(r"[ \t]+", " ", line).strip() for line in lines)
    return "\n".join(line for line in words if line)


def link_count(html: str) -> int:
    """How many different places outside this site the rendered html links to."""
    return len(_read(html).addresses)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def _same_place(address: str) -> str:
    """One spelling for addresses that a reader would call the same link."""
    parts = urlsplit(address)
    return f"{parts.netloc.casefold()}{parts.path.rstrip('/')}?{parts.query}"
