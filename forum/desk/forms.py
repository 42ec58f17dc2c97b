"""Well-formedness of what staff and moderators send about places; refuses permissions."""

from wtforms import HiddenField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from forum.cases.fact_actions import DECLARED
from forum.cases.forms import CaseForm, offer_facts
from forum.core.forms import (
    AtMost,
    Form,
    NothingPersonal,
    Required,
    TextArea,
    hours_field,
    minutes_field,
    minutes_in,
)
from forum.core.i18n import _l
from forum.core.text import REASON_LIMIT


def public_reason(label, missing) -> TextArea:
    """A sentence or more that everybody reads: required, and nothing personal in it."""
    return TextArea(label, validators=[Required(missing), AtMost(REASON_LIMIT), NothingPersonal()])


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

    reason = public_reason(
        _l("Why is this case served before its turn?"),
        _l("Taking a case out of turn needs a public reason."),
    )


class GrantForm(Form):
    """Move a case ahead by hand: by how much, and why. `seen` is what was looked at before."""

    hours = hours_field(_l("Head start in hours"))
    minutes = minutes_field()
    reason = public_reason(
        _l("Why does this case get a head start?"),
        _l("A head start by hand needs a public reason."),
    )
    seen = HiddenField()

    @property
    def total(self) -> int:
        """The head start in minutes."""
        return minutes_in(self)


class RevokeForm(Form):
    """Take back a head start that was given by hand."""

    reason = public_reason(
        _l("Why is the head start taken back?"),
        _l("Taking back a head start needs a public reason."),
    )


class FactsForm(Form):
    """What is declared about a case, as a moderator corrects it."""

    kind = CaseForm.kind
    is_total_outage = CaseForm.is_total_outage
    is_emergency_call_impossible = CaseForm.is_emergency_call_impossible
    is_health_dependent = CaseForm.is_health_dependent
    contract_class = CaseForm.contract_class
    reason = public_reason(
        _l("Why are the facts corrected?"), _l("Correcting the facts needs a public reason.")
    )

    def offer(self) -> "FactsForm":
        """Fill the choices."""
        offer_facts(self)
        return self

    @property
    def facts(self) -> dict:
        """By the names of the columns."""
        return {name: self[name].data for name in DECLARED}
