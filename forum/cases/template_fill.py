"""Answer templates beside the box in which staff answer: which fit, and one filled in.

The fields that this case knows are put in; of the others none may be left when the answer is
published (`refuse_open_fields`). Refuses request and writes, but for the memory of a use.
"""

from dataclasses import dataclass

from flask_babel import format_date

from forum.accounts.models import User
from forum.cases import states
from forum.cases.facts import category_of
from forum.cases.models import Case, Post
from forum.core.clock import now
from forum.core.errors import Invalid
from forum.core.house_time import HOUSE_TIME
from forum.core.i18n import _, force_locale
from forum.knowledge import template_actions
from forum.knowledge import template_queries as queries
from forum.knowledge.template_models import AnswerTemplate
from forum.knowledge.template_rules import fields_in, filled


class OpenFields(Invalid):
    """An answer in which a field of a template was left open; nothing was published."""


@dataclass(frozen=True)
class Offer:
    """The templates that fit a case, narrowed by words."""

    words: str
    templates: list[AnswerTemplate]


def offer_for(case: Case, words: str) -> Offer:
    """Those for its category and language; one statement."""
    words = words.strip()[:200]
    wanted = queries.TemplateFilters(
        words=words, category=category_of(case).slug, language=case.language
    )
    return Offer(words, queries.templates_offered(wanted))


def filled_form(case: Case, template_id: int | None) -> dict:
    """What the form for an answer starts with; nothing for a template that is not offered."""
    template = queries.template_numbered(template_id)
    if template is None or template.retired_at:
        return {}
    present = queries.present_version(template)
    text = filled(present.text, _known(case, template.language))
    return {"body": text, "template": template.id, "template_version": present.version}


def refuse_open_fields(body: str) -> None:
    """Raise OpenFields while a field such as [[date]] stands in an answer of the company."""
    if left := fields_in(body):
        names = ", ".join(f"[[{one}]]" for one in left)
        sentence = _("Fill in first: %(names)s. Nothing has been published yet.", names=names)
        raise OpenFields(sentence, "body")


def remember_use(
    case: Case, *, post: Post, author: User, template_id: int | None, version: int | None
) -> None:
    """Note from which version an answer came; a forged one, or one by others, counts nothing."""
    found = queries.version_numbered(template_id, version)
    if found and states.serves(author, case.author_id):
        template_actions.note_use(found, case_number=case.number, position=post.position)


def open_fields(text: str | None) -> list[str]:
    """The fields that its writer still has to fill in, as they stand in the text."""
    return [f"[[{one}]]" for one in fields_in(text or "")]


def _known(case: Case, language: str) -> dict[str, str]:
    """What can be put in, by the names of the fields in both languages."""
    with force_locale(language):
        today = format_date(now().astimezone(HOUSE_TIME), "long")
    known = {"case": str(case.number), "title": case.title, "today": today}
    german = {"fall": known["case"], "titel": known["title"], "heute": known["today"]}
    name = case.author.own_name
    return {**known, **german, **({"name": name} if name else {})}
