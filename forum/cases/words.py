"""The words for kinds, categories and reasons on pages; refuses decisions."""

from datetime import timedelta

from flask_babel import format_timedelta

from forum.cases import queries
from forum.cases.models import Case, Category
from forum.core.i18n import _p, language
from forum.core.time_words import moment


def kind_words() -> dict[str, str]:
    """kind → word; the closed list of the queue's facts."""
    return {
        "outage": _p("kind", "Outage: a service does not work at all"),
        "fault": _p("kind", "Fault: something works badly"),
        "billing": _p("kind", "Billing: an invoice or a payment"),
        "contract": _p("kind", "Contract: ordering, changing, cancelling"),
        "question": _p("kind", "Question"),
        "idea": _p("kind", "Idea"),
    }


def personal_words() -> dict[str, str]:
    """kind of personal data → word."""
    return {
        "phone": _p("personal data", "telephone number"),
        "iban": _p("personal data", "bank account"),
        "card": _p("personal data", "card number"),
        "email": _p("personal data", "e-mail address"),
        "customer_number": _p("personal data", "customer or account number"),
        "contract_number": _p("personal data", "contract number"),
        "invoice_number": _p("personal data", "invoice number"),
        "meter_number": _p("personal data", "meter number"),
        "secret": _p("personal data", "password or PIN"),
    }


def contract_words() -> dict[str, str]:
    """contract class → word."""
    return {
        "private": _p("contract", "Private customer"),
        "business": _p("contract", "Business customer"),
    }


def category_name(category: Category) -> str:
    """The category's name in the language of the page."""
    return category.name_de if language() == "de" else category.name_en


def category_names() -> dict[str, str]:
    """slug → name of every category in the language of the page."""
    return {one.slug: category_name(one) for one in queries.categories()}


def solved_sentence(case: Case) -> str:
    """Who said that the case is solved, and whether the author agrees."""
    if case.status not in ("solved", "closed"):
        return ""
    if case.confirmed_by == "author" and case.solved_by == "author":
        return _p("solved", "The author says that the problem is solved.")
    if case.confirmed_by == "author":
        return _p("solved", "Marked solved by staff and confirmed by the author.")
    if case.confirmed_by == "silence":
        return _p("solved", "Marked solved by staff; confirmed by 14 days without objection.")
    if case.solved_by == "import":
        return _p("solved", "Solved according to the system this case was brought in from.")
    return _p("solved", "Marked solved by staff, not yet confirmed by the author.")


def mark_sentence(case: Case) -> str:
    """Whose word it is that a marked post solved the case."""
    if case.confirmed_by == "silence":
        return _p("solved", "Marked as the solution by staff; 14 days passed without objection")
    if case.confirmed_by or case.solved_by == "import":
        return _p("solved", "This post solved the case")
    return _p("solved", "Marked as the solution by staff, not yet confirmed by the author")


def exact(seconds: int) -> str:
    """A length of time in its two largest units, rounded up to the minute: `1 day 3 hours`."""
    minutes = max(1, -(-seconds // 60))
    parts = (("day", minutes // 1440), ("hour", minutes // 60 % 24), ("minute", minutes % 60))
    named = [_counted(count, unit) for unit, count in parts if count]
    return " ".join(named[:2])


def _counted(count: int, unit: str) -> str:
    # Beyond any count, so that 48 hours do not become two days.
    return format_timedelta(timedelta(**{f"{unit}s": count}), granularity=unit, threshold=1e9)


def next_word(case: Case) -> str:
    """Until when the company has promised to say something again."""
    if case.status != "in_progress" or not case.next_word_by:
        return ""
    when = moment(case.next_word_by)
    return _p("promise", "The company is working on it; next word by %(when)s.") % {"when": when}
