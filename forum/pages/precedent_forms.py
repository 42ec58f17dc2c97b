"""Well-formedness of a claim: in which case, and a sentence; refuses permissions."""

from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from forum.core.db import LARGEST_NUMBER
from forum.core.forms import AtMost, Form, NothingPersonal, one_line
from forum.core.i18n import _, _l
from forum.core.markdown import link_count, render
from forum.precedents.rules import SAID_LIMIT


class ClaimForm(Form):
    """ "I am in the same position", in one of one's own cases."""

    case = IntegerField(
        _l("In which of your cases?"),
        validators=[
            InputRequired(_l("Choose one of your cases.")),
            NumberRange(1, LARGEST_NUMBER, _l("Choose one of your cases.")),
        ],
    )
    said = StringField(
        _l("In one sentence, if you like"),
        filters=[one_line],
        validators=[AtMost(SAID_LIMIT), NothingPersonal()],
    )

    def validate_said(self, field):
        """It is public at once; what somebody has to look at first is written in a post."""
        if link_count(render(field.data or "").html):
            raise ValidationError(_("No links here, please; say more in a post."))
