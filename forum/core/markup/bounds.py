"""Says before any parsing whether a text can be parsed in bounded work; refuses to change it."""

import re

BODY_LIMIT = 20_000  # characters; some ten printed pages, and every list below is measured on it
BRACKET_WORK = 300_000  # characters read while looking for the partner of each `[`, per block
NESTING = 16  # quotes and lists in one line; a mail thread reaches five or six

# Every `[` makes the parser read on to its partner, or to the end of the block when it has none.
_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)
_NESTED_LINE = re.compile(
    rf"^(?>[ \t]*+(?:>|[-+*](?=[ \t])|\d{{1,9}}\.(?=[ \t]))){{{NESTING}}}", re.MULTILINE
)


def is_bounded(source: str) -> bool:
    """Whether length, brackets and nesting of `source` keep the parser's work within reason."""
    return (
        len(source) <= BODY_LIMIT
        and not _NESTED_LINE.search(source)
        and all(_brackets_are_bounded(block) for block in source.split("\n\n"))
    )


def _brackets_are_bounded(block: str) -> bool:
    """Whether the partners of all `[` in `block` are near enough, together."""
    work, opened = 0, []
    for match in _BRACKET.finditer(block):
        if match.group() == "[":
            opened.append(match.start())
        elif match.group() == "]" and opened:
            work += match.start() - opened.pop()
    unpaired = sum(len(block) - position for position in opened)
    return work + unpaired <= BRACKET_WORK
