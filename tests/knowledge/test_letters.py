"""Greeting and signature say nothing about the matter of a letter."""

import pytest

from forum.knowledge.letters import matter_of

MATTER = "seit Montag lässt sich der Treiber nicht mehr installieren."


@pytest.mark.parametrize(
    "text",
    [
        f"Sehr geehrte Damen und Herren,\n\n{MATTER}\n\nMit freundlichen Grüßen\nEine Kundin",
        f"Hallo!\n{MATTER}\nmfg Ein Kunde",
        f"Guten Tag Frau Muster,\n{MATTER}\n> Viele Gruesse\n\nTel. 1",
        MATTER,
    ],
)
def test_only_the_matter_is_left(text):
    assert matter_of(text).strip() == MATTER


def test_a_text_that_is_all_greeting_is_not_read_as_a_farewell():
    assert matter_of("Viele Grüße an alle, der Router blinkt.").endswith("der Router blinkt.")


@pytest.mark.parametrize("text", ["", "\n" * 9_000, "hallo " * 5_000, "mit " * 9_000, " >" * 9_000])
def test_any_text_is_read_at_once(text):
    assert len(matter_of(text)) <= len(text)
