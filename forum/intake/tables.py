"""Reads tables of cases (CSV), one case in each row, the columns by their names; no database."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from forum.core.text import clean_line
from forum.intake import dates
from forum.intake.columns import Columns, columns_of
from forum.intake.statuses import state_from
from forum.intake.threads import (
    CUSTOMER,
    BadLine,
    Message,
    Thread,
    Unreadable,
    code_word,
    in_order,
    key_from,
    title_and_text,
)

LONGEST_FIELD = 1_000_000  # characters; a quotation mark that is never closed ends here
DELIMITERS = ",;\t|"


@dataclass(frozen=True)
class Table:
    """An opened table: its columns, the order of its dates, and its rows with their lines."""

    columns: Columns
    dates: dates.Order | None
    rows: tuple[tuple[int, list[str]], ...]
    broken: BadLine | None = None


def open_table(content: bytes, chosen: dict[str, str] | None = None) -> Table:
    """Read a file's bytes; raises Unreadable when it is not a table with the columns needed."""
    text = _decoded(content)
    first_line = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first_line.count)
    rows, broken = _rows(text, delimiter)
    if not rows:
        raise Unreadable("The file is empty.")
    columns = columns_of([name.strip() for name in rows[0][1]], chosen)
    fit = [row for _line, row in rows[1:] if len(row) == columns.width]
    order = dates.order_of(columns.value(row, "day") for row in fit)
    return Table(columns, order, tuple(rows[1:]), broken)


def read_table(table: Table, zone: tzinfo) -> Iterator[Thread | BadLine]:
    """Each row as a thread of one message, or as a bad line. Times without a zone are in `zone`."""
    for line, row in table.rows:
        try:
            yield _thread(line, row, table, zone)
        except Unreadable as reason:
            yield BadLine(line, str(reason))
    if table.broken:
        yield table.broken


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")  # what spreadsheets write on Windows


def _rows(text: str, delimiter: str) -> tuple[list[tuple[int, list[str]]], BadLine | None]:
    """The rows with the line each begins in; a fault in the file ends them and is told."""
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    rows, begins = [], 1
    try:
        for row in reader:
            if any(field.strip() for field in row):
                rows.append((begins, row))
            begins = reader.line_num + 1
    except csv.Error as error:
        return rows, BadLine(begins, f"from here on the file is no table: {error}")
    return rows, None


def _thread(line: int, row: Sequence[str], table: Table, zone: tzinfo) -> Thread:
    columns = table.columns
    if len(row) != columns.width:
        raise Unreadable(f"it has {len(row)} fields and the header has {columns.width}")
    key = key_from(columns.value(row, "key"))
    title, text = title_and_text(columns.value(row, "title"), columns.value(row, "text"))
    moment = dates.moment_from(columns.value(row, "day"), columns.value(row, "time"), table.dates)
    at = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return Thread(
        line=line,
        key=key,
        title=title,
        messages=in_order(
            [Message(CUSTOMER, at, text or _what_else_is_known(row, columns, title))]
        ),
        state=state_from(columns.value(row, "status")),
        via=code_word(columns.value(row, "via")),
        category=clean_line(columns.value(row, "category")),
    )


def _what_else_is_known(row: Sequence[str], columns: Columns, title: str) -> str:
    """A case without a text says again what it is about, and where from."""
    place = [columns.value(row, "city").strip(), columns.value(row, "region").strip()]
    facts = [columns.value(row, "via").strip(), ", ".join(filter(None, place))]
    return "\n\n".join(filter(None, [title, " · ".join(filter(None, facts))]))
