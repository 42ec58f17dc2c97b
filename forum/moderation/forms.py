"""Well-formedness of decisions; refuses permissions."""

from datetime import datetime, timedelta

from wtforms import HiddenField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, NumberRange, ValidationError

from forum.accounts.models import User
from forum.cases.forms import category_choices
from forum.core.clock import now
from forum.core.forms import AtMost, Form, NothingPersonal, Required, TextArea
from forum.core.i18n import _, _l
from forum.core.text import REASON_LIMIT
from forum.statements.grounds import GROUNDS, OF_CONTENT, section_of
from forum.statements.rulings import Ruling

LONGEST_DAYS = 365  # of a limit or a suspension; after that somebody looks again


class RulingForm(Form):
    """What every decision needs: a published ground, and a sentence in public."""

    grounds: tuple[str, ...] = OF_CONTENT
    needs_reason = _l("Say in public in a sentence why.")
    is_explained = True
    ground = SelectField(_l("On which ground?"), validate_choice=False)
    reason = TextArea(_l("Public reason"), validators=[AtMost(REASON_LIMIT), NothingPersonal()])

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        self.ground.choices = [SelectChoice("", _("Please choose"))]
        self.ground.choices += [SelectChoice(code, words_of(code)) for code in self.grounds]
        if len(self.grounds) == 1:
            self.ground.data = self.grounds[0]
        self.reason.flags.required = self.ground.flags.required = self.is_explained

    def validate_ground(self, field):
        if field.data not in self.grounds:
            raise ValidationError(_("Please choose one of the published grounds."))

    def validate_reason(self, field):
        if not (field.data or "").strip():
            raise ValidationError(self.needs_reason)

    def ruling(self, moderator: User, prompted_by: str = "own", since=None) -> Ruling:
        """The decision as it was filled in."""
        return Ruling(moderator, self.ground.data, self.reason.data, prompted_by, since)


class DecisionForm(RulingForm):
    """A decision about a post, with what the moderator had before their eyes."""

    decision = ""
    seen = HiddenField(
        validators=[Required(_l("This form was incomplete. Please look at the post again."))]
    )

    def is_stale(self, item) -> bool:
        """Whether the post is no longer what this moderator saw; a missing mark is just invalid."""
        return bool(self.seen.data) and self.seen.data != item.seen

    def show_for(self, item, categories) -> None:
        """Make ready to be shown beside this item; a page has many forms, so ids differ."""
        self.seen.data = item.seen
        for field in self:
            field.id = f"{self.decision}-{item.post.id}-{field.short_name}"
            field.label.field_id = field.id


class _Harmless(DecisionForm):
    """Nothing is wrong: the sentence may stay away, since there is only one ground."""

    grounds = ("no_breach",)
    is_explained = False

    def validate_reason(self, field):
        if not (field.data or "").strip():
            field.data = _("A moderator looked at it: it breaks no rule.")


class ApproveForm(_Harmless):
    """A held post becomes public."""

    decision = "approve"


class KeepForm(_Harmless):
    """Nothing is wrong with a reported post."""

    decision = "keep"


class HideForm(DecisionForm):
    """A post disappears behind its public reason."""

    decision = "hide"
    needs_reason = _l("Hiding needs a public reason.")


class RedactForm(DecisionForm):
    """A passage of a post is removed for good, from every version of it."""

    decision = "redact"
    grounds = ("personal_data", "unlawful")
    needs_reason = _l("Removing a passage needs a public reason.")
    passage = TextArea(
        _l("The passage, exactly as it stands in the source"),
        validators=[
            Required(_l("Copy the passage from the source text.")),
            AtMost(REASON_LIMIT),
        ],
    )


class ShowAgainForm(DecisionForm):
    """A hiding was a mistake."""

    decision = "show_again"
    grounds = ("no_breach",)
    needs_reason = _l("Say in public why it is shown again.")


class MoveForm(DecisionForm):
    """A case goes to where it belongs."""

    decision = "move"
    grounds = ("wrong_place",)
    needs_reason = _l("Moving needs a public reason.")
    category = SelectField(_l("New category"), validate_choice=False)

    def show_for(self, item, categories) -> None:
        super().show_for(item, categories)
        self.offer(item, categories)

    def offer(self, item, categories) -> "MoveForm":
        """Let choose among all categories but the present one."""
        others = [one for one in categories if one.id != item.post.case.category_id]
        self.category.choices = category_choices(others)
        return self

    def validate_category(self, field):
        if not field.data or field.data not in [choice.value for choice in field.choices]:
            raise ValidationError(_("Please choose one of the other categories."))


class LockForm(RulingForm):
    """A case takes posts of its author and of staff alone from now on."""


class UnlockForm(RulingForm):
    """Everybody may write in a case again."""

    grounds = ("no_breach",)


class RatingForm(RulingForm):
    """The sentence beside a rating goes for good; the number stays."""


class PersonForm(RulingForm):
    """A decision about a person: warned, looked at first, or reading only, for some days."""

    measure = RadioField(
        _l("What follows?"),
        choices=[
            SelectChoice("warn", _l("Warn: nothing is restricted")),
            SelectChoice("limit", _l("Limit: every post waits for a look first")),
            SelectChoice("suspend", _l("Suspend: reads, but does not write in public")),
        ],
        validate_choice=False,
    )
    days = IntegerField(
        _l("For how many days?"),
        default=7,
        validators=[
            InputRequired(_l("For how many days?")),
            NumberRange(1, LONGEST_DAYS, _l("Between 1 and 365 days; then somebody looks again.")),
        ],
    )

    def validate_measure(self, field):
        if field.data not in ("warn", "limit", "suspend"):
            raise ValidationError(_("Please choose one."))

    @property
    def until(self) -> datetime:
        """When it ends by itself."""
        return now() + timedelta(days=self.days.data)


class LiftForm(RulingForm):
    """A decision about a person ends before its day."""

    grounds = ("no_breach",)


class BatchForm(RulingForm):
    """The same decision about several posts that are plain advertising; see `routes.batch`."""

    grounds = ("advertising", "repeated")
    needs_reason = _l("Hiding needs a public reason.")


DECISION_FORMS = (ApproveForm, KeepForm, HideForm, RedactForm, MoveForm, ShowAgainForm)


def forms_for(item, categories, sent: DecisionForm | None = None) -> dict[str, DecisionForm]:
    """The forms of the decisions that are possible; the one that was `sent` as it was typed."""
    forms = {}
    for kind in DECISION_FORMS:
        if kind.decision in item.choices:
            form = sent if isinstance(sent, kind) else kind(formdata=None)
            form.show_for(item, categories)
            forms[kind.decision] = form
    return forms


def words_of(ground: str) -> str:
    """A ground as it stands in a choice: its words and its section in the terms."""
    return f"{GROUNDS[ground].words} (§ {section_of(ground)})"
