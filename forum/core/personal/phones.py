"""Telephone numbers: German ones in every notation, others with their country code; no words else.

Whether digits are a number of somebody decides the numbering plan that `phonenumbers` carries.
Service lines (0800, 0180, 0900, 110, 116117 …) belong to nobody and are not found.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneNumberType

TRIES = 2_000  # looks into the numbering plan for one text (about 25 µs each)
_DIGITS_AT_MOST = 19

_RUN = re.compile(
    r"(?<![\w+])(?<![0-9][.,])(?:\+[ ]?|\(\+?)?[0-9]"
    rf"(?:[ \t]?[()/.*-]{{0,3}}[ \t]?[0-9]){{4,{_DIGITS_AT_MOST}}}(?!\w)"
)
_GROUP = re.compile(r"[0-9]+")
_LABEL = re.compile(
    r"(?:\b(?:tel|telefon|telephon|fon|phone|mobil|mobile|handy|fax|telefax|whats ?app|signal|cell"
    r"|festnetz|ruf|rückruf|zurück|telefonisch|durchwahl|erreichbar unter"
    r"|call me (?:at|on)|reach me (?:at|on))"
    r"\w{0,4}[ \-.]{0,2}(?:nummer|nr|no|number)?|\b[TFM](?=[.:]))[ .:=*_|(\n]{0,6}"
    r"(?:(?:ist|lautet|is|unter|auf|at)[ :]{1,3})?\Z",
    re.IGNORECASE,
)
# A number that its word calls something else; such words stand right before the digits.
_OTHER = re.compile(
    r"(?:bestell|auftrag|auftrags|ticket|order|rfc|case|fall|vorgang|vorgangs|serien|serial|artikel"
    r"|part|imei|imsi|iccid|mac|version|build|\bid|firmware|error|fehler|code|sendung|sendungs"
    r"|tracking|bug|cve|isbn|port|size|blz|plz|hrb|ust|referenz|reference|confirmation|uuid|pid|#)"
    r"[ \-.]{0,2}(?:nummer|nr|no|number|id|code)?[ .:#=*_|(\"']{0,4}\Z",
    re.IGNORECASE,
)
_NOT_A_PERSON = {
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.UAN,
    PhoneNumberType.VOICEMAIL,
}
_SERVICE = re.compile(r"(?:0049|49|0)?(?:800|180|181|137|138|900|116[01]\d\d|118\d\d)\d*|11[025]")
_AMERICAN = re.compile(
    r"(?<![\w.+/-])(?:1[ .-])?(?:\([2-9]\d\d\)[ ]?|[2-9]\d\d[-.])[2-9]\d\d[-.]\d{4}(?![\w-])"
)


@dataclass
class _Tries:
    left: int = TRIES


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Where telephone numbers stand.

    Beyond `TRIES` looks at the numbering plan a run that begins like a number counts as one.
    """
    tries = _Tries()
    for run in _RUN.finditer(text):
        before = text[max(0, run.start() - 40) : run.start()]
        is_called = bool(_LABEL.search(before))
        if is_called or not _OTHER.search(before):
            found = _in_run(run.group(), is_called, tries)
            if found:
                yield run.start() + found[0], run.start() + found[1]
    for match in _AMERICAN.finditer(text):
        if not _OTHER.search(text[max(0, match.start() - 40) : match.start()]):
            yield match.span()


def _in_run(run: str, is_called: bool, tries: _Tries) -> tuple[int, int] | None:
    """The longest number in a run of digits, beginning at any of its groups."""
    groups = [match.span() for match in _GROUP.finditer(run)]
    sizes = [end - start for start, end in groups]
    for first, (start, _end) in enumerate(groups):
        is_begun = first == 0 or run[start - 1] in " \t(+/"
        is_first_called = is_called and first == 0
        if not is_begun or not (is_first_called or _begins(run, start, sizes, first)):
            continue
        for last in range(len(groups), max(first, len(groups) - 5), -1):
            begin = 0 if first == 0 else start
            end = groups[last - 1][1]
            digits = "".join(run[a:b] for a, b in groups[first:last])
            if _is_number(run[begin:end], digits, is_first_called, tries):
                return begin, end
    return None


def _begins(run: str, start: int, sizes: list[int], first: int) -> bool:
    """Whether a number may begin at this group, judged by its shape alone."""
    if first == 0 and "+" in run[:start]:
        return True
    head, rest = run[start : start + 4], sizes[first:]
    if head.startswith("00"):
        return sum(rest) >= 9
    if head.startswith("49"):  # without the plus: only mobile numbers are told from other digits
        return sum(rest) in (12, 13) and re.match(r"49\W*1[5-7]", run[start:]) is not None
    if not re.match(r"0(?:[1-9]|\W)", head) or sum(rest) < 7:
        return False
    if len(rest) == 1:
        return rest[0] >= 9
    if set(rest) == {1}:
        return sum(rest) >= 10 and re.match(r"0\W1\W[5-7]", run[start:]) is not None
    is_decimal = re.fullmatch(r"0[1-9][0-9]\.[0-9]+", run[start:]) is not None
    return 3 <= rest[0] <= 6 and not is_decimal


def _is_number(shape: str, digits: str, is_called: bool, tries: _Tries) -> bool:
    if not 6 <= len(digits) <= 17 or _SERVICE.fullmatch(digits):
        return False
    if tries.left <= 0:
        return True
    tries.left -= 1
    is_international = "+" in shape or digits.startswith("00")
    plain = "".join(_GROUP.findall(shape.replace("(0)", "")))
    if is_international:
        plain = "+" + plain.removeprefix("00")
    elif plain.startswith("49") and len(plain) > 11:
        plain = "+" + plain
    try:
        number = phonenumbers.parse(plain, "DE")
    except phonenumbers.NumberParseException:
        return False
    kind = phonenumbers.number_type(number)
    if kind in _NOT_A_PERSON:
        return False
    if is_called and not is_international:
        return True
    return phonenumbers.is_valid_number(number)
