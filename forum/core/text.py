"""Plain text from outside made storable; refuses to judge what it says."""

import unicodedata

TITLE_LIMIT = 150  # characters; long enough for a sentence, short enough for a list on a phone
REASON_LIMIT = 1_000  # characters of a public reason

# Characters that no database, mail header, log line or feed should be given. Tab and newline stay.
_FORBIDDEN = dict.fromkeys((*range(0, 9), 11, 12, *range(14, 32), 127, 0xFFFE, 0xFFFF))
# Invisible direction marks let one text pose as another inside a line of ours.
_DIRECTION = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def clean_text(text: str | None) -> str:
    """`text` with one kind of newline, without control characters and lone surrogates."""
    if not text:
        return ""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\r\n", "\n").replace("\r", "\n").translate(_FORBIDDEN).strip("\n")


def clean_line(text: str | None) -> str:
    """One line: white space folded, control and direction characters gone."""
    return " ".join(clean_text(text).translate(_DIRECTION).split())


def says_something(text: str) -> bool:
    """Whether anything in it can be seen: white space and invisible characters cannot."""
    return any(one.isprintable() and not one.isspace() for one in text)


def fold_handle(text: str) -> str:
    """The form under which two names are the same name: NFKC, case folded, spaces gone."""
    folded = unicodedata.normalize("NFKC", clean_line(text)).casefold()
    joined = "".join(unicodedata.normalize("NFKC", folded).split())
    return unicodedata.normalize("NFKC", joined)  # an accent may have lost the space it stood on
