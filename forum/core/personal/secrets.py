"""Passwords and PINs given away; refuses to take the talk about passwords for one."""

import re
from collections.abc import Iterator

_PIN = re.compile(
    r"(?<![^\W_])(?:(?:[^\W\d_]{2,12}-?)?(?:pins?|puk2?|tan|cvc|cvv)|geheimzahl|pin-?code"
    r"|security code|(?:sicherheits|zugangs|freischalt|aktivierungs)code)"
    r"(?:[ -]?(?:nummer|nr|code|number))?"
    r"(?P<by>[ .:=#*_`\"'„“|(\n]{1,6}(?:(?:ist|lautet|is|war|was|=|:)[ :=*_`\"'„“]{1,4}){0,2})"
    r"(?P<value>[0-9](?:[ \-]?[0-9]){3,9})(?![\w.,]?[0-9A-Za-z])",
    re.IGNORECASE,
)
_PASSWORD = re.compile(
    r"(?<![A-Za-z])(?:[^\W\d_]{0,12}[ _-]?(?:passw(?:or[dt]|ört)|pa(?:ss)?phrase|kennwort"
    r"|losungswort|passwd|pwd|passcode"
    r"|netzwerkschlüssel|wlan-?schlüssel|wifi key|wpa2?-key|network key)"
    r"|pw|psk)(?![A-Za-z])[*_`\"']{0,3}"
    r"(?P<by>[ ]{0,2}(?:[:=|]|->|=>)|[ ](?:(?:dafür|dazu|hier|for it)[ ])?"
    r"(?P<verb>lautet|ist|is|war|was)(?:[ ](?:immer|noch|jetzt|still|now))?[ ]?:?"
    r"|[ ](?=\S{0,60}[0-9#!$%&?_]))"  # right behind the word only what is no word of a sentence
    r"[ \t*_`\"'„“»]{0,6}\n?(?P<value>[^\s*`\"“”„«»<>|]{4,64})",
    re.IGNORECASE,
)
_TALK = set(  # what people say about a password instead of giving it away
    "vergessen falsch richtig korrekt ungültig abgelaufen geändert gesetzt zurückgesetzt bekannt "
    "erforderlich leer nein nicht kein keine eingeben ändern siehe bitte fehlt unbekannt "
    "wrong incorrect correct invalid expired changed required empty none null true false forgotten "
    "forgot reset unknown missing please string text type files password passwort kennwort yes no "
    "compat systemd optional redacted hidden entfernt gelöscht anonymisiert".split()
)
_PLACEHOLDER = re.compile(r"[$%{<\[(].*|.*\(.*\).*|[xX*•.…?#_-]+|.*(?:environ|getenv|getpass).*|▒+")


def secrets(text: str) -> Iterator[tuple[int, int]]:
    """Where a PIN, a PUK or a password is given away."""
    for match in _PIN.finditer(text):
        if not re.fullmatch(r"20[0-3][0-9]", match["value"]) or re.search("[:=]", match["by"]):
            yield match.span("value")
    for match in _PASSWORD.finditer(text):
        value = match["value"].rstrip(".,;:!?)")
        if len(value) < 4 or value.lower() in _TALK or _PLACEHOLDER.fullmatch(value):
            continue
        end = match.start("value") + len(value)
        is_last = re.match(r"[\W_]{0,4}(?:\n|\Z)", text[end : end + 8]) is not None
        if _is_mixed(value) or match["verb"] == "lautet" or is_last and not match["verb"]:
            yield match.start("value"), match.start("value") + len(match["value"].rstrip(".,;:)"))


def _is_mixed(value: str) -> bool:
    """Whether it looks like no word of a sentence: digits or signs in it, or capitals inside."""
    has_other = any(not one.isalpha() and one not in "-/'." for one in value)
    has_capital_inside = any(one.isupper() for one in value[1:]) and not value.isupper()
    return has_other or has_capital_inside
