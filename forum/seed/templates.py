"""Answer templates of the house, in German and English; refuses answers that fit one case alone."""

from forum.accounts.models import User
from forum.knowledge import template_actions
from forum.knowledge.template_models import AnswerTemplate

# key, category, language, title, text
TEMPLATES = (
    (
        "anschluss",
        "internet",
        "de",
        "Anschluss neu gestartet und gemessen",
        "Guten Tag [[name]],\n\nich habe Ihren Anschluss [[Ort]] neu gestartet und gemessen: "
        "[[Wert]] Mbit/s kommen an. Bitte nehmen Sie den Router für fünf Minuten vom Strom, dann "
        "holt er sich die neuen Werte.\n\nHilft das?",
    ),
    (
        "drossel",
        "mobile",
        "de",
        "Drossel aufgehoben",
        "Guten Tag [[name]],\n\ndie Drossel ist aufgehoben, bis zum Monatsende haben Sie "
        "[[Menge]] GB mehr. Starten Sie das Telefon bitte einmal neu. Das nächste Mal geht es "
        "ab [[Datum]].",
    ),
    (
        "pause",
        "contract",
        "en",
        "Pause of a contract",
        "There is: a pause of up to six months, once in two years, for 3 € a month. Your number "
        "and address stay reserved. Shall I enter [[from]] to [[until]]?",
    ),
    (
        "measuring",
        "internet",
        "en",
        "Please measure with a cable",
        "Hello [[name]],\n\nbefore we open the street: could you measure once with a cable, in "
        "the morning and at [[hour]] in the evening, and write both numbers here?",
    ),
)


def write(staff: User) -> dict[str, AnswerTemplate]:
    """Write them all; by the names that stories use."""
    return {
        key: template_actions.write_template(
            title=title, text=text, category=category, language=language, author=staff
        )
        for key, category, language, title, text in TEMPLATES
    }
