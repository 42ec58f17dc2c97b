"""Well-formedness of what people type about cases; refuses permissions."""

from datetime import UTC, datetime

from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from forum.cases import words
from forum.cases.personal_choice import Choice
from forum.cases.states import CONTRACT_CLASSES, KINDS
from forum.core.errors import Invalid
from forum.core.forms import AtMost, Form, NothingPersonal, Required, Trapping, clean, one_line
from forum.core.house_time import HOUSE_TIME
from forum.core.i18n import _, _l
from forum.core.markdown import BODY_LIMIT
from forum.core.text import REASON_LIMIT, TITLE_LIMIT
from forum.knowledge.template_forms import UsedTemplate


class PersonalForm(Form):
    """A text that may have personal data in it: the button that was pressed, what was shown."""

    personal = StringField()
    personal_seen = StringField()  # parts/personal.html sends it

    @property
    def choice(self) -> Choice:
        """What becomes of what was found, as far as anybody has chosen."""
        return Choice.of_form(self.personal.data, self.personal_seen.data)


class CaseForm(Trapping, PersonalForm):
    """Opening a case: what is it, and the text."""

    title = StringField(
        _l("What is it about, in one sentence?"),
        filters=[one_line],
        validators=[Required(_l("Give your case a title.")), AtMost(TITLE_LIMIT)],
    )
    category = SelectField(_l("What does it concern?"))
    kind = RadioField(
        _l("What kind of case is it?"), validators=[InputRequired(_l("Please choose one."))]
    )
    is_total_outage = BooleanField(_l("The service does not work at all"))
    is_emergency_call_impossible = BooleanField(_l("Emergency calls (110, 112) are impossible"))
    is_health_dependent = BooleanField(
        _l("Somebody’s health or an assistive device depends on the service")
    )
    contract_class = RadioField(_l("What kind of contract is it?"), default="private")
    body = TextAreaField(
        _l("Describe what happened and what you need"),
        filters=[clean],
        validators=[Required(_l("Please describe your case.")), AtMost(BODY_LIMIT)],
    )

    seen = HiddenField()  # set once the similar cases have been shown

    def offer(self, categories) -> "CaseForm":
        """Fill the choices; a forged choice is then refused by the field itself."""
        self.category.choices = category_choices(categories)
        offer_facts(self)
        return self

    def validate_category(self, field):
        """The first choice is a request, not a category."""
        if not field.data:
            raise ValidationError(_("Please choose what it concerns."))

    @property
    def facts(self) -> dict:
        """The facts a rule may see, under the names of the table's columns."""
        return {
            "is_total_outage": self.is_total_outage.data,
            "is_emergency_call_impossible": self.is_emergency_call_impossible.data,
            "is_health_dependent": self.is_health_dependent.data,
            "contract_class": self.contract_class.data,
        }


def category_choices(categories) -> list[SelectChoice]:
    """These categories to choose from, after the request to choose one."""
    named = [SelectChoice(one.slug, words.category_name(one)) for one in categories]
    return [SelectChoice("", _("Please choose")), *named]


def kind_choices() -> list[SelectChoice]:
    """All kinds of cases to choose from."""
    return [SelectChoice(kind, words.kind_words()[kind]) for kind in KINDS]


def offer_facts(form: Form) -> None:
    """Fill the choices of kind and contract, for any form that asks for them."""
    form.kind.choices = kind_choices()
    classes = words.contract_words()
    form.contract_class.choices = [SelectChoice(one, classes[one]) for one in CONTRACT_CLASSES]


class PostForm(Trapping, PersonalForm, UsedTemplate):
    """Writing in a case; the fields for staff are ignored when anybody else sends them."""

    body = TextAreaField(
        _l("Your post"),
        filters=[clean],
        validators=[Required(_l("Please write something.")), AtMost(BODY_LIMIT)],
    )
    reply_to = IntegerField(validators=[Optional()])
    then = RadioField(
        _l("And then?"),
        choices=[
            SelectChoice("answer", _l("It is the customer’s turn")),
            SelectChoice("work", _l("We go on working on it")),
            SelectChoice("solve", _l("This is the solution")),
        ],
        default="answer",
        validators=[Optional()],
    )
    next_word_by = StringField(_l("Next word by (date and time)"), filters=[one_line])

    def validate_next_word_by(self, field):
        """A promise of a next word needs a moment that can be read."""
        if self.then.data == "work" and self.next_word_moment is None:
            raise ValidationError(_("Say until when the next word comes: a moment to come."))

    @property
    def next_word_moment(self) -> datetime | None:
        """What the browser's date field sends, in the house's time, as an aware moment."""
        try:
            local = datetime.fromisoformat(self.next_word_by.data or "")
            if local.tzinfo is None:
                local = local.replace(tzinfo=HOUSE_TIME)
            return local.astimezone(UTC)  # OverflowError at the ends of the calendar
        except (ValueError, OverflowError):
            return None


def suspicion_of(form: Trapping) -> str | None:
    """What the form saw beside its texts, as the reason for which a post is held."""
    return "honeypot" if form.has_trapped else None


class EditForm(PersonalForm):
    """Changing one's own post."""

    body = TextAreaField(
        _l("Your post"),
        filters=[clean],
        validators=[Required(_l("Please write something.")), AtMost(BODY_LIMIT)],
    )


class ReasonForm(Form):
    """A decision that needs a public reason."""

    reason = TextAreaField(
        _l("Public reason"),
        filters=[clean],
        validators=[
            Required(_l("A public reason is required.")),
            AtMost(REASON_LIMIT),
            NothingPersonal(),
        ],
    )


class PostChoiceForm(Form):
    """Which post of the thread is meant; without one, the case as a whole."""

    post = IntegerField(validators=[Optional(), NumberRange(min=1)])

    def check(self) -> None:
        """Raise Invalid on a forged choice: no page of ours sends one, so there is none to show."""
        if not self.validate_on_submit():
            raise Invalid(_("There is no such post in this case."), "post")
