"""Well-formedness of reports and decisions; refuses permissions."""

from wtforms import HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from forum.cases.words import category_name
from forum.core.forms import AtMost, Form, NothingPersonal, Required, TextArea
from forum.core.i18n import _, _l
from forum.core.text import REASON_LIMIT
from forum.moderation.rules import REASONS


def _is_a_reason(form, field):
    if field.data not in REASONS:
        raise ValidationError(_("Please choose a reason."))


class ReportForm(Form):
    """ "This post breaks a rule"."""

    reason = RadioField(
        _l("What is wrong with this post?"),
        choices=[SelectChoice(code, word) for code, word in REASONS.items()],
        validators=[_is_a_reason],
        validate_choice=False,
    )
    note = TextArea(_l("In your own words"), validators=[AtMost(REASON_LIMIT)])

    def validate_note(self, field):
        if self.reason.data == "other" and not (field.data or "").strip():
            raise ValidationError(_("Please say in a few words what is wrong with this post."))


class DecisionForm(Form):
    """What every decision sends beside its verb: what the moderator had before their eyes."""

    decision = ""
    seen = HiddenField(
        validators=[Required(_l("This form was incomplete. Please look at the post again."))]
    )

    def is_stale(self, item) -> bool:
        """Whether the post is no longer what this moderator saw; a missing mark is just invalid."""
        return bool(self.seen.data) and self.seen.data != item.seen

    def show_for(self, item, categories) -> None:
        """Make ready to be shown beside this item; a page has many, so ids carry the post's."""
        self.seen.data = item.seen
        for field in self:
            field.id = f"{self.decision}-{item.post.id}-{field.short_name}"
            field.label.field_id = field.id


class ApproveForm(DecisionForm):
    """A held post becomes public."""

    decision = "approve"


class KeepForm(DecisionForm):
    """Nothing is wrong with a reported post."""

    decision = "keep"


class HideForm(DecisionForm):
    """A post disappears behind its public reason."""

    decision = "hide"
    reason = TextArea(
        _l("Public reason"),
        validators=[
            Required(_l("Hiding needs a public reason.")),
            AtMost(REASON_LIMIT),
            NothingPersonal(),
        ],
    )


class ShowAgainForm(DecisionForm):
    """A hiding was a mistake."""

    decision = "show_again"
    reason = TextArea(
        _l("Public reason"),
        validators=[
            Required(_l("Say in public why it is shown again.")),
            AtMost(REASON_LIMIT),
            NothingPersonal(),
        ],
    )


class MoveForm(DecisionForm):
    """A case goes to where it belongs."""

    decision = "move"
    category = SelectField(_l("New category"), validate_choice=False)
    reason = TextArea(
        _l("Public reason"),
        validators=[
            Required(_l("Moving needs a public reason.")),
            AtMost(REASON_LIMIT),
            NothingPersonal(),
        ],
    )

    def show_for(self, item, categories) -> None:
        super().show_for(item, categories)
        self.offer(item, categories)

    def offer(self, item, categories) -> None:
        """Let choose among all categories but the present one."""
        others = [one for one in categories if one.id != item.post.case.category_id]
        self.category.choices = [SelectChoice("", _("Please choose"))]
        self.category.choices += [SelectChoice(one.slug, category_name(one)) for one in others]

    def validate_category(self, field):
        if not field.data or field.data not in [choice.value for choice in field.choices]:
            raise ValidationError(_("Please choose one of the other categories."))


DECISION_FORMS = (ApproveForm, KeepForm, HideForm, MoveForm, ShowAgainForm)


def forms_for(item, categories, sent: DecisionForm | None = None) -> dict[str, DecisionForm]:
    """The forms of the decisions that are possible; the one that was `sent` as it was typed."""
    forms = {}
    for kind in DECISION_FORMS:
        if kind.decision in item.choices:
            form = sent if isinstance(sent, kind) else kind(formdata=None)
            form.show_for(item, categories)
            forms[kind.decision] = form
    return forms
