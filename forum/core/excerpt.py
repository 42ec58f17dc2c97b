"""Shortens plain text for lists and mails; refuses markup, which it would cut in the middle."""

import unicodedata

ELLIPSIS = "…"
_JOINER = "\u200d"


def excerpt(text: str, length: int) -> str:
    """The beginning of `text` in at most `length` characters, ending with a word and an ellipsis.

    White space is folded. Where one word fills more than half of the room, it is cut, but never
    between a letter and its marks or inside a joined picture character.
    """
    if length < 1:
        raise ValueError("an excerpt needs room for at least one character")
    words = " ".join(text.split())
    if len(words) <= length:
        return words
    room = length - len(ELLIPSIS)
    end = words.rfind(" ", 0, room + 1)
    if end <= room // 2:
        end = _between_characters(words, room)
    return words[:end].rstrip(" ,;:–-(") + ELLIPSIS


def _between_characters(words: str, end: int) -> int:
    """The last place up to `end` where a reader sees a new character begin."""
    while end > 0 and (_continues(words[end]) or words[end - 1] == _JOINER):
        end -= 1
    return end


def _continues(character: str) -> bool:
    """Whether it belongs to the character before it: marks, joiners, skin tones."""
    return (
        unicodedata.category(character) in ("Mn", "Me", "Mc")
        or character == _JOINER
        or 0x1F3FB <= ord(character) <= 0x1F3FF
    )
