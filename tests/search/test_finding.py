"""Who finds what: words, their relatives, filters, phrases, and what stands first."""

from datetime import timedelta

import pytest

from forum.search import index
from forum.search.documents import Filters
from tests.search.conftest import MONDAY, document

VOLUME = document(1, "Datenvolumen schon am Zehnten aufgebraucht", "Gedrosselt auf 64 kbit/s.")
OUTAGE = document(2, "Störung in der Lindenstraße", "Seit Montag kein Anschluß.", category="fixed")
CAP = document(3, "Data cap reached", "They slow me down every month.", language="en")
BILL = document(
    4,
    "Rechnung doppelt abgebucht",
    "Im März gleich zweimal.",
    status="solved",
    solution="Der Betrag wird erstattet.",
)


@pytest.fixture
def shelf(library):
    library.put(VOLUME, OUTAGE, CAP, BILL)
    return library


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("Volumen", 1),
        ("datenvolumen", 1),
        ("Daten-Volumen", 1),
        ("Drosselung", 1),
        ("stoerung", 2),
        ("STORUNG", 2),
        ("Lindenstrasse", 2),
        ("Störungen", 2),
        ("Anschluss", 2),
        ("data caps", 3),
        ("erstatten", 4),
        ("Beträge", 4),
    ],
)
def test_a_word_finds_its_relatives(shelf, asked, expected):
    assert shelf.find(asked)[:1] == [expected]


def test_small_words_are_not_dropped(library):
    library.put(document(1, "Wer wie was", "der die das"), document(2, "Tarif", "Preis"))
    assert library.find("der die das") == [1]
    assert library.find("wer") == [1]


def test_both_languages_are_found_by_a_word_they_share(library):
    library.put(document(1, "Router defekt"), document(2, "Router broken", language="en"))
    assert sorted(library.find("Router")) == [1, 2]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"status": "solved"}, [4]),
        ({"category": "fixed"}, [2]),
        ({"language": "en"}, [3]),
        ({"has_solution": True}, [4]),
        ({"has_solution": False}, [1, 2, 3]),
        ({"opened_from": MONDAY, "opened_to": MONDAY + timedelta(seconds=1)}, [1, 2, 3, 4]),
        ({"opened_from": MONDAY + timedelta(seconds=1)}, []),
        ({"opened_to": MONDAY}, []),
        ({"status": "solved", "category": "fixed"}, []),
    ],
)
def test_filters_hold_for_words_and_without(shelf, filters, expected):
    every_word = "Datenvolumen Störung data Rechnung"
    assert sorted(shelf.find(every_word, **filters)) == expected
    if expected != [1, 2, 3, 4]:
        assert sorted(shelf.find("", **filters)) == expected


def test_a_quoted_phrase_is_looked_for_as_it_stands(library):
    library.put(
        document(1, "Das Internet ist langsam", "Abends langsam, sonst nicht."),
        document(2, "Langsam ist das Internet"),
    )
    assert sorted(library.find("internet ist langsam")) == [1, 2]
    assert library.find('"Internet ist langsam"') == [1]
    assert sorted(library.find("„das internet“ langsam")) == [1, 2]
    assert library.find('"langsam Internet"') == []


def test_a_word_with_a_minus_is_left_out(library):
    library.put(document(1, "Router von früher"), document(2, "Router und Modem"))
    assert library.find("router -modem") == [1]
    assert sorted(library.find("router - modem")) == [1, 2]
    assert library.find("-modem") == []


def test_a_solved_case_stands_ahead_of_an_equal_one(library):
    library.put(
        document(1, "Router blinkt rot", has_solution=True), document(2, "Router blinkt rot")
    )
    assert library.find("router blinkt") == [1, 2]
    library.put(
        document(1, "Router blinkt rot"), document(2, "Router blinkt rot", has_solution=True)
    )
    assert library.find("router blinkt") == [2, 1]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Rechnnug", "rechnung"),
        ("Storrung Lindenstraße", "störung Lindenstraße"),
        ("datenvolumn", "datenvolumen"),
        ("reachd", "reached"),
    ],
)
def test_a_misspelling_is_answered_with_what_was_meant(shelf, asked, meant):
    assert index.search(asked).suggestion == meant
    assert shelf.find(meant)


@pytest.mark.parametrize("asked", ["Rechnung", "data cap", "Störung", "xq", "zzzzzzzz", "12345678"])
def test_nothing_is_suggested_without_need_or_without_an_idea(shelf, asked):
    assert index.search(asked).suggestion is None


def test_a_page_is_followed_by_the_next_without_gaps(library):
    library.put(*(document(n, f"Router {'blinkt ' * (n % 7)}", "rot") for n in range(1, 31)))
    seen, cursor = [], None
    while True:
        results = index.search("router rot", Filters(), limit=7, cursor=cursor)
        assert results.total == 30
        seen += [hit.key for hit in results.hits]
        cursor = results.next
        if cursor is None:
            break
    assert sorted(seen) == list(range(1, 31))


def test_filters_alone_page_by_key_too(library):
    library.put(*(document(n, f"Fall {n}") for n in range(1, 12)))
    seen, cursor = [], None
    for _ in range(3):
        results = index.search("", Filters(status="new"), limit=4, cursor=cursor)
        seen += [hit.key for hit in results.hits]
        cursor = results.next
    assert seen == list(range(11, 0, -1))
    assert cursor is None


def test_similar_documents_are_found_for_a_long_text(shelf):
    title = "Volumen verbraucht"
    body = "Mein Datenvolumen ist schon wieder weg, ich werde gedrosselt. " * 200
    assert [hit.key for hit in index.similar(title, body, "de")][:1] == [1]
    assert index.similar(title, body, "de", exclude=(1,)) == [] or all(
        hit.key != 1 for hit in index.similar(title, body, "de", exclude=(1,))
    )
    assert index.similar("", "", "de") == []


def test_the_passage_shows_where_the_word_stands(library):
    text = "Anfang. " * 200 + "Da wurde das Datenvolumen <b>gedrosselt</b> & weg. " + "Ende. " * 200
    library.put(document(1, "Ein <i>Volumen</i>", text))
    hit = index.search("Volumen").hits[0]
    assert hit.title == "Ein &lt;i&gt;<mark>Volumen</mark>&lt;/i&gt;"
    passage = "".join(hit.passages)
    assert "<mark>Datenvolumen</mark> &lt;b&gt;gedrosselt" in passage
    assert len(passage) < 400


def test_a_word_of_the_solution_alone_shows_the_solution(shelf):
    hit = index.search("erstattet").hits[0]
    assert "<mark>erstattet</mark>" in "".join(hit.passages)
