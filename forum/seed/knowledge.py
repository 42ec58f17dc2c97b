"""Help articles and self-service of Niederwalde, made from its stories; refuses real addresses."""

from typing import NamedTuple

from forum.accounts.models import User
from forum.cases.models import Case
from forum.core import clock
from forum.knowledge import article_actions, self_help_actions

# category, position, names and words in German and English, address. Without a shop in this town
# every one is a page of this forum that answers the question.
SELF_SERVICES = (
    ("mobile", 1, "Datenvolumen: so geht es sofort weiter", "Data used up: go on at once")
    + ("Datenvolumen Drossel gedrosselt Volumen verbraucht langsam", "data cap volume throttled")
    + ("/help?category=mobile",),
    ("internet", 2, "Störungen: wer gerade wartet", "Outages: who is waiting now")
    + ("Störung Ausfall ausgefallen offline tot", "outage down offline dead")
    + ("/queue?lane=internet",),
    ("contract", 3, "Tarif wechseln", "Change your tariff")
    + ("Tarif Tarifwechsel Vertrag wechseln", "tariff plan contract switch")
    + ("/help?category=contract",),
    ("billing", 4, "Rechnung verstehen", "Read your bill")
    + ("Rechnung Abbuchung abgebucht Betrag", "bill invoice charged amount")
    + ("/help?category=billing",),
    ("", 5, "Steht Ihr Fall schon hier?", "Is your case here already?")
    + ("Warteschleife Hotline Rückruf", "hotline callback queue")
    + ("/search",),
)


class Told(NamedTuple):
    """An article and the stories that it was made from and answers."""

    language: str
    category: str
    title: str
    body: str
    stories: tuple[str, ...]


ARTICLES = (
    Told(
        "de",
        "mobile",
        "Datenvolumen verbraucht: die Drossel einmal im Vierteljahr aufheben lassen",
        "Ist das Datenvolumen des Monats verbraucht, wird die Verbindung auf 64 kbit/s "
        "gedrosselt.\n\n**Einmal im Vierteljahr** heben wir die Drossel auf Wunsch auf, bei jedem "
        "Tarif und bei jedem, der darum bittet:\n\n1. Eröffnen Sie einen Fall; ein Satz genügt.\n"
        "2. Sobald die Drossel aufgehoben ist, starten Sie das Telefon einmal neu.\n\nDie "
        "Auskunft, eine Aufhebung sei systemseitig nicht vorgesehen, war falsch.",
        ("1-mobilfunk-1",),
    ),
    Told(
        "en",
        "mobile",
        "Data used up: have the brake lifted once a quarter",
        "Once the data of the month is used up, the connection is slowed down to 64 kbit/s.\n\n"
        "**Once a quarter** we lift the brake for whoever asks, with any tariff:\n\n1. Open a "
        "case; one sentence is enough.\n2. Once it is lifted, restart your telephone.",
        ("1-mobilfunk-1",),
    ),
    Told(
        "de",
        "internet",
        "Der Router startet jede Nacht um kurz nach drei neu",
        "Gegen 3:12 Uhr holt unsere Fernwartung die Zählerstände ab. Router mit der Firmware 7.31 "
        "stürzen dabei ab.\n\n- Sehen Sie auf der Seite Ihres Routers nach, welche Firmware er "
        "hat.\n- Mit 7.39 ist der Fehler behoben. Bis sie von selbst kommt, spielen wir sie auf "
        "Wunsch ein.",
        ("2-internet-3",),
    ),
)


def tell(cases: dict[str, Case], staff: User) -> None:
    """Offer the self-service and write the articles, as if it had happened today."""
    clock.freeze(None)
    for row in SELF_SERVICES:
        category, position, *texts = row
        names = ("title_de", "title_en", "words_de", "words_en", "url")
        values = dict(zip(names, texts, strict=True))
        self_help_actions.add_self_service(
            category=category, position=position, is_offered=True, **values
        )
    for told in ARTICLES:
        _write(told, cases, staff)


def _write(told: Told, cases: dict[str, Case], staff: User) -> None:
    numbers = [cases[name].number for name in told.stories if name in cases]
    article = article_actions.publish_article(
        title=told.title,
        body=told.body,
        category=told.category,
        language=told.language,
        staff=staff,
        made_from=numbers[0] if numbers else None,
    )
    for number in numbers[1:]:
        article_actions.link_case(article, case_number=number, staff=staff)
