"""Finds personal data in a text and masks it; refuses to decide whether it may be published."""

import re

from forum.core.personal.addresses import emails
from forum.core.personal.finding import KINDS, Finding
from forum.core.personal.folding import fold
from forum.core.personal.money import cards, ibans
from forum.core.personal.named import named_numbers
from forum.core.personal.phones import phones
from forum.core.personal.secrets import secrets

# Shade characters: they read as "blacked out" in every language, mean nothing in Markdown or HTML,
# are no letters or digits to any pattern here, and stay what they are in a mail or an address.
MASK = "▒▒▒▒"

# Digits that are something else in every text: dates, times, IP and MAC addresses, versions.
_ELSE = re.compile(
    r"(?<![\w.])(?:[0-9]{1,2}[./-][ ]?[0-9]{1,2}[./-][ ]?(?:19|20)?[0-9]{2}"  # dates
    r"|(?:19|20)[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]+)?"  # times
    r"|[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:[:/][0-9]{1,5})?"  # IP addresses
    r"|v?[0-9]{1,2}(?:\.[0-9]{1,8}){2,5}"  # versions
    r"|[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5,})(?![\w])"  # MAC addresses
    r"|\bhttps?://(?!wa\.me)[^\s<>]{1,2000}",
    re.IGNORECASE,
)


def find(text: str) -> list[Finding]:
    """What in `text` is personal: sorted, not overlapping, with places in `text` as it was typed.

    Work grows with the length of the text and with nothing else.
    """
    folded = fold(text)
    found = {"iban": ibans(folded.text), "email": emails(folded.text)}
    found["secret"] = secrets(folded.text)
    plain = _ELSE.sub(lambda match: " " * len(match.group()), folded.text)
    found["card"], found["phone"] = cards(plain), phones(plain)
    places = [(kind, *place) for kind, all_of in found.items() for place in all_of]
    places += named_numbers(folded.text)
    return [_finding(folded, *place) for place in _apart(places)]


def mask(text: str, findings: list[Finding]) -> str:
    """`text` with each of its findings replaced by `MASK`."""
    for one in sorted(findings, key=lambda one: one.start, reverse=True):
        text = text[: one.start] + MASK + text[one.end :]
    return text


def _finding(folded, kind: str, start: int, end: int) -> Finding:
    first, last = folded.place(start, end)
    return Finding(kind, first, last, folded.source[first:last])


def _apart(places: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Without overlaps: the kind that is surer stays, and takes in what it overlaps with."""
    apart: list[tuple[str, int, int]] = []
    for kind, start, end in sorted(places, key=lambda place: place[1:]):
        if apart and start < apart[-1][2]:
            last = apart.pop()
            surer = min(last[0], kind, key=KINDS.index)
            apart.append((surer, last[1], max(last[2], end)))
        else:
            apart.append((kind, start, end))
    return apart
