"""Well-formedness of answer templates; refuses permissions."""

from wtforms import HiddenField, IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import Optional

from forum.core.forms import AtMost, Form, Required, TextArea, one_line
from forum.core.i18n import _, _l
from forum.core.markdown import BODY_LIMIT
from forum.core.text import TITLE_LIMIT


class TemplateForm(Form):
    """Writing or changing a template; `seen` is the version that was looked at."""

    title = StringField(
        _l("What is it an answer to?"),
        filters=[one_line],
        validators=[Required(_l("Give the template a title.")), AtMost(TITLE_LIMIT)],
    )
    category = SelectField(_l("For cases about"), validators=[Optional()])
    language = SelectField(_l("Language"))
    text = TextArea(
        _l("Text of the answer"),
        validators=[Required(_l("Write the text of the answer.")), AtMost(BODY_LIMIT)],
    )
    seen = HiddenField()

    def offer(self, categories: dict[str, str]) -> "TemplateForm":
        """Fill the choices; `categories` are names by slug."""
        every = SelectChoice("", _("everything"))
        self.category.choices = [every, *(SelectChoice(*one) for one in categories.items())]
        self.language.choices = language_choices()
        return self

    @property
    def said(self) -> dict:
        """What the verbs take."""
        names = ("title", "text", "category", "language")
        return {name: self[name].data for name in names}

    @property
    def version(self) -> int:
        """The version that its author had before them; 0 for a forged one, which is refused."""
        typed = self.seen.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def language_choices() -> list[SelectChoice]:
    """The two languages of the forum."""
    return [SelectChoice("de", _("German")), SelectChoice("en", _("English"))]


class RetireForm(Form):
    """One button: offer a template no more, or again."""

    back_again = HiddenField()


class UsedTemplate:
    """Fields for a form in which an answer is written: the template and version it came from."""

    template = IntegerField(validators=[Optional()])
    template_version = IntegerField(validators=[Optional()])
