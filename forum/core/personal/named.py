"""Numbers that are personal by the word beside them, and secrets given away; no check digits here.

Customer, contract, invoice and meter numbers have no form in common: what makes them one is that
the text calls them so, before the number ("Kd.-Nr. 4711") or after it ("4711 is my customer
number").
"""

import re
from collections.abc import Iterator

_NUMBER = (
    r"(?:nummern?|nrn?|no|num|number|id|ids|kennung|kennzeichen|konto(?:nummer|nr)?|code)"
    r"(?![^\W\d_])"
)
_NUMBER = rf"(?:{_NUMBER}|#)"
_JOIN = r"[ .\-_/:]{0,3}"
_WORDS = {
    "customer_number": rf"(?:kunden?|kundinnen|kd|knd|kdn|debitoren|mitglieds|teilnehmer|client|"
    rf"customer|cust|account|acct|acc|member|subscriber){_JOIN}(?:s[ ])?{_NUMBER}|knr|k-nr|kdnr"
    rf"|kundenkonto|(?:konto|kto){_JOIN}{_NUMBER}|account(?=:? [#0-9])"
    rf"|acct(?=[ .:#]{{1,3}}[A-Z0-9])"
    r"|kund(?:e|in)(?: mit der (?:kunden)?nummer|[ ]nr|(?= [0-9]{6}))|nummer als kund(?:e|in)",
    "contract_number": rf"(?:vertrags?|vertr|vtr|vertragskonto|anschluss|policen?|contract|policy"
    rf"|agreement){_JOIN}{_NUMBER}|vertragskonto|vertrag(?:s| mit der)? (?:nummer|nr)",
    "invoice_number": rf"(?:rechnungs?|rechn|rech|rg|rng|buchungskonto|beleg|invoice|bill|billing"
    rf"|receipt){_JOIN}{_NUMBER}|buchungskonto|rechnung mit der nummer|re[ .]{{0,2}}-[ ]?nr",
    "meter_number": rf"(?:(?:strom|gas|wasser|wärme)?(?:zähler|zaehler)(?:stand)?s?|zählpunkts?"
    rf"|zaehlpunkts?|marktlokations?|messlokations?|malo|melo|meter|electricity meter){_JOIN}"
    rf"(?:{_NUMBER}|bezeichnung|serial(?: number)?)|mpan|mprn",
}
# Between the word and its number: signs, and a few words ("of mine is", "bei Ihnen lautet").
# Possessive throughout: a row of words is tried in one way only, so a long text costs its length.
_SIGNS = r"[ \t.,:;=#*_|\"'`„“”»«()\[\]\->\n/]"
_BETWEEN = (
    rf"{_SIGNS}{{0,8}}+(?:(?!(?:nicht|not|und|and|oder|or)\b|(?-i:[A-Z]{{1,6}})[-/.]?[0-9])"
    rf"[^\W\d_]{{2,14}}+{_SIGNS}{{1,8}}+){{0,6}}"
)
_VALUE = (
    r"(?P<value>(?:(?-i:[A-Z]{1,6}[ \-/.]?|[a-z]{1,4}[\-/.]?)){0,2}"
    r"[0-9](?:[ \-/._]{0,2}[0-9A-Z]){2,33})(?![^\W_])"
)
_BEFORE = {
    kind: re.compile(
        rf"(?<![^\W_])(?:{words})(?:(?<=#)|(?![^\W\d_]))(?P<between>{_BETWEEN}){_VALUE}",
        re.IGNORECASE,
    )
    for kind, words in _WORDS.items()
}
_AFTER = {
    kind: re.compile(
        rf"(?<![\w.,])(?P<value>[A-Z]{{0,4}}[\-/]?[0-9](?:[\-/.]?[0-9A-Z]){{4,24}})[ ,]{{0,2}}"
        rf"(?:\((?:meine |my )?|(?:ist|is|=|-|lautet|war|als|as) (?:(?:die|meine|unsere|my|our|the|"
        rf"ihre|your) )?)(?:{words})(?![^\W_])",
        re.IGNORECASE,
    )
    for kind, words in _WORDS.items()
}
_DATE_OR_AMOUNT = re.compile(
    r"[0-9]{1,2}[./\-][ ]?[0-9]{1,2}[./\-][ ]?(?:19|20)?[0-9]{2}"
    r"|(?:19|20)[0-9]{2}(?:-[0-9]{2}){0,2}|[0-9]{1,2} (?:19|20)[0-9]{2}|[0-9]{1,6}\.[0-9]{2}"
)
_UNIT = re.compile(
    r"[ ]?(?:%|€|\$|euro?\b|tage|days|stunden|hours|minuten|uhr|gb|mb|kbit|mbit|mal\b|times\b"
    r"|[,.:][0-9])",
    re.IGNORECASE,
)
_ONLY_IS = re.compile(r"(?:[\W_]|ist|lautet|war|is|was)*", re.IGNORECASE)
_DIGITS_NEAR, _DIGITS_FAR = 4, 5  # how many it takes right after the word, and some words later


def named_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """(kind, start, end) of every number that the text names, in either order."""
    for kind, pattern in _BEFORE.items():
        for match in pattern.finditer(text):
            start, end = match.span("value")
            end = _end(text, start, start + len(_cut(match["value"])))
            if _is_number(text, start, end, _DIGITS_NEAR if _is_near(match) else _DIGITS_FAR):
                yield kind, start, end
    for kind, pattern in _AFTER.items():
        for match in pattern.finditer(text):
            yield kind, *match.span("value")


def _end(text: str, start: int, end: int) -> int:
    """Where the number ends, when its last digits belong to an amount ("4711123 2 GB")."""
    last = text.rfind(" ", start, end)
    if last > start and _UNIT.match(text[end : end + 12]):
        return start + len(text[start:last].rstrip(" -/._"))
    return end


def _is_near(match: re.Match) -> bool:
    """Whether nothing stands between the word and the number but signs and "is"."""
    return _ONLY_IS.fullmatch(match["between"]) is not None


def _is_number(text: str, start: int, end: int, digits: int) -> bool:
    """Whether it has enough digits, and is neither a date nor an amount of something."""
    return (
        sum(one.isdigit() for one in text[start:end]) >= digits
        and not _DATE_OR_AMOUNT.fullmatch(text[start:end])
        and not _UNIT.match(text[end : end + 12])
    )


def _cut(value: str) -> str:
    """The number without the words that the pattern ran into after it."""
    words = value.split(" ")
    kept: list[str] = []
    for word in words:
        if kept and word and not any(one.isdigit() for one in word):
            break
        kept.append(word)
    return " ".join(kept).rstrip(" -/._")
