"""What changed in a text is shown word by word, safely and soon."""

import random
import re
import time
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from forum.core.diff import word_diff

ANSWER_WITHIN = 0.5  # seconds of this thread's processor


def sides(diff: str) -> tuple[str, str]:
    """The two texts a reader can put together again from the marks."""
    before = re.sub(r"<ins>.*?</ins>|</?del>", "", diff, flags=re.DOTALL)
    after = re.sub(r"<del>.*?</del>|</?ins>", "", diff, flags=re.DOTALL)
    return unescape(before), unescape(after)


def test_a_changed_word_is_shown_old_and_new():
    assert word_diff("Ich warte drei Wochen.", "Ich warte vier Wochen.") == (
        "Ich warte <del>drei</del><ins>vier</ins> Wochen."
    )


def test_a_word_is_never_cut_in_the_middle():
    assert word_diff("gewartet", "gewandert") == "<del>gewartet</del><ins>gewandert</ins>"
    assert word_diff("ein Fall", "ein Fallrohr") == "ein <del>Fall</del><ins>Fallrohr</ins>"
    assert word_diff("a", "aa") == "<del>a</del><ins>aa</ins>"


def test_equal_and_empty_texts_show_no_change():
    assert word_diff("gleich", "gleich") == "gleich"
    assert word_diff("", "") == ""
    assert word_diff("", "neu") == "<ins>neu</ins>"
    assert word_diff("alt", "") == "<del>alt</del>"


def test_what_people_wrote_is_escaped_on_every_path():
    diff = word_diff("<b>a</b> & x", "<i>a</i> & y <script>")
    assert isinstance(diff, Markup)
    assert re.sub(r"</?(?:ins|del)>", "", diff).count("<") == 0


@pytest.mark.slow
def test_texts_made_to_be_slow_are_answered_soon_and_whole():
    chance = random.Random(7)
    words = [f"w{number}" for number in range(300)]
    pairs = [
        (" ".join(chance.choices(words, k=4_000)), " ".join(chance.choices(words, k=4_000))),
        ("a " * 10_000, "b a " * 5_000),
        ("a\n" * 10_000, "b\na\n" * 5_000),
        ("ab" * 10_000, "ba" * 10_000),
        ("".join(chance.choices("ab \n", k=20_000)), "".join(chance.choices("ab \n", k=20_000))),
        ("<" * 20_000, ">" * 20_000),
    ]
    for before, after in pairs:
        began = time.thread_time()
        diff = word_diff(before, after)
        assert time.thread_time() - began < ANSWER_WITHIN
        assert sides(diff) == (before, after)


def test_when_words_are_too_many_whole_lines_are_compared():
    chance = random.Random(7)
    lines = [" ".join(chance.choices("abcdefgh", k=60)) for _ in range(150)]
    changed = [line if number % 10 else line[::-1] for number, line in enumerate(lines, 1)]
    diff = word_diff("\n".join(lines), "\n".join(changed))
    assert diff.count("<ins>") >= 10
    assert sides(diff) == ("\n".join(lines), "\n".join(changed))


TEXTS = st.lists(st.sampled_from("a b ab <b> & ' \" ä \n".split(" ")) | st.text(max_size=3)).map(
    " ".join
)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_the_difference(before, after):
    assert sides(word_diff(before, after)) == (before, after)
