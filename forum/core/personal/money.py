"""IBANs and card numbers, told from other long numbers by their check digits; knows no words else.

IBAN: ISO 13616, length by country, check digits mod 97. Cards: ISO/IEC 7812, Luhn, known issuers.
"""

import re
from collections.abc import Iterator

from stdnum import iban, luhn

_SPLIT = r"[ .\-/*_\n]{0,3}"
# Looked ahead, not consumed: "at 10-12 Mbit. DE89 …" begins like an IBAN of Austria.
_IBAN = re.compile(
    r"(?:(?<=iban)|(?<![A-Za-z0-9]))"
    rf"(?=([A-Za-z]{{2}}{_SPLIT}[0-9]{{2}}(?:{_SPLIT}[A-Za-z0-9]){{11,30}}))",
    re.IGNORECASE,
)
# With a slip in it the check digits fail, but by its word it is still somebody's account.
_BY_WORD = re.compile(
    r"\biban[ :.#=\-*_|]{0,6}(?:(?:lautet|ist|is)[ :]{1,3})?"
    r"([a-z]{2}(?:[ .\-]{0,2}[0-9]){14,26})(?![0-9A-Za-z])",
    re.IGNORECASE,
)
_CARD = re.compile(r"(?<![\w.,+\-])[2-6][0-9]{1,18}(?:[ .\-/]{1,3}[0-9]{1,7}){0,4}(?!\w)")
_CARD_GROUPS = {(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3), (4, 4, 4, 1), (4, 4, 5)}
_ISSUER = re.compile(
    r"4(?:.{12}|.{15}|.{18})"  # Visa
    r"|(?:5[1-5]|2(?:2[2-9]|[3-6].|7[01]|720)).{12,14}"  # Mastercard
    r"|3[47].{13}"  # American Express
    r"|3(?:0[0-5]|[689].).{11,13}"  # Diners Club
    r"|(?:6011|64[4-9].|65..|62..).{12,15}"  # Discover, UnionPay
    r"|35(?:2[89]|[3-8].).{12}"  # JCB
    r"|(?:50|5[6-8]|6[37]).{10,17}",  # Maestro
    re.DOTALL,
)


def ibans(text: str) -> Iterator[tuple[int, int]]:
    """Where valid IBANs stand, however they are split; and what is called one by its word."""
    for match in _IBAN.finditer(text):
        end = _end_of_iban(match[1])
        if end:
            yield match.start(), match.start() + end
    for match in _BY_WORD.finditer(text):
        yield match.span(1)


def cards(text: str) -> Iterator[tuple[int, int]]:
    """Where card numbers stand: digits of an issuer, grouped as on a card, check digit right."""
    for match in _CARD.finditer(text):
        groups = re.findall(r"[0-9]+", match.group())
        number, end = "", match.start()
        if len(groups) > 1:
            sizes = tuple(map(len, groups))
            groups = next((groups[:n] for n in (5, 4, 3) if sizes[:n] in _CARD_GROUPS), groups[:1])
        for group in groups:
            number += group
            end = text.index(group, end) + len(group)
        if 13 <= len(number) <= 19 and _ISSUER.fullmatch(number) and luhn.is_valid(number):
            yield match.start(), end


def _end_of_iban(candidate: str) -> int | None:
    """How much of the candidate is the IBAN its country says it is; None when it is none."""
    places = [place for place, one in enumerate(candidate) if one.isalnum()]
    compact = "".join(candidate[place] for place in places)
    length = _length_of(compact[:2].upper())
    if not length or len(compact) < length:
        return None
    number = compact[:length]
    if sum(one.isdigit() for one in number) < 8 or number not in (number.upper(), number.lower()):
        return None  # words of a sentence: of those every 97th would have the right check digits
    return places[length - 1] + 1 if iban.is_valid(number, check_country=False) else None


def _length_of(country: str) -> int | None:
    """How long the IBANs of a country are, by the registry that `stdnum` carries."""
    parts = iban._ibandb.info(country)[0][1].get("bban", "")  # noqa: SLF001 (no public way to it)
    return 4 + sum(map(int, re.findall(r"[0-9]+", parts))) if parts else None
