"""Personal data is found in whatever notation; technical text is left alone; work is bounded."""

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.planted import GERMAN, TECHNICAL, planted, technical_lines
from forum.core.markdown import render
from forum.core.personal.finder import MASK, find, mask
from tests.data import data_directory, shared_data

PERSONAL = {
    "phone": [
        "0171 1234567",
        "0171/1234567",
        "(030) 123456",
        "030-12 34 56 78",
        "+49 (0) 171 / 123 45 67",
        "0049 171 1234567",
        "491711234567",
        "Tel.: 030/1234-567",
        "Tel 123456",
        "Zimmer 3 0171 1234567",
        "０１７１ １２３４５６７",
        "0171\u200b1234\u200b567",
        "**0171** 1234567",
        "0 1 7 1 1 2 3 4 5 6 7",
        "+43 664 1234567",
        "+1 212-555-2368",
        "(215) 555-1234",
        "tel:+491711234567",
    ],
    "iban": [
        "DE89 3704 0044 0532 0130 00",
        "IBAN:DE89370400440532013000.",
        "de89370400440532013000",
        "GB82 WEST 1234 5698 7654 32 danke",
        "NO93 8601 1117 947",
        "at 10-12 Mbit. DE89-3704-0044-0532-0130-00",
        "IBAN DE00 1234 5678 9012 3456 78",
    ],
    "card": ["4111 1111 1111 1111", "4111-1111-1111-1111 12/25", "378282246310005"],
    "email": [
        "max@example.org",
        "max.muster (at) example (dot) org",
        "max at example dot org",
        "max[at]example.org",
        "max&#64;example.org",
        "max\\_m@example.org",
        "mailto:max@example.org",
    ],
    "customer_number": [
        "Kd.-Nr. 4711123",
        "KdNr.: K-123456",
        "Kunden-Nr.:\n12345678",
        "Meine Kundennummer bei Ihnen lautet 4711 123",
        "| Kundennummer | 12345678 |",
        "12345678 ist meine Kundennummer",
        "customer number is 88 12 34",
        "my account number 8499 10 123 1234567",
        "Kto.-Nr. 1234567",
    ],
    "contract_number": ["Vertrags-Nr.: V-2019-12345", "contract number 55512345"],
    "invoice_number": ["Rechnungsnummer 2024-0012345", "Rg.-Nr. 1234567", "invoice #K-12345678"],
    "meter_number": ["Zählernummer 1EMH0012345678", "Zaehlernummer: 4711 4711", "meter no. 123456"],
    "secret": [
        "Passwort: hunter2",
        "mein Passwort ist Sommer2024!",
        "Kennwort lautet sommer",
        "password=Tr0ub4dor&3",
        "PIN 1234",
        "PIN: 2015",
        "PUK 12345678",
        "SIM-PIN: 0000",
    ],
}

TECHNICAL_TEXTS = """192.168.178.1:8080
00:1A:2B:3C:4D:5E
00-11-22-33-44-55
Version 1.2.3.4567, FRITZ!OS 07.57, 10.0.19045.3570
am 01.02.2024 um 12:30, am 02.03.2024
Fall 1234, RFC 2616, Ticket 0301234567, Bestellnummer 0301234567
110, 112, 115 und 116117, 0800 3301000, 0180 5 123456
IMEI 356938035643809
2024-01-02 03:04:05,678 INFO |WARNING|025.045000|SERVER>
0x0000001234567 00000010  48 65 6c 6c 6f
1511234567890 -65.12345678 0.12345678 3.141592653589793
@@ -10,4 +12,5 @@
Kundennummer steht auf der Rechnung vom 01.02.2024
Rechnung vom 12.03.2024 über 49,95 Euro, account 134.93
Passwort ist falsch, Passwort vergessen, Passwort: bitte neu vergeben, password: ********
PIN eingeben, pin 5, PIN 2015 geändert
@user.name hallo @anna.m
git@github.com:foo/bar.git icon@2x.png
password = os.environ['X']
https://example.org/cases/01711234567
meet me at example.com
matrix 0 0 0 255 255 1 0 511 0 361
LC-34 mit einer Umstellung der Energiequelle
Passwort: ▒▒▒▒""".splitlines()

HOSTILE = {
    "digits": "1" * 100_000,
    "zeros": "0 " * 50_000,
    "mobile codes": "0171 " * 20_000,
    "numbers": "030 123456 " * 9_000,
    "at": "a@" * 50_000,
    "dotted": "a." * 30_000 + "@" + "a." * 20_000,
    "the words": "kundennummer " * 7_000,
    "words after it": "kundennummer " + "ab " * 30_000,
    "signs after it": "Kd.-Nr." + " .:" * 30_000,
    "values without end": "kundennummer 1a" * 6_000,
    "passwords": "passwort: " * 10_000,
    "brackets": "(" * 100_000,
    "entities": "&#" * 50_000,
    "beginnings of accounts": "DE89 " * 20_000,
    "pairs": "ab-" * 30_000,
}


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in PERSONAL.items() for text in texts]
)
def test_it_is_found_and_gone_after_masking(kind, text):
    whole = f"Hallo, {text}"
    findings = find(whole)
    assert [one.kind for one in findings] == [kind]
    assert whole[findings[0].start : findings[0].end] == findings[0].text
    assert find(mask(whole, findings)) == []


@pytest.mark.parametrize("text", TECHNICAL_TEXTS)
def test_technical_text_raises_no_alarm(text):
    assert find(text) == []


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_costs_no_more_than_its_length(text):
    began = time.process_time()
    find(text)
    assert time.process_time() - began < 1.5


@given(
    st.text(alphabet=st.sampled_from("0123456789+()/-. \n@aDE:KdNr#*_\\&;\u200b９▒"), max_size=200)
)
def test_places_are_sorted_apart_and_true(text):
    findings = find(text)
    assert all(text[one.start : one.end] == one.text for one in findings)
    assert all(a.end <= b.start for a, b in zip(findings, findings[1:], strict=False))
    assert mask(text, findings).count(MASK) >= len(findings)


def test_the_mask_means_nothing_in_markdown():
    text = f"**Kd.-Nr. {MASK}** [Mail](mailto:{MASK}) `{MASK}`"
    assert render(text).html.count(MASK) + render(text).html.count("%E2%96%92" * 4) == 3


@pytest.fixture(scope="module")
def folder():
    for name in (*GERMAN, *TECHNICAL, "comcast-fcc-2015"):
        shared_data(name)
    return data_directory()


@pytest.mark.only_long
@pytest.mark.slow
def test_recall_on_real_texts_with_planted_values(folder):
    tried, missed = Counter(), Counter()
    for one in planted(folder, per_kind=300):
        tried[one.kind] += 1
        hidden = {place for found in find(one.text) for place in range(found.start, found.end)}
        letters = (n for n in range(one.start, one.end) if one.text[n].isalnum())
        missed[one.kind] += not hidden.issuperset(letters)
    recall = {kind: 1 - missed[kind] / tried[kind] for kind in tried}
    assert recall["iban"] >= 0.95
    assert recall["phone"] >= 0.9
    assert recall["customer_number"] >= 0.9
    assert min(recall.values()) >= 0.9, recall


@pytest.mark.slow
def test_false_alarms_over_a_thousand_technical_lines(folder):
    lines = technical_lines(folder, at_most=1_000)
    alarms = [line for line in lines if find(line)]
    assert len(alarms) <= 20, alarms
