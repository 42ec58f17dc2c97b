"""Verbs of answer templates: write, change, retire; and the record of what they led to.

Refuses request, commit and rendering. Nothing here is said in public: the answers are.
"""

from sqlalchemy import update

from forum.accounts.models import User
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid, Refused
from forum.core.i18n import LANGUAGES, _
from forum.core.text import says_something
from forum.knowledge.template_models import AnswerTemplate, TemplateUse, TemplateVersion


def write_template(
    *, title: str, text: str, category: str | None, language: str, author: User
) -> AnswerTemplate:
    """A new template with its first version. Invalid without a title, a text or a language."""
    _check(title, text, language)
    template = AnswerTemplate(version=0)
    _put(template, title=title, text=text, category=category, language=language)
    db.session.add(template)
    db.session.flush()
    _add_version(template, text, author)
    return template


def change_template(
    template: AnswerTemplate,
    *,
    title: str,
    text: str,
    category: str | None,
    language: str,
    seen: int,
    author: User,
) -> None:
    """Change a template: a new title or text is a new version, the former ones stay.

    Refused when somebody has changed it since version `seen`, which the author had before them.
    """
    _check(title, text, language)
    if seen != template.version:
        raise Refused(_("Somebody else has changed this template meanwhile. Compare, then save."))
    present = db.session.get(TemplateVersion, (template.id, template.version))
    _put(template, title=title, text=text, category=category, language=language)
    if (present.title, present.text) != (title, text):
        _add_version(template, text, author)


def retire_template(template: AnswerTemplate) -> None:
    """Offer it no more; its record and versions stay."""
    template.retired_at = template.retired_at or now()


def bring_back_template(template: AnswerTemplate) -> None:
    """Offer a retired template again."""
    template.retired_at = None


def note_use(version: TemplateVersion, *, case_number: int, position: int) -> None:
    """A published answer came from this version."""
    used = TemplateUse(
        template_id=version.template_id,
        version=version.version,
        case_number=case_number,
        position=position,
        used_at=now(),
    )
    db.session.add(used)


def note_confirmed(case_number: int) -> None:
    """The author says that the problem is solved, after the answers there are so far."""
    db.session.flush()
    open_uses = (TemplateUse.case_number == case_number, TemplateUse.confirmed_at.is_(None))
    db.session.execute(update(TemplateUse).where(*open_uses).values(confirmed_at=now()))


def note_reopened(case_number: int) -> None:
    """It was not solved after all: what was counted for it counts no more."""
    db.session.flush()
    counted = (TemplateUse.case_number == case_number, TemplateUse.confirmed_at.is_not(None))
    db.session.execute(update(TemplateUse).where(*counted).values(confirmed_at=None))


def _check(title: str, text: str, language: str) -> None:
    if not says_something(title):
        raise Invalid(_("Give the template a title."), "title")
    if not says_something(text):
        raise Invalid(_("Write the text of the answer."), "text")
    if language not in LANGUAGES:
        raise Invalid(_("The language must be German or English."), "language")


def _put(
    template: AnswerTemplate, *, title: str, text: str, category: str | None, language: str
) -> None:
    template.title, template.title_key = title, title.casefold()
    template.words = f"{title}\n{text}".casefold()
    template.category, template.language = category or None, language
    template.changed_at = now()


def _add_version(template: AnswerTemplate, text: str, author: User) -> None:
    template.version += 1
    version = TemplateVersion(
        template_id=template.id,
        version=template.version,
        title=template.title,
        text=text,
        at=now(),
        by_id=author.id,
    )
    db.session.add(version)
