"""Made-up personal data set into real texts, and technical lines without any; prints nothing.

Values come from a seeded generator, wordings from lists. Some patterns of `forum.core.personal`
were mended after a look at what they missed here: this measures the known, not the unknown. The
texts are read where they lie and are never kept.
"""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SEED = 20_110_304
PER_KIND = 1_000
LINES = 1_000

GERMAN, ENGLISH = ("omq-german-support-mails", "germeval2017-db-feedback"), ("comcast-fcc-2015",)
TECHNICAL = ("related-threads-slicer", "omq-german-support-mails", "german-forum-search")

IBAN_FORMS = {  # country: the national part, n digit, a capital letter (ISO 13616 registry)
    "DE": "n" * 18,
    "AT": "n" * 16,
    "CH": "n" * 17,
    "NL": "aaaa" + "n" * 10,
    "GB": "aaaa" + "n" * 14,
    "ES": None,  # has national check digits of its own
    "LU": "n" * 16,
    "DK": "n" * 14,
    "PL": None,
    "SE": None,
    "IE": "aaaa" + "n" * 14,
    "LT": "n" * 16,
}
AREA_CODES = (
    "030 040 089 069 0221 0211 0231 0201 0711 0341 0351 0511 0911 0203 0228 0251 0521 0621 0721 "
    "0821 0431 0451 0381 0391 0361 0561 0761 0531 0541 02234 02335 03341 03871 04101 05041 06142 "
    "07031 08131 09131 03581"
).split()
MOBILE_CODES = (
    "0151 0152 0157 0159 0160 0162 0163 0170 0171 0172 0173 0174 0175 0176 0177 0178 0179".split()
)
PHONE_FORMS = (
    "{a}{s}|{a} {s}|{a}/{s}|{a} / {s}|{a}-{s}|({a}) {s}|({a}){s}|{a} {s2}|{a}/{s2}|{a} - {s2}"
    "|{a}.{s}|+49{n}{s}|+49 {n} {s}"
    "|+49 ({n}) {s}|+49 (0) {n} {s}|+49 (0){n} {s2}|+49-{n}-{s}|+49/{n}/{s}|"
    "0049{n}{s}|0049 {n} {s2}|0049 (0){n} / {s}|+49 {n} {s2}|{a} {s3}|{a}/{s3}|+49 {n} / {s3}"
).split("|")
SENTENCES = {
    "phone": "Sie erreichen mich unter {}.|Meine Nummer: {}|Bitte rufen Sie zurück: {}, ab 17 Uhr.|"
    "Tel. {}|Telefon: {}|Handy {}|mobil {} oder abends|Rückruf bitte an {}"
    "|Mein Anschluss {} ist tot.|Seit Montag geht die {} nicht mehr."
    "|Fax: {}|Nummer {} wurde nicht portiert|({})|Tel.:{}|"
    "Die Rufnummer {} soll bleiben.|Ich bin unter {} erreichbar, danke.|Call me: {}|M: {}",
    "iban": "Meine IBAN lautet {}.|IBAN: {}|Bitte überweisen Sie auf {}, danke."
    "|Konto {} (Sparkasse)|Die Abbuchung von {} war falsch."
    "|Refund to {} please.|IBAN {} BIC folgt|{}",
    "card": "Meine Karte {} wurde belastet.|Kreditkarte: {}|Card number {} was charged twice.|{}",
    "email": "Schreiben Sie mir an {}.|E-Mail: {}|Mail an {} bitte|My address is {}, thanks."
    "|<{}>|{}",
    "customer_number": "Meine Kundennummer ist {}.|Kundennummer: {}|Kundennummer {}|Kd.-Nr. {}|"
    "Kd.-Nr.: {}|KdNr {}|Kdnr.: {}|Kunden-Nr. {}|Kunden-Nr.: {}|Kundennr. {}|Kundennr: {}|KD-Nr: {}"
    "|Kundennummer lautet {}|Meine Kundennummer bei Ihnen: {}|(Kundennummer {})|Kunden Nr. {}|"
    "Kundenummer {}|kundennummer = {}|Ich habe die Kundennummer {} und warte.|Kunde Nr. {}|"
    "Unter der Kundennummer {} läuft der Vertrag.|{} ist meine Kundennummer.|{} (Kundennummer)|"
    "Customer number: {}|My customer number is {}.|Customer no. {}|customer ID {}|Kunden-ID: {}|"
    "Account number {}|my account # is {}|Acct #{}|client number {}|Kundenkonto {}|Kto.-Nr. {}|"
    "Meine Kundennr bei euch war glaube ich {}|KNr. {}|Kundennummer (steht auf der Rechnung): {}|"
    "Kundennummer habe ich auch: {}|Name Müller, Kundennummer {}, Ort Bonn",
    "contract_number": "Vertragsnummer: {}|Vertragsnummer {}|Vertrags-Nr. {}|Vertragsnr. {}|"
    "Mein Vertrag mit der Nummer {}|Vertrag Nr. {}|Vertragskonto {}|Contract number {}|"
    "contract no. {}|Die Vertragsnummer lautet {}.|Vertr.-Nr.: {}|Vertragskontonummer {}",
    "invoice_number": "Rechnungsnummer: {}|Rechnungsnummer {}|Rechnung Nr. {}|Rechnungs-Nr. {}|"
    "Rechnungsnr. {}|Rg.-Nr. {}|Invoice number {}|invoice no. {}|Re.-Nr. {}|Invoice #{}|"
    "Buchungskonto {}|Zur Rechnung mit der Nummer {}",
    "meter_number": "Zählernummer: {}|Zählernummer {}|Zähler-Nr. {}|Zählernr. {}|Zähler Nr. {}|"
    "Meter number {}|meter no. {}|Stromzähler Nr. {}|Die Zählernummer ist {}.|Zaehlernummer {}",
    "secret": "Passwort: {p}|Mein Passwort ist {p}|Das Kennwort lautet {p}.|Password: {p}|pw: {p}|"
    "my password is {p}, try it|WLAN-Schlüssel: {p}|PIN: {d}|PIN {d}|Die PIN ist {d}.|PUK {e}|"
    "PIN lautet {d}|Passwort {q}|Zugangsdaten: max / Passwort {p}|Online-Kennwort: {p}|SIM-PIN {d}",
}


