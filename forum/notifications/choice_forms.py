"""What the pages about mails send; refuses to know whose mails they are."""

from wtforms import StringField
from wtforms.validators import AnyOf

from forum.core.forms import Form, one_line
from forum.core.i18n import _l

ONE_CLICK = ("List-Unsubscribe", "One-Click")  # the whole body of a mail program's, RFC 8058


class SwitchForm(Form):
    """A button: on or off, for the case or the sort that it names."""

    about = StringField(filters=[one_line])
    wanted = StringField(
        filters=[one_line], validators=[AnyOf(("on", "off"), _l("Please choose: mails or none."))]
    )


def is_one_click(sent) -> bool:
    """Whether a form is that of a mail program, which knows no forgery token."""
    name, value = ONE_CLICK
    return sent.get(name) == value
