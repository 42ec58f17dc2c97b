"""What counts as the same word, in German and in English."""

import pytest

from forum.search import analysis
from tests.search.conftest import document


def terms(word: str, language: str) -> set[str]:
    return {term for term, _ in analysis.terms(analysis.normalised(word), language)}


def alike(one: str, other: str, language: str) -> bool:
    return analysis.stem(analysis.normalised(one), language) == analysis.stem(
        analysis.normalised(other), language
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Störung", "Stoerung"),
        ("Störung", "Storung"),
        ("Störungen", "stoerung"),
        ("Straße", "Strasse"),
        ("GRÖSSE", "größe"),
        ("Rechnungen", "Rechnung"),
        ("Verträge", "Vertrag"),
        ("Häuser", "Haus"),
    ],
)
def test_german_forms_of_a_word_are_one(one, other):
    assert alike(one, other, "de")


@pytest.mark.parametrize(
    ("one", "other"), [("bills", "billing"), ("customer's", "customers"), ("Router’s", "router")]
)
def test_english_forms_of_a_word_are_one(one, other):
    assert alike(one, other, "en")


@pytest.mark.parametrize(("one", "other"), [("neue", "nue"), ("Bauer", "Bar"), ("Haus", "Maus")])
def test_different_german_words_stay_different(one, other):
    assert not alike(one, other, "de")


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        ("Datenvolumen", "Volumen"),
        ("Datenvolumens", "Volumen"),
        ("Hausanschluss", "Anschluss"),
        ("Hausanschlüsse", "Anschluss"),
        ("Rufnummernmitnahme", "Mitnahme"),
        ("Vertragsverlängerung", "Verlaengerung"),
        ("Internetverbindung", "Internet"),
    ],
)
def test_a_compound_holds_its_parts(whole, part):
    assert "d" + analysis.stem(analysis.normalised(part), "de") in terms(whole, "de")


def test_a_plain_word_is_not_taken_apart_into_nonsense():
    assert len(terms("Sonntag", "de")) == 2
    assert len(terms("Störung", "de")) == 2


def test_a_compound_is_not_split_in_english():
    assert terms("Datenvolumen", "en") == {"xdatenvolumen", "edatenvolumen"}


def test_a_hyphenated_word_is_also_found_written_together():
    found = analysis.analyse(document(1, "Kein W-LAN seit der E-Mail-Umstellung")).occurrences
    assert {"xwlan", "xemail", "xlan", "xmail"} <= found.keys()


def test_the_title_counts_more_than_the_text():
    found = analysis.analyse(document(1, "Drossel", "Drossel Amsel")).occurrences
    weight = {term: analysis.weight(places.values()) for term, places in found.items()}
    assert weight["xdrossel"] == 3.0
    assert weight["xamsel"] == 1.0


def test_every_place_of_a_word_can_be_shown_in_the_text_as_written():
    text = "Ärger: „Daten­volumen“ weg – e\u0301te\u0301 O’Brien's Tarif"
    for word in analysis.words(text):
        assert analysis.normalised(text[word.start : word.end]) == word.text


@pytest.mark.parametrize("text", ["", "\x00", "´`^°", "🙂🙂", "\ud800", "½", "‍", "_" * 50])
def test_what_holds_no_word_has_no_terms(text):
    assert analysis.analyse(document(1, text)).length <= 1


@pytest.mark.slow
def test_an_endless_document_is_read_up_to_a_limit():
    endless = " ".join(f"wort{number}" for number in range(200_000))
    found = analysis.analyse(document(1, "", endless, language="en"))
    assert found.length <= analysis.MOST_WORDS
    assert sum(len(term) for term in found.occurrences) < 1_000_000


def test_an_endless_word_is_found_by_its_beginning():
    assert {len(term) for term in terms("a" * 5_000, "de")} == {1 + analysis.LONGEST_WORD}
