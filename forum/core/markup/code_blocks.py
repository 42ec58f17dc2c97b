"""Takes fenced code out of the text line by line before Markdown reads it; refuses options on it.

The library's own pattern for fences looks for the end again from every possible beginning, which
is quadratic, and one look cannot be interrupted. Reading the lines once is linear.
"""

import re
from html import escape

from markdown.preprocessors import Preprocessor

_OPENING = re.compile(r"^ {0,3}(?P<fence>`{3,12}(?!`)|~{3,12}(?!~))(?P<info>[^`]*)$")


class FencedCode(Preprocessor):
    """```` ``` ```` or `~~~` to the same again; without an end, to the end of the text."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines with every fenced block replaced by a mark that the parser puts back later."""
        kept, at = [], 0
        while at < len(lines):
            end = _end_of_code(lines, at)
            if end is None:
                kept.append(lines[at])
                at += 1
            else:
                kept += ["", self.md.htmlStash.store(_as_html(lines[at + 1 : end])), "", ""]
                at = end + 1
        return kept


def _end_of_code(lines: list[str], at: int) -> int | None:
    """The line that closes the code opened in line `at`; None when nothing is opened there."""
    opening = _OPENING.match(lines[at])
    if not opening:
        return None
    fence = opening["fence"]
    for number in range(at + 1, len(lines)):
        line = lines[number].strip()
        if line.startswith(fence) and not line.strip(fence[0]):
            return number
    # A fence that nobody closed and with nothing in it was not meant as one.
    return len(lines) if any(line.strip() for line in lines[at + 1 :]) else None


def _as_html(code: list[str]) -> str:
    return f"<pre><code>{escape(chr(10).join(code).rstrip(), quote=False)}\n</code></pre>"
