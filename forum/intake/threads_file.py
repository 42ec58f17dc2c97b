"""Reads files of whole threads, one JSON object in each line; refuses the database.

A line holds ticket, title, opened_at, status and messages, each with by, at and text; received_via
is kept as a code word, and place and postal code stay behind: nobody here needs them.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, tzinfo

from forum.core.text import clean_line
from forum.intake.statuses import state_from
from forum.intake.threads import (
    CUSTOMER,
    SILENT,
    BadLine,
    Message,
    Thread,
    Unreadable,
    as_written,
    code_word,
    in_order,
    key_from,
    title_and_text,
)

OFFICE_LIMIT = 40  # characters of an office's name
_CUSTOMERS = {"", "consumer", "customer", "author", "user", "kunde", "kundin", "unattributed"}
# Replies by mail to the former system came without sender and time, but start with this line.
_FOLLOW_UP = re.compile(
    r"(?:\(b\) \(6\)\s*)*Follow-up message(?: by (?P<by>[\w .-]{1,40}?))?"
    r" on (?P<at>\d{1,2}/\d{1,2}/\d{4} \d{1,2}:\d{2}:\d{2} [AP]M):[ \t]*\n?"
)


def read_threads(lines: Iterable[bytes], zone: tzinfo) -> Iterator[Thread | BadLine]:
    """Each line as a thread, or as a bad line; empty ones are passed over.

    Times without a zone are read in `zone`.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _thread(number, _parsed(line), zone)
        except Unreadable as reason:
            yield BadLine(number, str(reason))


def _parsed(line: bytes) -> dict:
    try:
        row = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("it is not JSON") from error
    if not isinstance(row, dict):
        raise Unreadable("it is not a JSON object")
    return row


def _thread(number: int, row: dict, zone: tzinfo) -> Thread:
    title, cut = title_and_text(row.get("title"), None)
    return Thread(
        line=number,
        key=key_from(row.get("ticket")),
        title=title,
        messages=_with_whole_title(_messages(row, zone), cut),
        state=state_from(row.get("status")),
        via=code_word(row.get("received_via")),
        category=clean_line(str(row.get("category") or "")),
    )


def _with_whole_title(messages: tuple[Message, ...], cut: str) -> tuple[Message, ...]:
    """A title that had to be shortened stands whole above the complaint."""
    if not cut:
        return messages
    first = replace(messages[0], text=as_written(f"{cut}\n\n{messages[0].text}"))
    return (first, *messages[1:])


def _messages(row: dict, zone: tzinfo) -> tuple[Message, ...]:
    told = row.get("messages")
    if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
        raise Unreadable("its messages are not a list of objects")
    opened_at = _moment(row.get("opened_at"), zone)
    if opened_at is None:
        raise Unreadable("it has no opened_at")
    messages: list[Message] = []
    for one in told:
        before = messages[-1].at if messages else opened_at
        messages.append(_message(one, before=before, zone=zone))
    if messages and messages[0].at != opened_at:
        raise Unreadable("its first message is not from the moment it was opened")
    if any(message.at < opened_at for message in messages):
        raise Unreadable("a message is older than the case")
    return in_order(messages)


def _message(one: dict, *, before: datetime, zone: tzinfo) -> Message:
    """One message; without a time and a line that tells it, it is of the moment before it."""
    by, text = clean_line(str(one.get("by") or "")), one.get("text")
    at = _moment(one.get("at"), zone)
    if not isinstance(text, str):
        raise Unreadable("a message has no text")
    follow_up = _FOLLOW_UP.match(text) if at is None else None
    if follow_up:
        by, text = follow_up["by"] or "", text[follow_up.end() :]
        at = max(before, _american(follow_up["at"], zone))
    return Message(by=_office(by), at=at or before, text=as_written(text) or SILENT)


def _office(by: str) -> str:
    if by.casefold() in _CUSTOMERS:
        return CUSTOMER
    if len(by) > OFFICE_LIMIT:
        raise Unreadable(f"the name of an office is longer than {OFFICE_LIMIT} characters")
    return by


def _moment(value, zone: tzinfo) -> datetime | None:
    if value in (None, ""):
        return None
    try:
        moment = datetime.fromisoformat(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(zone)
    except (TypeError, ValueError, OverflowError) as error:
        raise Unreadable(
            f"{str(value)[:40]!r} is no time; write it like 2026-03-14T09:26"
        ) from error


def _american(text: str, zone: tzinfo) -> datetime:
    try:
        return datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p").replace(tzinfo=zone)
    except ValueError as error:
        raise Unreadable(f"{text!r} is no time") from error
