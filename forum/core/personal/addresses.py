"""E-mail addresses, also spelt out against robots; refuses to say whose they are.

An address is looked for from its `@` outwards, in a stretch as long as an address may be: a text
of nothing but letters, or of nothing but `@`, costs no more than any other.
"""

import re
from collections.abc import Iterator

_DOT = r"(?:\.|[ ]{0,2}[(\[{<_*-][ ]?(?:dot|punkt|\.)[ ]?[)\]}>_*-][ ]{0,2}|[ ](?:dot|punkt)[ ])"
# `(at)`, `[at]`, `-at-` and the sign itself; the bare word needs a spelt-out dot as well.
_AT = re.compile(
    r"(?P<sign> ?@ ?)"
    r"|(?P<fenced>[ \n]{0,2}[(\[{<_*-][ ]?(?:at|ät|@|klammeraffe)[ ]?[)\]}>_*-][ ]{0,2})"
    r"|(?P<word> (?:at|ät) )",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[^\W_][\w.+%'-]{0,63}(?:[ ]?[(\[{](?:dot|punkt)[)\]}][ ]?[\w.+%'-]{1,30})?\Z", re.IGNORECASE
)
_LABEL = r"[^\W_](?:[^\W_]|-(?=[^\W_])){0,62}"
_DOMAIN = re.compile(
    rf"{_LABEL}(?:{_DOT}{_LABEL}){{0,5}}?{_DOT}(?P<top>[^\W\d_]{{2,24}})(?![^\W_])(?![.-][^\W_])",
    re.IGNORECASE,
)
_SPELT = re.compile(r"dot|punkt", re.IGNORECASE)
_FILES = {"png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "py", "txt", "so", "service"}
_NOBODY = {"git", "hg", "svn"}  # the name in the address of a repository
_BEFORE, _AFTER = 100, 260  # characters that the name and the domain may take


def emails(text: str) -> Iterator[tuple[int, int]]:
    """Where e-mail addresses stand, from the first letter of the name to the last of the domain."""
    for at in _AT.finditer(text):
        if at["sign"] in (" @", "@ "):  # "@somebody" speaks to a person in a thread
            continue
        before = max(0, at.start() - _BEFORE)
        name = _NAME.search(text[before : at.start()])
        domain = _DOMAIN.match(text[at.end() : at.end() + _AFTER])
        if name is None or domain is None or name.group().lower() in _NOBODY:
            continue
        if domain["top"].lower() in _FILES:
            continue
        if at["word"] and not _SPELT.search(domain.group()):
            continue
        yield before + name.start(), at.end() + domain.end()
