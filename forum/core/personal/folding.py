"""A text as the eye reads it, with the way back to the text as it was typed; refuses to judge.

Fullwidth digits, invisible characters inside a number, entities and the many dashes and spaces are
what people paste and what evaders type. The patterns beside this file only know plain characters.
"""

import re
import unicodedata
from dataclasses import dataclass

_ENTITY = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(commat|period|nbsp|plus));?")
_NAMED = {"commat": "@", "period": ".", "nbsp": " ", "plus": "+"}
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")  # Markdown shows the character behind it alone
_PIECE = re.compile(rf"{_ENTITY.pattern}|{_ESCAPE.pattern}|.", re.DOTALL)


@dataclass(frozen=True)
class Folded:
    """`text[i]` stands for `source[starts[i]:ends[i]]`."""

    source: str
    text: str
    starts: list[int]
    ends: list[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of `text` lies in `source`."""
        return self.starts[start], self.ends[end - 1]


def fold(source: str) -> Folded:
    """Fold `source`; every character of the result knows where it came from."""
    if source.isascii() and "\\" not in source and "&" not in source:
        return Folded(source, source, list(range(len(source))), list(range(1, len(source) + 1)))
    characters, starts, ends = [], [], []
    for piece in _PIECE.finditer(source):
        for character in _plain(_shown(piece)):
            characters.append(character)
            starts.append(piece.start())
            ends.append(piece.end())
    return Folded(source, "".join(characters), starts, ends)


def _shown(piece: re.Match) -> str:
    decimal, hexadecimal, name = piece.groups()
    if name:
        return _NAMED[name]
    if decimal or hexadecimal:
        code = int(decimal) if decimal else int(hexadecimal, 16)
        return chr(code) if 0 < code < 0x110000 else ""
    return "" if _ESCAPE.match(piece.string, piece.start()) else piece.group()


def _plain(character: str) -> str:
    if not character or character.isascii():
        return character
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Me"):
        return "" if category == "Cf" or not character.isprintable() else character
    if category == "Pd" or character == "\u2212":
        return "-"
    if category == "Zs":
        return " "
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category == "Lu" and character in "ÄÖÜ" or character in "äöüß":
        return character
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) <= 4 else character
