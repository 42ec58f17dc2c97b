"""Whatever is typed into the search field is a query: no error, no delay, nothing unescaped."""

import json
import time

import pytest

from forum.core.errors import Invalid
from forum.core.paging import encode_cursor
from forum.search import index
from forum.search.documents import Filters
from tests.data import shared_data
from tests.search.conftest import document
from tests.search.test_finding import BILL, CAP, OUTAGE, VOLUME

ODD = [
    "",
    " \t\n ",
    "*",
    "*a*b*" * 200,
    "a* OR b? AND (c",
    "title:secret status:hidden key:1",
    '"',
    '""""',
    '"' * 2_001,
    "((((((((((" * 500,
    "[a TO z] {1 TO 9}~2^99",
    "foo~ bar~0.9 baz^4",
    "'; DROP TABLE search_documents; --",
    "a & b | !c <-> d:*",
    "'d' 'e':1A \\",
    "%s %(terms)s :terms {passes}",
    "\x00",
    "data\x00cap",
    "\ud800 \udfff",
    "­‍‮",
    "-",
    "--- -a -b",
    "-" * 10_000,
    "a" * 10_000,
    " ".join(f"wort{number}" for number in range(2_000)),
    "der die das " * 900,
    "Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 200,
    "<script>alert(1)</script> Datenvolumen",
    "½ ² ﬁ ǆ İ ß ſ",
    "🙂" * 2_500,
    "數據上限 данные الحد الأقصى",
]


@pytest.fixture
def shelf(library):
    library.put(VOLUME, OUTAGE, CAP, BILL)
    return library


@pytest.mark.slow
@pytest.mark.parametrize("asked", ODD, ids=range(len(ODD)))
def test_odd_queries_are_answered_quickly(shelf, asked):
    index.search("xq zq Datenvolumen")  # loads the models, which happens once in a process
    started = time.process_time()
    index.search(asked)
    index.similar(asked, asked, "de")
    index.similar("Volumen", asked, "en")
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize("value", ["", "\x00", "new\x00", "\ud800", "fr", "'; --", "x" * 5_000])
@pytest.mark.parametrize("name", ["status", "category", "language"])
def test_odd_filters_match_nothing_or_what_they_say(shelf, name, value):
    assert index.search("Datenvolumen", Filters(**{name: value})).total <= 1
    assert index.search("", Filters(**{name: value})).total <= 4


def hostile_lines() -> list[str]:
    lines = json.loads(shared_data("naughty-strings/blns.json").read_text("utf-8"))
    for file in sorted(shared_data("xss-vectors").rglob("*")):
        if file.is_file() and file.suffix in (".txt", ".md", ".test", ".html"):
            lines += file.read_text("utf-8", "replace").splitlines()
    return list(dict.fromkeys(lines))


@pytest.mark.slow
@pytest.mark.long
def test_every_hostile_line_is_a_query(shelf, much):
    for line in hostile_lines()[:: much(1, 10)]:
        results = index.search(line)
        assert_escaped(results.hits, line)


@pytest.mark.slow
def test_every_hostile_line_is_a_document(library):
    lines = hostile_lines()[:400]
    library.put(*(document(n, line, f"{line} Kennwort") for n, line in enumerate(lines, 1)))
    shown = index.search("Kennwort", Filters(), limit=100)
    assert shown.total == len(lines)
    assert_escaped(shown.hits, "Kennwort")
    for line in lines[:60]:
        assert_escaped(index.search(line).hits, line)


def assert_escaped(hits, asked):
    for hit in hits:
        for markup in (hit.title, *hit.passages):
            bare = str(markup).replace("<mark>", "").replace("</mark>", "")
            assert "<" not in bare and ">" not in bare and '"' not in bare, (asked, markup)


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "W10",
        "Ww==",
        "\x00",
        "WyJhIiwxLDJd",
        "W251bGwsMSwyXQ",
        encode_cursor(1.0, 10**40, 1),
    ],
)
def test_a_forged_cursor_is_refused_with_a_sentence(shelf, cursor):
    with pytest.raises(Invalid):
        index.search("Volumen", cursor=cursor)


@pytest.mark.parametrize(
    "parts", [(1e308, 1, 1), (-1e308, 1, 10**9), (0.0, 10**9, 0), (float("nan"), 1, 1)]
)
def test_a_well_formed_cursor_from_nowhere_gives_a_page(shelf, parts):
    for asked in ("Volumen", ""):
        index.search(asked, Filters(status="new"), cursor=encode_cursor(*parts))
