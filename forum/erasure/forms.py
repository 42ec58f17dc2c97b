"""What leaving asks; refuses to know who leaves."""

from wtforms import PasswordField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from forum.core.forms import Form, Required
from forum.core.i18n import _l

TEXTS = [
    SelectChoice("keep", _l("My texts stay, under “deleted account”")),
    SelectChoice("remove", _l("My texts go, too")),
]


class DeleteForm(Form):
    """What becomes of the texts, and the password: a browser left open must not do this."""

    texts = RadioField(
        _l("What becomes of what you wrote?"),
        [InputRequired(_l("Please choose."))],
        choices=TEXTS,
    )
    password = PasswordField(
        _l("Password"), [Required()], render_kw={"autocomplete": "current-password"}
    )
