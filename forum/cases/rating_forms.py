"""Well-formedness of a rating; refuses permissions."""

from wtforms import RadioField, SelectChoice, StringField
from wtforms.validators import InputRequired, Optional

from forum.cases.rating_rules import SCORES, SENTENCE_LIMIT
from forum.cases.rating_words import score_words
from forum.core.forms import AtMost, Form, NothingPersonal, one_line
from forum.core.i18n import _l


class RatingForm(Form):
    """A number from 1 to 5 and, if the author likes, a sentence."""

    score = RadioField(
        _l("How was your case dealt with?"),
        coerce=int,
        validators=[InputRequired(_l("Please choose a number from 1 to 5."))],
    )
    sentence = StringField(
        _l("In one sentence: why?"),
        filters=[one_line],
        validators=[Optional(), AtMost(SENTENCE_LIMIT), NothingPersonal()],
    )

    def offer(self) -> "RatingForm":
        """Fill the choices, in the language of the page."""
        words = score_words()
        self.score.choices = [SelectChoice(one, f"{one} – {words[one]}") for one in SCORES]
        return self
