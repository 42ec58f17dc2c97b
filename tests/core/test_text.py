"""Text from outside becomes storable, and the same name in other letters is the same name."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.core.text import clean_line, clean_text, fold_handle
from tests.data import shared_data

ANYTHING = st.text(st.characters(codec=None))


@given(ANYTHING)
def test_whatever_is_typed_can_be_stored_and_sent(text):
    cleaned = clean_text(text)
    assert cleaned.encode("utf-8") is not None
    assert "\r" not in cleaned and "\x00" not in cleaned
    assert clean_text(cleaned) == cleaned


@given(ANYTHING)
def test_a_line_is_one_line(text):
    line = clean_line(text)
    assert line.splitlines() in ([], [line])
    assert line == line.strip() and clean_line(line) == line


@given(ANYTHING)
def test_folding_again_changes_nothing(text):
    assert fold_handle(fold_handle(text)) == fold_handle(text)
    assert fold_handle(text) == "".join(fold_handle(text).split())


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (None, ""),
        ("", ""),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("\n\n  indented\n\n", "  indented"),
        ("tab\tstays", "tab\tstays"),
        ("bell\x07 null\x00 escape\x1b delete\x7f", "bell null escape delete"),
        ("half a pair \ud83d.", "half a pair \ufffd."),
        ("a pair \ud83d\ude00.", "a pair 😀."),
        ("family 👩\u200d👧", "family 👩\u200d👧"),
    ],
)
def test_text_keeps_what_means_something(typed, stored):
    assert clean_text(typed) == stored


@pytest.mark.parametrize("mark", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_a_line_cannot_turn_its_neighbours_around(mark):
    assert clean_line(f"a{mark}b  c\n d") == "ab c d"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Olga", "oLGA"),
        ("Olga", " Ol ga "),
        ("Ｏｌｇａ", "Olga"),  # full width
        ("ﬁnn", "Finn"),  # a ligature
        ("STRASSE", "straße"),
        ("Jose\u0301", "JOSÉ"),
        ("Ⅷ", "viii"),
    ],
)
def test_these_are_the_same_name(one, other):
    assert fold_handle(one) == fold_handle(other)


def test_these_are_different_names():
    assert len({fold_handle(name) for name in ("Jose", "José", "J0se", "Josef")}) == 4


def test_naughty_strings_are_storable():
    folder = shared_data("naughty-strings")
    lists = [json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))]
    texts = [text for one in lists if isinstance(one, list) for text in one]
    assert len(texts) > 100
    for text in texts:
        assert "\n" not in clean_line(text)
        assert clean_text(clean_text(text)) == clean_text(text)
        clean_text(text).encode("utf-8")
