"""Turns what people write into html that is safe to show; refuses html, pictures and long work."""

import logging
import re
import threading
from dataclasses import dataclass

from bleach.sanitizer import Cleaner
from markdown import Markdown
from markupsafe import escape

from forum.core.markup import reading
from forum.core.markup.bounds import BODY_LIMIT, is_bounded
from forum.core.markup.grammar import build_parser
from forum.core.markup.sanitise import build_cleaner
from forum.core.text import clean_text
from forum.core.work_limit import TooMuchWork, work_limit

__all__ = ["BODY_LIMIT", "RENDERER_VERSION", "Rendered", "link_count", "plain_text", "render"]

RENDERER_VERSION = 1  # stored beside the html; raise it when the same source renders differently
STEPS = 700_000  # calls while parsing; BODY_LIMIT characters full of markup need half of it
SECONDS = 0.2  # of processor time, the second net: see work_limit
HTML_LIMIT = 5 * BODY_LIMIT  # characters to clean; one long address can be used many times
TAG_LIMIT = 4_500  # to clean; BODY_LIMIT characters full of markup make half of it

# More marks on one letter than any script needs run over the lines above and below.
_MARK = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
_PILED_MARKS = re.compile(f"({_MARK}{{8}}){_MARK}+")
_TURNED_TEXT = dict.fromkeys(range(0x202A, 0x202F))  # an address could be made to read as another

_of_this_thread = threading.local()
_log = logging.getLogger(__name__)

plain_text = reading.plain_text
link_count = reading.link_count


@dataclass(frozen=True)
class Rendered:
    """Safe html and the number of the renderer that made it."""

    html: str
    version: int

    @property
    def text(self) -> str:
        """The words alone, for search, mails and excerpts."""
        return plain_text(self.html)


def render(source: str) -> Rendered:
    """The html of `source`, the same every time: for the preview, the page and the mail.

    Never raises on any text. What cannot be parsed in bounded work is shown as it was written, in
    paragraphs.
    """
    text = _tame(source)
    html = _markdown_to_html(text) if is_bounded(text) else None
    return Rendered(html=_as_written(text) if html is None else html, version=RENDERER_VERSION)


def _tame(source: str) -> str:
    return _PILED_MARKS.sub(r"\1", clean_text(source).translate(_TURNED_TEXT))


def _markdown_to_html(text: str) -> str | None:
    """Clean html, or None when the work grew too large."""
    parser, cleaner = _tools()
    try:
        with work_limit(steps=STEPS, seconds=SECONDS):
            html = parser.reset().convert(text)
        return cleaner.clean(html) if _is_cleanable(html) else None
    except (TooMuchWork, RecursionError):
        _of_this_thread.__dict__.clear()  # they stopped half way and remember it
    except Exception:
        # A fault in the parser must not lose what somebody wrote; the log says that there was one.
        _log.exception("a text of %d characters could not be rendered", len(text))
        _of_this_thread.__dict__.clear()
    return None


def _is_cleanable(html: str) -> bool:
    """Whether cleaning is short: its work grows with size and tags of well-formed html alone."""
    return len(html) <= HTML_LIMIT and html.count("<") <= TAG_LIMIT


def _tools() -> tuple[Markdown, Cleaner]:
    """Parser and cleaner of this thread: both keep state while they work."""
    if not hasattr(_of_this_thread, "tools"):
        _of_this_thread.tools = build_parser(), build_cleaner()
    return _of_this_thread.tools


def _as_written(text: str) -> str:
    """The text itself, escaped, with its paragraphs and line breaks."""
    paragraphs = (part.strip("\n") for part in re.split(r"\n[ \t]*\n", text))
    return "\n".join(
        f"<p>{escape(part)}</p>".replace("\n", "<br>\n") for part in paragraphs if part.strip()
    )
