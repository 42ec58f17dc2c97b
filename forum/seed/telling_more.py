"""What else happens in stories: goodwill and claims, ratings, incidents, answers from templates.

By the same verbs that pages call, as in telling.py; refuses shortcuts of its own. A precedent and
an incident have a name in the stories (`as=`), by which other stories claim or join it.
"""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from forum.cases import rating_actions, template_fill
from forum.cases.models import Case, Post
from forum.core import clock
from forum.core.db import db
from forum.desk import goodwill_actions, incident_actions, incident_delivery, incident_queries
from forum.incidents import actions as incidents
from forum.knowledge import template_rules
from forum.precedents import actions as precedents
from forum.precedents.rules import Terms, day_of
from forum.seed.script import Event, Unclear, span
from forum.seed.told import Told


def post_of(case: Case, event: Event) -> Post:
    """The post that an event is about."""
    position = int(event.words["post"])
    where = (Post.case_number == case.number, Post.position == position)
    return db.session.scalars(select(Post).where(*where)).one()


def word_by(event: Event) -> datetime | None:
    """The moment of the next word that an event promises."""
    promised = event.words.get("word")
    return event.at + span(promised) if promised else None


def body_of(telling: Told, case: Case, event: Event) -> str:
    """The text of a post; with `template=` the lines fill in the fields of that template."""
    if "template" not in event.words:
        return event.text
    template = telling.templates[event.words["template"]]
    given = {name.lower(): value for name, value in _labelled(event.text).items()}
    return template_rules.filled(template_fill.filled_form(case, template.id)["body"], given)


def note_template(telling: Told, case: Case, event: Event, post: Post) -> None:
    """Remember from which template a post came, as the page does."""
    if "template" in event.words:
        template = telling.templates[event.words["template"]]
        used = {"template_id": template.id, "version": template.version}
        template_fill.remember_use(case, post=post, author=telling.people[event.who], **used)


def goodwill(telling: Told, case: Case, event: Event) -> None:
    """Grant something with an answer, or record the post that has granted it (`post=`)."""
    labelled, _empty, body = event.text.partition("\n\n")
    told = _labelled(labelled)
    until = event.words.get("until")
    terms = Terms(
        what=told["Was"],
        why=told["Warum"],
        is_repeatable=until is not None,
        terms=told["Bedingung"],
        valid_until=day_of(event.at + span(until)) if until else None,
    )
    staff = telling.people[event.who]
    if "post" in event.words:
        post = post_of(case, event)
        made = goodwill_actions.record_what_was_given(case, post=post, staff=staff, terms=terms)
    else:
        telling.come_in_turn(case, event)
        answer = _answer(event, body)
        made = goodwill_actions.give(case, staff=staff, terms=terms, answer=answer)
    telling.precedents[event.words["as"]] = made


def claim(telling: Told, case: Case, event: Event) -> None:
    """The author is in the same position."""
    precedent, claimant = telling.precedents[event.words["of"]], telling.people[event.who]
    precedents.claim(precedent, case_number=case.number, claimant=claimant, said=event.text)


def grant_claim(telling: Told, case: Case, event: Event) -> None:
    """Staff say yes; without a text, with what the form proposes."""
    telling.come_in_turn(case, event)
    precedent = telling.precedents[event.words["of"]]
    body = event.text or goodwill_actions.proposed_answer(case, precedent)
    made = precedents.claim_of(precedent, case.number)
    assert made is not None  # the story has claimed it before
    goodwill_actions.grant_claim(
        made,
        case=case,
        staff=telling.people[event.who],
        answer=_answer(event, body),
    )


def refuse_claim(telling: Told, case: Case, event: Event) -> None:
    """Staff say no, with a reason."""
    telling.come_in_turn(case, event)
    made = precedents.claim_of(telling.precedents[event.words["of"]], case.number)
    assert made is not None  # the story has claimed it before
    staff = telling.people[event.who]
    goodwill_actions.refuse_claim(made, case=case, staff=staff, reason=event.text)


def rate(telling: Told, case: Case, event: Event) -> None:
    """The author rates the case, or changes the rating."""
    score, author = int(event.words["score"]), telling.people[event.who]
    rating_actions.rate_case(case, author=author, score=score, sentence=event.text)


def open_incident(telling: Told, case: Case, event: Event) -> None:
    """Staff open an incident with this case; the first line is its title."""
    title, _newline, text = event.text.partition("\n")
    telling.incidents[event.words["as"]] = incident_actions.open_incident(
        case, title=title, text=text.strip(), staff=telling.people[event.who]
    )


def join_incident(telling: Told, case: Case, event: Event) -> None:
    """The author joins with one click, or staff add the case."""
    incident, person = telling.incidents[event.words["of"]], telling.people[event.who]
    incident_actions.join_incident(case, incident, person=person)


def leave_incident(telling: Told, case: Case, event: Event) -> None:
    """ "Mine is different"."""
    incident_actions.leave_incident(case, person=telling.people[event.who])


def answer_incident(telling: Told, case: Case, event: Event) -> None:
    """One answer for all; what the worker does case by case happens here in the same moment."""
    told, _empty, body = event.text.partition("\n\n")
    answer = incident_actions.publish_answer(
        telling.incidents[event.words["of"]],
        staff=telling.people[event.who],
        text=body,
        reason=_labelled(told)["Grund"],
        then=event.words["then"],
        next_word_by=word_by(event),
    )
    while (number := incident_queries.next_case(answer, clock.now())) is not None:
        incident_delivery.give(answer, number)


def close_incident(telling: Told, case: Case, event: Event) -> None:
    """Nobody joins any more."""
    incident = telling.incidents[event.words["of"]]
    incidents.close_incident(incident, staff=telling.people[event.who])


def _answer(event: Event, body: str) -> goodwill_actions.Answer:
    then = event.words.get("then", "answer")
    return goodwill_actions.Answer(body, then, word_by(event))


def _labelled(text: str) -> dict[str, str]:
    """Lines such as `Was: …` by their labels."""
    lines = text.split("\n")
    if missing := [line for line in lines if ": " not in line]:
        raise Unclear(f"no label: {missing[0]!r}")
    return dict(line.split(": ", 1) for line in lines)


MORE: dict[str, Callable[[Told, Case, Event], None]] = {
    "goodwill": goodwill,
    "claim": claim,
    "granted": grant_claim,
    "refused": refuse_claim,
    "rate": rate,
    "incident": open_incident,
    "join": join_incident,
    "leave": leave_incident,
    "answer": answer_incident,
    "close": close_incident,
}
