"""Cursors: they hold a key, and a forged one is refused with a sentence, never with a failure."""

import base64
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.errors import Invalid
from forum.core.paging import decode_cursor, encode_cursor, page_of

MOMENT = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)


def forged(value) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.fixture
def words(app):
    """Refusals are sentences in the reader's language, which needs a context."""
    with app.test_request_context():
        yield


@given(moment=st.datetimes(timezones=st.just(UTC)), number=st.integers(0, 2**31 - 1))
def test_what_was_packed_comes_out(moment, number):
    assert decode_cursor(encode_cursor(moment, number), datetime, int) == [moment, number]


def test_a_cursor_fits_into_an_address():
    assert encode_cursor(MOMENT, 7, "a/b+c?").isascii()
    assert not set(encode_cursor(MOMENT, 7, "ÿÿ>>??")) & set("+/=&?#% ")


def test_no_cursor_is_the_first_page():
    assert decode_cursor(None, datetime, int) is None
    assert decode_cursor("", datetime, int) is None


def test_moments_of_other_zones_are_the_same_moment():
    elsewhere = MOMENT.astimezone(timezone(timedelta(hours=5)))
    assert decode_cursor(encode_cursor(elsewhere), datetime) == [MOMENT]


WHEN = MOMENT.isoformat()
FORGED = [
    "nonsense",
    "%00",
    "ü",
    "a",
    "=====",
    "x" * 100_000,
    forged("not json"),
    forged("[" * 100_000),
    forged({"a": 1}),
    forged(None),
    forged([]),
    forged([WHEN]),
    forged([WHEN, 1, 2]),
    forged([1, WHEN]),
    forged([WHEN, "1"]),
    forged([WHEN, 1.5]),
    forged([WHEN, True]),
    forged([WHEN, None]),
    forged([WHEN, 2**31]),
    forged([WHEN, 2**63]),
    forged([WHEN, -(2**63)]),
    forged(f'["{WHEN}", 1e999]'),
    forged(f'["{WHEN}", NaN]'),
    forged(["2026-03-01T12:30:15", 1]),  # without a zone
    forged(["0001-01-01T00:00:00+14:00", 1]),  # before the calendar begins
    forged(["9999-12-31T23:59:59-14:00", 1]),
    forged(["tomorrow", 1]),
    forged([["2026"], 1]),
    forged([WHEN, "' OR 1=1 --"]),
]


@pytest.mark.parametrize("cursor", FORGED, ids=[str(place) for place in range(len(FORGED))])
def test_a_forged_cursor_is_refused_with_a_sentence(words, cursor):
    with pytest.raises(Invalid) as refused:
        decode_cursor(cursor, datetime, int)
    assert refused.value.field == "cursor" and refused.value.sentence


@pytest.mark.parametrize("path", ["/cases?cursor=", "/cases?order=waiting&cursor="])
def test_a_list_answers_a_forged_cursor_with_a_page(browse, cast, path):
    for cursor in FORGED[:5] + FORGED[7:]:
        answer = browse().get(path + cursor)
        assert answer.status_code == 422, cursor[:60]
        assert "Start again from the first page" in answer.text


def test_rows_are_cut_to_a_page_and_the_last_one_names_the_next():
    page = page_of([9, 8, 7, 6], 3, lambda row: (row,))
    assert page.items == [9, 8, 7]
    assert decode_cursor(page.next, int) == [7]
    assert page_of([9, 8, 7], 3, lambda row: (row,)).next is None
    assert page_of([], 3, lambda row: (row,)).items == []
