"""Well-formedness of merging, taking apart and splitting; refuses permissions."""

from wtforms import (
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from forum.cases.forms import category_choices, kind_choices
from forum.core.db import LARGEST_NUMBER
from forum.core.forms import AtMost, Required, one_line
from forum.core.i18n import _, _l
from forum.core.text import TITLE_LIMIT
from forum.moderation.forms import RulingForm


def position_of(value) -> int:
    """The position that a ticked box names; 0, where no post is, for anything else."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class MergeForm(RulingForm):
    """Into which case, and why. `seen` is the case that was looked at before."""

    grounds = ("duplicate",)
    needs_reason = _l("Merging needs a public reason.")

    into = IntegerField(
        _l("Number of the case in which it goes on"),
        validators=[
            InputRequired(_l("Say in which case it goes on.")),
            NumberRange(1, LARGEST_NUMBER, _l("There is no public case with this number.")),
        ],
    )
    seen = HiddenField()


class PartForm(RulingForm):
    """A merged case goes on by itself."""

    grounds = ("no_breach",)
    needs_reason = _l("Say in public why the case goes on by itself.")


class SplitForm(RulingForm):
    """Which posts get a case of their own, and what it is about."""

    grounds = ("off_topic",)
    needs_reason = _l("Splitting needs a public reason.")

    posts = SelectMultipleField(
        _l("Posts that belong to another matter"),
        coerce=position_of,
        validate_choice=False,  # the verb says which posts cannot be moved
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    title = StringField(
        _l("Title of the new case"),
        filters=[one_line],
        validators=[Required(_l("Give the new case a title.")), AtMost(TITLE_LIMIT)],
    )
    category = SelectField(_l("What does it concern?"))
    kind = RadioField(
        _l("What kind of case is it?"), validators=[InputRequired(_l("Please choose one."))]
    )

    def offer(self, posts, categories) -> "SplitForm":
        """Fill the choices with the posts that may be moved and with all categories."""
        self.posts.choices = [SelectChoice(one.position, f"#{one.position}") for one in posts]
        self.category.choices = category_choices(categories)
        self.kind.choices = kind_choices()
        return self

    def validate_posts(self, field):
        if not field.data:
            raise ValidationError(_("Choose at least one post."))

    def validate_category(self, field):
        """The first choice is a request, not a category."""
        if not field.data:
            raise ValidationError(_("Please choose what it concerns."))
