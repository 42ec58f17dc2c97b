"""Well-formedness of reports, requests and objections; refuses permissions."""

from wtforms import BooleanField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from forum.accounts.rules import tidy_email
from forum.core.errors import Invalid
from forum.core.forms import AtMost, Form, NothingPersonal, Required, TextArea, one_line
from forum.core.i18n import _, _l
from forum.core.text import REASON_LIMIT
from forum.moderation.rules import REASONS

OBJECTION_LIMIT = 5_000  # characters


class ReportForm(Form):
    """ "This post breaks a rule", by somebody with an account."""

    reason = RadioField(
        _l("What is wrong with this post?"),
        choices=[SelectChoice(code, word) for code, word in REASONS.items()],
        validate_choice=False,
    )
    note = TextArea(_l("In your own words"), validators=[AtMost(REASON_LIMIT)])

    def validate_reason(self, field):
        if field.data not in REASONS:
            raise ValidationError(_("Please choose a reason."))

    def validate_note(self, field):
        if self.reason.data == "other" and not (field.data or "").strip():
            raise ValidationError(_("Please say in a few words what is wrong with this post."))


class NoticeForm(ReportForm):
    """The same by anybody: why, where the answer goes, and that it is meant in earnest."""

    contact = StringField(_l("Your e-mail address"), filters=[one_line])
    is_honest = BooleanField(_l("To the best of my knowledge what I say is right and complete"))

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        self.note.flags.required = True

    def validate_note(self, field):
        if not (field.data or "").strip():
            raise ValidationError(_("Please say in a few words what is wrong with this post."))

    def validate_contact(self, field):
        if not field.data:
            return
        try:
            field.data = tidy_email(field.data)
        except Invalid as refusal:
            raise ValidationError(refusal.sentence) from refusal

    def validate_is_honest(self, field):
        if not field.data:
            raise ValidationError(_("Please confirm this: a report is a serious matter."))


class TakeOutForm(Form):
    """An author wants a passage of their own post gone, from every version of it."""

    passage = TextArea(
        _l("Which passage? Copy it as it stands in your text"),
        validators=[Required(_l("Copy the passage from your text.")), AtMost(REASON_LIMIT)],
    )
    note = TextArea(_l("In your own words"), validators=[AtMost(REASON_LIMIT)])


class ObjectionForm(Form):
    """Why a decision is wrong."""

    text = TextArea(
        _l("Why is this decision wrong?"),
        validators=[
            Required(_l("Please say why the decision is wrong.")),
            AtMost(OBJECTION_LIMIT),
        ],
    )


class AnswerForm(Form):
    """What comes of an objection, with a public reason."""

    outcome = RadioField(
        _l("Was the decision right?"),
        choices=[
            SelectChoice("rejected", _l("Yes: it stands")),
            SelectChoice("upheld", _l("No: it is taken back")),
        ],
        validate_choice=False,
    )
    reason = TextArea(
        _l("Public reason"),
        validators=[
            Required(_l("Say in public in a sentence why.")),
            AtMost(REASON_LIMIT),
            NothingPersonal(),
        ],
    )

    def validate_outcome(self, field):
        if field.data not in ("upheld", "rejected"):
            raise ValidationError(_("Please choose an outcome."))
