"""Both colour schemes name the same colours, and words can be read on each (WCAG 2.2 AA)."""

import re

import pytest

from tests.data import REPOSITORY

CSS = REPOSITORY / "static" / "css"
COLOUR = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{6});")
SURFACES = ("paper", "sheet", "ticket", "sunk")
TONES = ("good", "warn", "bad", "calm", "busy", "twin", "accent")

# Words on their ground need 4.5 (WCAG 1.4.3), edges of inputs and the focus ring 3 (1.4.11).
WORDS = [
    *((word, ground) for word in ("ink", "ink-soft", "link", "link-seen") for ground in SURFACES),
    *((tone, f"{tone}-wash") for tone in TONES),
    *((tone, "sheet") for tone in TONES),
    *(
        (word, f"{tone}-wash")
        for word in ("ink", "ink-soft")
        for tone in ("good", "warn", "accent")
    ),
    ("ink", "bad-wash"),
    ("bad", "paper"),
    ("good", "paper"),
    ("accent", "paper"),
    ("accent", "sunk"),
    ("link", "accent-wash"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("accent-strong", "accent-wash"),
    ("ink", "mark"),
    ("link", "mark"),  # a found word in a title
]
EDGES = [(edge, ground) for edge in ("line-strong", "focus") for ground in ("paper", "sheet")]


def colours(name: str) -> dict[str, str]:
    return dict(COLOUR.findall((CSS / name).read_text("utf-8")))


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["tokens.css", "dark.css"])
@pytest.mark.parametrize(("pairs", "least"), [(WORDS, 4.5), (EDGES, 3.0)])
def test_colours_can_be_told_apart(scheme, pairs, least):
    known = colours(scheme)
    measured = {pair: contrast(known[pair[0]], known[pair[1]]) for pair in pairs}
    weak = {pair: round(ratio, 2) for pair, ratio in measured.items() if ratio < least}
    assert not weak, weak


def test_both_schemes_name_the_same_colours():
    assert set(colours("tokens.css")) == set(colours("dark.css"))


def test_colours_are_named_and_not_written_out():
    """Elsewhere a colour would miss its dark twin; paper itself (print.css) is always white."""
    written = re.compile(r"#[0-9a-f]{6}\b|#[1-9a-f][0-9a-f]{2}\b")
    found = []
    for file in CSS.glob("*.css"):
        outside_print = re.sub(r"@media print \{.*", "", file.read_text("utf-8"), flags=re.DOTALL)
        if file.name not in ("tokens.css", "dark.css", "print.css"):
            found += [f"{file.name}: {colour}" for colour in written.findall(outside_print)]
    assert not found, found
