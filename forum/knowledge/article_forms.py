"""Well-formedness of help articles; refuses permissions, and whatever is personal in them."""

from collections.abc import Collection

from wtforms import IntegerField, RadioField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from forum.core.db import LARGEST_NUMBER
from forum.core.forms import AtMost, Form, NothingPersonal, Required, clean, one_line
from forum.core.i18n import _, _l
from forum.core.markdown import BODY_LIMIT
from forum.core.passages import Passages
from forum.core.text import TITLE_LIMIT

SHORTEST_NAME = 4  # letters; a shorter one is too often an ordinary word


class ArticleForm(Form):
    """A help article that everybody can read the moment it is sent."""

    title = StringField(
        _l("Title"),
        filters=[one_line],
        validators=[
            Required(_l("Give the article a title.")),
            AtMost(TITLE_LIMIT),
            NothingPersonal(),
        ],
    )
    category = SelectField(_l("What does it concern?"))
    language = RadioField(
        _l("In which language is it written?"),
        choices=[SelectChoice("de", _l("German")), SelectChoice("en", _l("English"))],
        validators=[InputRequired(_l("Please choose one."))],
    )
    body = TextAreaField(
        _l("Text"),
        filters=[clean],
        validators=[
            Required(_l("Please write something.")),
            AtMost(BODY_LIMIT),
            NothingPersonal(),
        ],
    )

    names: Collection[str] = ()  # of customers, whom an article never names

    def offer(self, categories: list[SelectChoice], names: Collection[str] = ()) -> "ArticleForm":
        """Fill the choices, and say whose names must not stand in the text."""
        self.category.choices = categories
        self.names = [one for one in names if len(one) >= SHORTEST_NAME]
        return self

    def validate_category(self, field):
        """The first choice is a request, not a category."""
        if not field.data:
            raise ValidationError(_("Please choose what it concerns."))

    def validate_title(self, field):
        self._refuse_names(field)

    def validate_body(self, field):
        self._refuse_names(field)

    def _refuse_names(self, field) -> None:
        """An article outlives the people it came from: it names none of them."""
        named = Passages(self.names)
        if named.all and named.remove_words(field.data or "") != field.data:
            raise ValidationError(_("Please leave out the names of customers."))


class LinkForm(Form):
    """The number of an article that answers a case."""

    article = IntegerField(
        _l("Number of the help article"),
        validators=[
            InputRequired(_l("Say the number of the help article.")),
            NumberRange(1, LARGEST_NUMBER, _l("There is no such help article.")),
        ],
    )
