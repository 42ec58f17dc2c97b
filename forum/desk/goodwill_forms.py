"""Well-formedness of what staff send about goodwill and claims; refuses permissions."""

from datetime import date

from wtforms import HiddenField, RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired, ValidationError

from forum.cases.forms import PersonalForm, PostForm
from forum.core.clock import now
from forum.core.errors import Invalid
from forum.core.forms import AtMost, Form, NothingPersonal, Required, one_line
from forum.core.i18n import _, _l
from forum.core.text import TITLE_LIMIT
from forum.desk.forms import public_reason
from forum.precedents import rules
from forum.precedents.models import Precedent
from forum.precedents.rules import Terms


def day_in(text: str | None) -> date | None:
    """The day that a browser's date field sends, or None."""
    try:
        return date.fromisoformat(text or "") if len(text or "") == 10 else None
    except ValueError:
        return None


class AnswerForm(PersonalForm):
    """The post with which staff tell the customer, as writing in a case asks for it."""

    body = PostForm.body
    then = PostForm.then
    next_word_by = PostForm.next_word_by
    validate_next_word_by = PostForm.validate_next_word_by
    next_word_moment = PostForm.next_word_moment


class GoodwillForm(AnswerForm):
    """What is granted, why, on which terms for everybody else, and until when."""

    what = StringField(
        _l("What is granted, in one sentence?"),
        filters=[one_line],
        validators=[
            Required(_l("Say what is granted.")),
            AtMost(TITLE_LIMIT),
            NothingPersonal(),
        ],
    )
    why = public_reason(_l("Why is it granted?"), _l("Say in public in a sentence why."))
    repeatable = RadioField(
        _l("Can others in the same position have it?"),
        choices=[
            SelectChoice("yes", _l("Yes: everybody who meets the conditions can claim it")),
            SelectChoice("no", _l("No: it cannot be repeated")),
        ],
        default="yes",
        validators=[InputRequired(_l("Please choose one."))],
    )
    terms = public_reason(
        _l("The conditions; or why it cannot be repeated"),
        _l("Say under which conditions others can have it, or why they cannot."),
    )
    until = StringField(_l("Until which day can it be claimed?"), filters=[one_line])
    post = HiddenField()  # where an existing post is recorded

    def record_alone(self, position: int) -> "GoodwillForm":
        """The post exists already: nothing is asked about it."""
        self.post.data = str(position)
        self.body.validators = self.next_word_by.validators = ()
        self.body.flags.required = False
        self.then.data = "answer"
        return self

    def validate_until(self, field):
        """A repeatable offer holds until a day to come."""
        if self.repeatable.data != "yes":
            return
        sentence = rules.why_not_until(day_in(field.data), today=rules.day_of(now()))
        if sentence:
            raise ValidationError(sentence)

    @property
    def offered(self) -> Terms:
        """As it becomes public."""
        return Terms(
            what=self.what.data,
            why=self.why.data,
            is_repeatable=self.repeatable.data == "yes",
            terms=self.terms.data,
            valid_until=day_in(self.until.data),
        )


class RefuseClaimForm(Form):
    """Saying no to a claim; everybody reads why, the claimant in a post."""

    reason = public_reason(_l("Why is the claim refused?"), _l("A refusal needs a public reason."))


class ChangeOfferForm(Form):
    """Let an offer hold for longer, or end it."""

    change = RadioField(
        _l("What changes?"),
        choices=[
            SelectChoice("lengthen", _l("It can be claimed for longer")),
            SelectChoice("end", _l("It can no longer be claimed")),
        ],
        validate_choice=False,
    )
    until = StringField(_l("Until which day? Only when it is made longer."), filters=[one_line])
    reason = public_reason(_l("Public reason"), _l("A public reason is required."))

    def validate_change(self, field):
        if field.data not in ("lengthen", "end"):
            raise ValidationError(_("Please choose one."))

    def validate_until(self, field):
        if self.change.data == "lengthen" and day_in(field.data) is None:
            raise ValidationError(_("Say until which day everybody can claim it."))

    def show_for(self, precedent: Precedent) -> "ChangeOfferForm":
        """Begin with the day that holds now."""
        if not self.until.data and precedent.valid_until:
            self.until.data = precedent.valid_until.isoformat()
        return self


def position_of(text: str | None) -> int | None:
    """Which post the address or the form names; None for none, Invalid for a forged one."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Invalid(_("There is no such post in this case."), "post")
    return int(text)
