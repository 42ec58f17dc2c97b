"""The base of every form: forgery token, send-once key and shared checks; refuses permissions."""

import secrets
from functools import cache

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.i18n import get_translations
from wtforms.validators import InputRequired, NumberRange, Optional, StopValidation

from forum.core.errors import Problem
from forum.core.i18n import _, _l, language
from forum.core.personal.finder import find
from forum.core.text import clean_line, clean_text, says_something


@cache
def _sentences_of_wtforms(language: str):
    return get_translations([language])


def once_key() -> str:
    """A key that no other sending of a form has (see core/once.py)."""
    return secrets.token_urlsafe(18)


class Form(FlaskForm):
    """A form with CSRF token; `once` makes a double click one request (see core/once.py)."""

    class Meta(FlaskForm.Meta):
        """What Flask-WTF does otherwise than we wish."""

        def get_translations(self, form):
            """WTForms' own sentences; Flask-WTF would read them from the disk for every form."""
            return _sentences_of_wtforms(language())

        def wrap_formdata(self, form, formdata):
            """The fields alone: a file that is sent in the place of a text is not read."""
            wrapped = super().wrap_formdata(form, formdata)
            return request.form if isinstance(wrapped, CombinedMultiDict) else wrapped

    once = HiddenField(default=once_key)

    def refuse(self, refusal: Problem) -> None:
        """Show what a door or a verb objected to beside the field that it names, else above all."""
        if refusal.field and refusal.field in self:
            field = self[refusal.field]
            field.errors = [*field.errors, refusal.sentence]
        else:
            self.form_errors.append(refusal.sentence)


class Trapping(Form):
    """A form with a field that people do not see; programs that fill in whatever they find do.

    Its name is none that browsers fill in by themselves. See `trap` in parts/forms.html.
    """

    homepage_url = StringField(_l("Please leave this field empty"))

    @property
    def has_trapped(self) -> bool:
        """Whether something stands where nobody looks."""
        return bool((self.homepage_url.data or "").strip())


class Required:
    """Something visible has to be there; white space and invisible characters are not."""

    field_flags = {"required": True}

    def __init__(self, message=None):
        self.message = message

    def __call__(self, form, field):
        text = field.data if isinstance(field.data, str) else str(field.data or "")
        if not says_something(text):
            field.errors[:] = []
            raise StopValidation(str(self.message or _l("Please fill this in.")))


class AtMost:
    """A text of at most `limit` characters; the message says by how many it is too long."""

    def __init__(self, limit: int):
        self.limit = limit
        self.field_flags = {"maxlength": limit}

    def __call__(self, form, field):
        surplus = len(field.data or "") - self.limit
        if surplus > 0:
            raise StopValidation(
                _(
                    "This is %(surplus)s characters too long; at most %(limit)s fit.",
                    surplus=surplus,
                    limit=self.limit,
                )
            )


class NothingPersonal:
    """A text that everybody will read at once has no personal data in it (core/personal)."""

    def __call__(self, form, field):
        if sentence := what_is_personal(field.data or ""):
            raise StopValidation(sentence)


def what_is_personal(text: str) -> str | None:
    """The sentence that asks to leave out what is personal in a text, or None."""
    found = find(text)
    if not found:
        return None
    return _("Everybody can read this. Please leave out: %(found)s", found=found[0].text)


def one_line(value):
    """WTForms filter: a single clean line."""
    return clean_line(value) if isinstance(value, str) else value


def clean(value):
    """WTForms filter: clean text of several lines."""
    return clean_text(value) if isinstance(value, str) else value


def hours_field(label, *checks) -> IntegerField:
    """The hours of a span of time; beside them stands a `minutes_field`."""
    needed = InputRequired(_l("Say how many hours."))
    return IntegerField(label, validators=[needed, *checks])


def minutes_field() -> IntegerField:
    """The minutes beside the hours; none at all are 0."""
    between = NumberRange(0, 59, _l("Minutes are between 0 and 59."))
    return IntegerField(_l("and minutes"), validators=[Optional(), between])


def minutes_in(form: FlaskForm) -> int:
    """What the fields `hours` and `minutes` of a form add up to, in minutes."""
    return (form.hours.data or 0) * 60 + (form.minutes.data or 0)


class TextArea(TextAreaField):
    """A text area whose value is cleaned of what no database should be given."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, filters=[clean], **kwargs)
