"""Real texts, and the ways in which a case could be louder or better known; refuses to judge."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice, zip_longest

from tests.data import shared_data

TITLE_LONGEST = 150  # characters
MENTIONS = "@wartemarke @press @everyone @ceo "


@dataclass(frozen=True)
class Told:
    """What somebody says, and who they are: nothing of it may count."""

    title: str
    body: str
    author: str = "anna"  # by name in the cast
    channel: str = "web"
    follow_ups: int = 0


# Each leaves the facts of the case as they are.
SWAPS = {
    "a famous author": lambda told: replace(told, author="famous"),
    "an author with a new name": lambda told: replace(told, author="nora"),
    "capitals": lambda told: replace(
        told, title=told.title.upper()[:TITLE_LONGEST], body=told.body.upper()
    ),
    "exclamation marks": lambda told: replace(
        told, title=f"!!! {told.title}"[:TITLE_LONGEST], body=told.body.replace(".", "!!!") + "!!!"
    ),
    "mentions": lambda told: replace(told, body=f"{MENTIONS}{told.body} {MENTIONS}"),
    "writing again": lambda told: replace(told, follow_ups=3),
    "the API": lambda told: replace(told, channel="api"),
    "an import": lambda told: replace(told, channel="import"),
}


def real_texts(count: int) -> list[Told]:
    """So many complaints as people wrote them, English and German in turn; skips without data."""
    sources = (_complaints(), _posts(), _reports(), _mails())
    in_turn = chain.from_iterable(zip_longest(*sources))
    texts = (text for text in in_turn if text and text.strip())
    return [Told(_title(text), text) for text in islice(texts, count)]


def _title(text: str) -> str:
    return " ".join(text.split())[:TITLE_LONGEST]


def _complaints() -> Iterator[str]:
    for row in _rows("comcast-fcc-2015/cases.jsonl"):
        yield row["messages"][0]["text"]


def _posts() -> Iterator[str]:
    for row in _rows("germeval2017-db-feedback/dev.jsonl"):
        yield row["text"]


def _reports() -> Iterator[str]:
    with shared_data("konstanz-maengelmelder/reports.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield row["text_raw"]


def _mails() -> Iterator[str]:
    for row in _rows("omq-german-support-mails/emails_fold1.jsonl"):
        yield row["text"]


def _rows(name: str) -> Iterator[dict]:
    with shared_data(name).open(encoding="utf-8") as file:
        yield from map(json.loads, file)
