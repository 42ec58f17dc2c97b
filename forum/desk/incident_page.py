"""What the pages of staff about an incident show; refuses writes and rendering."""

from collections.abc import Mapping

from forum.cases import queries as cases
from forum.cases.cards import cards_of
from forum.core.text import clean_line
from forum.desk import incident_queries
from forum.incidents.models import Incident

QUESTION_LIMIT = 200  # characters of a search


def offered(incident: Incident, arguments: Mapping[str, str]) -> dict:
    """Open cases that could be added: of a category, or the hits of a search in it."""
    category, question = _category(incident, arguments), _question(arguments)
    if question:
        page = incident_queries.candidates_found(question, category)
    else:
        page = incident_queries.candidates(category, arguments.get("cursor"))
    return {
        "category": category,
        "question": question,
        "cards": cards_of(page.items),
        "next_cursor": page.next,
        "count": None if question else incident_queries.candidate_count(category),
    }


def all_shown(incident: Incident, arguments: Mapping[str, str]) -> list[int]:
    """The numbers of all cases to which "all of them" refers: also those on further pages."""
    category, question = _category(incident, arguments), _question(arguments)
    if question:
        page = incident_queries.candidates_found(question, category)
        return [case.number for case in page.items]
    return incident_queries.all_candidates(category)


def _category(incident: Incident, arguments: Mapping[str, str]) -> str:
    """The one that was chosen, if there is such a one, else that of the incident."""
    wish = clean_line(arguments.get("category"))
    return wish if wish in {one.slug for one in cases.categories()} else incident.category


def _question(arguments: Mapping[str, str]) -> str:
    return clean_line(arguments.get("q"))[:QUESTION_LIMIT]
