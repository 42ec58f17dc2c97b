"""Well-formedness of what administrators write about self-service; refuses permissions."""

from wtforms import BooleanField, IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import NumberRange, Optional, ValidationError

from forum.core.forms import AtMost, Form, Required, one_line
from forum.core.i18n import _, _l
from forum.knowledge.self_help_rules import URL_LIMIT, is_allowed

NAME_LIMIT = 80  # characters
WORDS_LIMIT = 500


def _line(label, limit: int, *, missing=None) -> StringField:
    needed = [Required(missing)] if missing else [Optional()]
    return StringField(label, filters=[one_line], validators=[*needed, AtMost(limit)])


class SelfServiceForm(Form):
    """One thing that people can do themselves, and when it is shown to them."""

    title_de = _line(_l("Name in German"), NAME_LIMIT, missing=_l("It needs a name in German."))
    title_en = _line(_l("Name in English"), NAME_LIMIT, missing=_l("It needs a name in English."))
    url = _line(_l("Address"), URL_LIMIT, missing=_l("It needs an address."))
    category = SelectField(_l("Category"))
    words_de = _line(_l("German words that call for it"), WORDS_LIMIT)
    words_en = _line(_l("English words that call for it"), WORDS_LIMIT)
    position = IntegerField(
        _l("Place in the list"),
        default=0,
        validators=[Optional(), NumberRange(0, 999, _l("A place is between 0 and 999."))],
    )
    is_offered = BooleanField(_l("It is offered"), default=True)

    def offer(self, categories: list[SelectChoice]) -> "SelfServiceForm":
        """Fill the choices; the first is none of them."""
        self.category.choices = [SelectChoice("", _("By its words alone")), *categories]
        return self

    def validate_url(self, field):
        """Anybody is sent there: a page of this site, or one by https."""
        if not is_allowed(field.data or ""):
            raise ValidationError(_("An address begins with https:// or with / on this site."))

    @property
    def values(self) -> dict:
        """By the names of the columns."""
        names = ("title_de", "title_en", "url", "category", "words_de", "words_en")
        plain = {name: self[name].data or "" for name in names}
        return {**plain, "position": self.position.data or 0, "is_offered": self.is_offered.data}
