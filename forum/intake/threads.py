"""What every file comes down to: threads with their messages, or a line and why it is none."""

from dataclasses import dataclass
from datetime import datetime

from forum.core.clock import now
from forum.core.markdown import BODY_LIMIT
from forum.core.text import TITLE_LIMIT, clean_line, clean_text

CUSTOMER = ""  # as `by`: the person whose complaint it is; any other word names an office
KEY_LIMIT = 80  # characters
MESSAGES_AT_MOST = 1_000  # in one thread
EARLIEST_YEAR = 1900  # an empty field of a spreadsheet or database is often the year 1
SILENT = "*(The former system holds no text here.)*"  # somebody wrote then, and it says no more


class Unreadable(ValueError):
    """A line that is no case; the message says in one sentence why."""


@dataclass(frozen=True)
class Message:
    """One message of a thread; `by` is CUSTOMER or the name of an office."""

    by: str
    at: datetime
    text: str


@dataclass(frozen=True)
class Thread:
    """A whole case of the former system, ready to be brought in."""

    line: int
    key: str
    title: str
    messages: tuple[Message, ...]
    state: str
    via: str = ""
    category: str = ""


@dataclass(frozen=True)
class BadLine:
    """A line that could not be read, and why."""

    line: int
    reason: str


def key_from(value) -> str:
    """The number of a case in the former system, as text."""
    key = clean_line(str(value)) if isinstance(value, str | int) else ""
    if not key:
        raise Unreadable("it has no ticket number")
    if len(key) > KEY_LIMIT:
        raise Unreadable(f"its ticket number is longer than {KEY_LIMIT} characters")
    return key


def title_and_text(title, text) -> tuple[str, str]:
    """A title that fits and the text in our Markdown; without a title the text's first words."""
    title, text = clean_line(_text(title)), as_written(_text(text))
    if not title and not text:
        raise Unreadable("it has neither a title nor a text")
    if not title:
        return _shortened(clean_line(text)), text
    if len(title) > TITLE_LIMIT:
        return _shortened(title), f"{title}\n\n{text}".strip()
    return title, text


def as_written(text: str) -> str:
    """Plain text as Markdown that looks like it: indents would make code of it, `# ` a heading."""
    lines = (line.strip() for line in clean_text(text).split("\n"))
    whole = "\n".join("\\" + line if line.startswith("#") else line for line in lines).strip()
    if len(whole) > BODY_LIMIT:
        raise Unreadable(f"a text has {len(whole)} characters; at most {BODY_LIMIT} fit in a post")
    return whole


def in_order(messages: list[Message]) -> tuple[Message, ...]:
    """The messages by time; those of the same moment stay as they stand in the file."""
    if not messages:
        raise Unreadable("it has no messages")
    if len(messages) > MESSAGES_AT_MOST:
        raise Unreadable(f"it has more than {MESSAGES_AT_MOST} messages")
    if min(message.at.year for message in messages) < EARLIEST_YEAR:
        raise Unreadable(f"it has a date before the year {EARLIEST_YEAR}")
    if max(message.at for message in messages) > now():
        raise Unreadable("it has a date in the future")
    return tuple(sorted(messages, key=lambda message: message.at))


def code_word(text) -> str:
    """`Customer Care Call` as the record takes it: `customer_care_call`; at most 40 characters."""
    letters = (c if c.isascii() and c.isalnum() else " " for c in _text(text).lower())
    return "_".join("".join(letters).split())[:40]


def _text(value) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Unreadable("a field that should be a text is none")
    return value


def _shortened(text: str) -> str:
    if len(text) <= TITLE_LIMIT:
        return text
    return text[: TITLE_LIMIT - 1].rsplit(" ", 1)[0] + "…"