class Planted(NamedTuple):
    """`text[start:end]` is a made-up value of this kind; the rest is somebody's real text."""

    kind: str
    text: str
    start: int
    end: int


def planted(folder: Path, *, per_kind: int = PER_KIND) -> Iterator[Planted]:
    """`per_kind` texts for each kind, each with one value between two of its sentences."""
    chance = random.Random(SEED)
    texts = [text for name in (*GERMAN, *ENGLISH) for text in texts_of(folder / name)]
    for kind, sentences in SENTENCES.items():
        for _one in range(per_kind):
            sentence, value = _sentence(chance, kind, chance.choice(sentences.split("|")))
            text = chance.choice(texts)
            ends = [0, *(match.end() for match in re.finditer(r"[.!?]\s+|\n+", text)), len(text)]
            place = chance.choice(ends)
            before = text[:place] + chance.choice(" \n" if place else "\n")
            start = len(before) + sentence.index(value)
            whole = before + sentence + chance.choice((" ", "\n")) + text[place:]
            yield Planted(kind, whole, start, start + len(value))


def technical_lines(folder: Path, *, at_most: int = LINES) -> list[str]:
    """Lines with digits and the look of logs, code, paths, versions; drawn once, in fixed order."""
    looks = re.compile(
        r"\d\.\d|0x[0-9a-f]|[/\\]\w+[/\\]|\w+\(|[{}\[\]=_]|::|\b(?:GB|MB|MHz|GHz|kbit|Win|Linux|error"
        r"|version|driver|Treiber|Fehler|Build|Update|IP|USB|CPU|RAM)\b",
        re.IGNORECASE,
    )
    lines = {
        line.strip()
        for name in TECHNICAL
        for text in texts_of(folder / name)
        for line in text.splitlines()
        if re.search(r"\d", line) and looks.search(line) and len(line) < 500
    }
    return random.Random(SEED).sample(sorted(lines), at_most)


def texts_of(place: Path) -> list[str]:
    """The texts of one data set, whatever its rows call them."""
    found = []
    for file in sorted(place.glob("*.jsonl")):
        if file.name in ("categories.jsonl", "queries.jsonl"):
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            messages = row.get("messages") or [row]
            found.append(messages[0].get("text") or "")
    return [text for text in found if len(text) > 40]


