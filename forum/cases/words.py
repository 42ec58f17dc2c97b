"""The words for kinds, categories, promises and reasons on pages; refuses decisions."""

from functools import lru_cache

from forum.core.i18n import _p, language
from forum.core.templating import duration, moment


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


def contract_words() -> dict[str, str]:
    """contract class → word."""
    return {
        "private": _p("contract", "Private customer"),
        "business": _p("contract", "Business customer"),
    }


def category_name(category) -> str:
    """The category's name in the language of the page."""
    return category.name_de if language() == "de" else category.name_en


def solved_sentence(case) -> str:
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


def held_word(reason: str | None) -> str:
    """Why a post waits for a moderator."""
    words = {
        "first_post": _p("held", "the first post of a new account"),
        "links": _p("held", "a post with three or more links"),
    }
    return words.get(reason or "", "")


def promise_words(category) -> str:
    """The category's promise as one sentence, or an empty text when it makes none."""
    return _promise(language(), category.first_answer_minutes, category.solution_minutes)


@lru_cache(maxsize=500)  # twenty cases in a list name the promises of a few categories
def _promise(_language: str, first_answer: int | None, solved: int | None) -> str:
    if not first_answer:
        return ""
    first = duration(first_answer * 60)
    if not solved:
        return _p("promise", "first answer within %(time)s") % {"time": first}
    solution = duration(solved * 60)
    text = _p("promise", "first answer within %(first)s, solution within %(solution)s")
    return text % {"first": first, "solution": solution}


def next_word(case) -> str:
    """Until when the company has promised to say something again."""
    if case.status != "in_progress" or not case.next_word_by:
        return ""
    when = moment(case.next_word_by)
    return _p("promise", "The company is working on it; next word by %(when)s.") % {"when": when}
