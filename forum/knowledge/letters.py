"""What of a letter says what it is about: neither greeting nor signature; pure.

People write mails into forms. Names and greetings resemble those of others, not their matter.
"""

import re

LEAST = 40  # characters before a farewell; where there are fewer, it is none

_FAREWELL = re.compile(
    r"""^[ \t>]{0,20}(?:
        mit\s{1,3}(?:sehr\s{1,3})?(?:freundlich|best|viel|herzlich|lieb|nett)\w*\s{1,3}gr(?:ü|ue|u)(?:ß|ss)\w*
      | (?:viele|beste|liebe|schöne|freundliche|herzliche)\s{1,3}gr(?:ü|ue)(?:ß|ss)\w*
      | gru(?:ß|ss)\b | mfg\b | hochachtungsvoll
      | (?:kind|best|warm)\s{1,3}regards | regards\b | yours\s{1,3}(?:sincerely|faithfully|truly)
    )""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_GREETING = re.compile(
    r"^\s*(?:sehr geehrte\w*|hallo|guten (?:tag|morgen|abend)|liebe[rs]?|dear|hello|hi)\b"
    r"[^\n]{0,60}?(?:[,!.\n]|$)",
    re.IGNORECASE,
)


def matter_of(text: str) -> str:
    """The text without the greeting it begins with and all that follows its farewell."""
    farewell = _FAREWELL.search(text, LEAST)
    if farewell:
        text = text[: farewell.start()]
    return _GREETING.sub("", text, count=1)
