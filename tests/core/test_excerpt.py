"""The beginning of a text for a list: words whole, length kept."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.excerpt import excerpt


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("kurz", 10, "kurz"),
        ("", 10, ""),
        ("genau zehn", 10, "genau zehn"),
        ("Das ist ein langer Satz", 12, "Das ist ein…"),
        ("Das ist ein langer Satz", 11, "Das ist…"),
        ("Das ist, ein", 9, "Das ist…"),
        ("viele \n\n  Zeilen\tund Leeres", 14, "viele Zeilen…"),
        ("Datenvolumenüberschreitung", 10, "Datenvolu…"),
        ("an Datenvolumenüberschreitung", 12, "an Datenvol…"),
        ("abc", 1, "…"),
    ],
)
def test_a_long_text_ends_with_a_whole_word_and_an_ellipsis(text, length, expected):
    assert excerpt(text, length) == expected


def test_a_letter_keeps_its_marks_and_a_family_stays_together():
    assert excerpt("e\u0301" * 10, 6) == "e\u0301e\u0301…"
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert excerpt(family * 3, 9) == family + "…"
    assert excerpt("\U0001f44d\U0001f3fd" * 5, 4) == "\U0001f44d\U0001f3fd…"


def test_no_room_is_an_error_of_the_caller():
    with pytest.raises(ValueError, match="room"):
        excerpt("Text", 0)


@pytest.mark.slow
@given(st.text(), st.integers(1, 40))
def test_an_excerpt_is_never_longer_than_asked_and_begins_like_the_text(text, length):
    short = excerpt(text, length)
    folded = " ".join(text.split())
    assert len(short) <= length
    assert short == folded or (short.endswith("…") and folded.startswith(short[:-1]))
    if short != folded and len(short) > 1:
        assert unicodedata.category(folded[len(short) - 1]) not in ("Mn", "Me")
