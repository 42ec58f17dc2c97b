"""Well-formedness of what staff and moderators send about places; refuses permissions."""

from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.cases import words
from forum.cases.states import CONTRACT_CLASSES, KINDS
from forum.core.forms import AtMost, Form, Required, clean
from forum.core.i18n import _l
from forum.core.text import REASON_LIMIT

MINUTES_AT_MOST = 14 * 24 * 60  # above every cap a rulebook may have; the cap itself is checked


def _reason(label, missing) -> TextAreaField:
    return TextAreaField(
        label, filters=[clean], validators=[Required(missing), AtMost(REASON_LIMIT)]
    )


class NextForm(Form):
    """Take the next case of a lane."""

    lane = HiddenField()


class LanesForm(Form):
    """Which lanes somebody serves."""

    lanes = SelectMultipleField(
        _l("Lanes I serve"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[Optional()],
    )


class ClaimForm(Form):
    """Take one case out of turn; everybody reads why."""

    reason = _reason(
        _l("Why is this case served before its turn?"),
        _l("Taking a case out of turn needs a public reason."),
    )


class GrantForm(Form):
    """Move a case ahead by hand: by how much, and why. `seen` is what was looked at before."""

    hours = IntegerField(
        _l("Head start in hours"), validators=[InputRequired(_l("Say how many hours."))]
    )
    minutes = IntegerField(
        _l("and minutes"),
        validators=[Optional(), NumberRange(0, 59, _l("Minutes are between 0 and 59."))],
    )
    reason = _reason(
        _l("Why does this case get a head start?"),
        _l("A head start by hand needs a public reason."),
    )
    seen = HiddenField()

    @property
    def total(self) -> int:
        """The head start in minutes."""
        return (self.hours.data or 0) * 60 + (self.minutes.data or 0)


class RevokeForm(Form):
    """Take back a head start that was given by hand."""

    reason = _reason(
        _l("Why is the head start taken back?"),
        _l("Taking back a head start needs a public reason."),
    )


class FactsForm(Form):
    """What is declared about a case, as a moderator corrects it."""

    kind = RadioField(
        _l("What kind of case is it?"), validators=[InputRequired(_l("Please choose one."))]
    )
    is_total_outage = BooleanField(_l("The service does not work at all"))
    is_emergency_call_impossible = BooleanField(_l("Emergency calls (110, 112) are impossible"))
    is_health_dependent = BooleanField(
        _l("Somebody’s health or an assistive device depends on the service")
    )
    contract_class = RadioField(_l("What kind of contract is it?"), default="private")
    reason = _reason(
        _l("Why are the facts corrected?"), _l("Correcting the facts needs a public reason.")
    )

    def offer(self) -> "FactsForm":
        """Fill the choices."""
        self.kind.choices = [SelectChoice(kind, words.kind_words()[kind]) for kind in KINDS]
        classes = words.contract_words()
        self.contract_class.choices = [SelectChoice(one, classes[one]) for one in CONTRACT_CLASSES]
        return self

    @property
    def facts(self) -> dict:
        """By the names of the columns."""
        names = ("kind", "is_total_outage", "is_emergency_call_impossible")
        names = (*names, "is_health_dependent", "contract_class")
        return {name: self[name].data for name in names}
