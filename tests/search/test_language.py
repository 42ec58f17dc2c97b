"""German or English, also where a text is too short to tell."""

import json

import pytest

from forum.search.language import detect
from tests.data import shared_data


@pytest.mark.parametrize(
    "text",
    [
        "Seit gestern kein Internet",
        "Störung",
        "Rechnung falsch, was tun?",
        "Warum wurde mein Router gesperrt",
        "ich habe noch nie so etwas erlebt",
    ],
)
def test_german_is_heard(text):
    assert detect(text) == "de"


@pytest.mark.parametrize(
    "text", ["data cap", "my router", "No internet since Monday", "They charged me twice"]
)
def test_english_is_heard(text):
    assert detect(text) == "en"


@pytest.mark.parametrize("text", ["", " ", "\x00", "12345", "🙂", "\ud800", "a" * 100_000])
def test_anything_has_an_answer(text):
    assert detect(text) in ("de", "en")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["de", "en"])
def test_questions_and_passages_are_told_apart(language):
    texts = [
        json.loads(line)["text"]
        for name in ("queries", "corpus")
        for line in shared_data(f"xquad-de-en/{name}-{language}.jsonl")
        .read_text("utf-8")
        .split("\n")
        if line
    ]
    right = sum(detect(text) == language for text in texts)
    assert right / len(texts) > 0.99
