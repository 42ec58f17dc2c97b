"""Paging by key: a page of rows and an opaque cursor to the next; refuses offsets."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from forum.core.db import LARGEST_NUMBER
from forum.core.errors import Invalid
from forum.core.i18n import _

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows in order; `next` is the cursor of the following page, or None on the last one."""

    items: list[Row]
    next: str | None


def encode_cursor(*key: Any) -> str:
    """Pack the key of the last row; datetimes become ISO texts."""
    plain = [part.isoformat() if isinstance(part, datetime) else part for part in key]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None, *kinds: type) -> list | None:
    """Unpack a cursor into values of `kinds`; None stays None; raises Invalid on a forged one."""
    if not cursor:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        parts = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if not isinstance(parts, list) or len(parts) != len(kinds):
            raise ValueError("wrong number of parts")
        return [_typed(part, kind) for part, kind in zip(parts, kinds, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError, binascii.Error) as error:
        sentence = _("This page address is damaged. Start again from the first page.")
        raise Invalid(sentence, "cursor") from error


def _typed(part: Any, kind: type) -> Any:
    if kind is datetime:
        moment = datetime.fromisoformat(part)
        if moment.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return moment.astimezone(UTC)  # OverflowError at the ends of the calendar
    if type(part) is not kind or (isinstance(part, int) and abs(part) > LARGEST_NUMBER):
        raise ValueError("wrong kind of part")
    return part


def page_of(rows: list, limit: int, key) -> Page:
    """Cut `limit + 1` fetched rows to a page; `key(row)` gives the cursor parts of the last one."""
    following = encode_cursor(*key(rows[limit - 1])) if len(rows) > limit else None
    return Page(rows[:limit], following)
