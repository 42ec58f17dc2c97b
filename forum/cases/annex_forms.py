"""Well-formedness of what people type and send in private; refuses permissions."""

from collections.abc import Sequence

from flask import request
from wtforms import (
    BooleanField,
    MultipleFileField,
    RadioField,
    SelectChoice,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional, ValidationError

from forum.cases.annex.rules import FILES_PER_MESSAGE
from forum.cases.annex.sent_files import SentFile, read_files
from forum.cases.forms import PostForm
from forum.core.errors import Invalid
from forum.core.forms import AtMost, Form, Required, clean, one_line
from forum.core.i18n import _, _l
from forum.core.markdown import BODY_LIMIT

WHAT_LIMIT = 300  # characters; one sentence


class MessageForm(Form):
    """A private message with its files; what follows is ignored when not staff send it."""

    body = TextAreaField(
        _l("Your private message"),
        filters=[clean],
        validators=[Required(_l("Please write something.")), AtMost(BODY_LIMIT)],
    )
    files = MultipleFileField(_l("Files"))
    vanishes = BooleanField(_l("Remove this message when the case closes"))
    then = RadioField(
        _l("And then?"),
        choices=[
            SelectChoice("answer", _l("It is the customer’s turn")),
            SelectChoice("work", _l("We go on working on it")),
        ],
        default="answer",
        validators=[Optional()],
    )
    next_word_by = StringField(_l("Next word by (date and time)"), filters=[one_line])

    sent_files: Sequence[SentFile] = ()

    def validate_files(self, field):
        """Read what was sent; nothing of it is kept unless all of it may be."""
        try:
            self.sent_files = read_files(request.files.getlist(field.name))
        except Invalid as refusal:
            raise ValidationError(refusal.sentence) from refusal

    next_word_moment = PostForm.next_word_moment
    validate_next_word_by = PostForm.validate_next_word_by

    @property
    def files_hint(self) -> str:
        """What may be sent."""
        sentence = _("At most %(limit)s: pictures, PDF or plain text, each up to 5 MB.")
        return sentence % {"limit": FILES_PER_MESSAGE}


class AskForm(Form):
    """What staff need of the author, in one sentence."""

    what = StringField(
        _l("What do you need?"),
        filters=[one_line],
        validators=[Required(_l("Say in one sentence what you need.")), AtMost(WHAT_LIMIT)],
    )


class LastingForm(Form):
    """Whether a message stays when the case closes."""

    vanishes = BooleanField()