def iban(chance: random.Random) -> str:
    """A valid IBAN of one of several countries, half of them German, as one or in fours."""
    forms = {country: form for country, form in IBAN_FORMS.items() if form}
    country = "DE" if chance.random() < 0.5 else chance.choice(sorted(forms))
    signs = {"n": "0123456789", "a": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
    bban = "".join(chance.choice(signs[one]) for one in forms[country])
    number = int("".join(str(int(one, 36)) for one in f"{bban}{country}00"))
    whole = f"{country}{98 - number % 97:02}{bban}"
    fours = re.findall(".{1,4}", whole)
    shapes = [whole, " ".join(fours), " ".join(fours), "-".join(fours), whole.lower()]
    return chance.choice([*shapes, "\u00a0".join(fours), ".".join(fours)])


def card(chance: random.Random) -> str:
    """A number with the beginning of an issuer and a right Luhn digit."""
    prefix, length = chance.choice([("4", 16), ("51", 16), ("55", 16), ("37", 15), ("6011", 16)])
    digits = prefix + _digits(chance, length - len(prefix) - 1)
    doubled = sum(sum(divmod(2 * int(one), 10)) for one in digits[::-2])
    last = -(doubled + sum(map(int, digits[-2::-2]))) % 10
    whole = f"{digits}{last}"
    cut = [whole[:4], whole[4:10], whole[10:]] if length == 15 else re.findall("....", whole)
    return chance.choice([whole, " ".join(cut), "-".join(cut)])


def phone(chance: random.Random) -> str:
    """A German number in one of 25 notations, two of three with a mobile code."""
    is_mobile = chance.random() < 0.6
    code = chance.choice(MOBILE_CODES if is_mobile else AREA_CODES)
    size = (
        (8 if code[:3] == "015" else 7)
        if is_mobile
        else 11 - len(code) - chance.choice((0, 1, 2, 3))
    )
    digits = chance.choice("23456789") + _digits(chance, max(size, 4) - 1)
    twos = " ".join(re.findall("..?", digits))
    threes = " ".join(re.findall("..?.?", digits))
    form = chance.choice(PHONE_FORMS)
    return form.format(a=code, n=code[1:], s=digits, s2=twos, s3=threes)


def email(chance: random.Random) -> str:
    """An address, one in three spelt out against robots."""
    name = chance.choice(["anna.schmidt", "k_meier", "ben77", "h-j.vogel", "info", "olga+netz"])
    domain = chance.choice(["example.org", "post.example.de", "mein-netz.example", "example.co.uk"])
    at = chance.choice(["@"] * 6 + ["(at)", " (at) ", "[at]"])
    return f"{name}{at}{domain}"


def number(chance: random.Random) -> str:
    """What companies give out: plain digits, grouped, or with letters before them."""
    size = chance.choice((6, 7, 8, 9, 10, 12))
    digits = _digits(chance, size)
    letters = chance.choice(["K", "KD", "V", "DE", "A"])
    shapes = [digits] * 5 + [
        f"{letters}{digits}",
        f"{letters}-{digits}",
        f"{digits[:4]}-{digits[4:]}",
    ]
    return chance.choice(
        [*shapes, " ".join(re.findall("..?.?", digits)), f"{digits[:3]}/{digits[3:]}"]
    )


def _sentence(chance: random.Random, kind: str, pattern: str) -> tuple[str, str]:
    makers = {"phone": phone, "iban": iban, "card": card, "email": email}
    if kind != "secret":
        value = makers.get(kind, number)(chance)
        return pattern.format(value), value
    word = chance.choice(["Sommer", "katze", "Berlin", "qwert", "Lena"])
    mixed = word + chance.choice(["2024!", "77", "#1x", "_99", "12"])
    values = {"p": chance.choice([mixed] * 4 + [word.lower()]), "q": mixed}
    values |= {"d": _digits(chance, 4), "e": _digits(chance, 8)}
    return pattern.format(**values), values[re.search(r"{(.)}", pattern)[1]]


def _digits(chance: random.Random, count: int) -> str:
    return "".join(chance.choice("0123456789") for _one in range(count))
