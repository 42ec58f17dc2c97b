"""Well-formedness of what staff send about incidents; refuses permissions."""

import re

from wtforms import BooleanField, SelectMultipleField, StringField
from wtforms.validators import Optional, ValidationError

from forum.core.db import LARGEST_NUMBER
from forum.core.forms import AtMost, Form, NothingPersonal, Required, TextArea, one_line
from forum.core.i18n import _, _l
from forum.core.markdown import BODY_LIMIT
from forum.core.text import REASON_LIMIT, TITLE_LIMIT
from forum.desk.forms import public_reason
from forum.desk.goodwill_forms import AnswerForm
from forum.incidents.rules import MOST_AT_ONCE

NUMBERS_LIMIT = 10_000  # characters; as many numbers as go in at once
_NUMBERS = re.compile(r"#?([0-9]{1,10})(?:\s*[-–]\s*#?([0-9]{1,10}))?")


class IncidentForm(Form):
    """Opening an incident: what many cases have in common."""

    title = StringField(
        _l("What is the incident, in one sentence?"),
        filters=[one_line],
        validators=[
            Required(_l("Give the incident a title.")),
            AtMost(TITLE_LIMIT),
            NothingPersonal(),
        ],
    )
    text = TextArea(
        _l("What is known?"), validators=[Optional(), AtMost(REASON_LIMIT), NothingPersonal()]
    )


class CasesForm(Form):
    """Which cases belong to it: by their numbers, by ticks, or all that are shown to be open."""

    numbers = TextArea(_l("Numbers of the cases"), validators=[Optional(), AtMost(NUMBERS_LIMIT)])
    chosen = SelectMultipleField(_l("Open cases"), validate_choice=False)
    everything = BooleanField()

    def validate_numbers(self, field):
        """Numbers and spans of numbers, apart by anything."""
        left = _NUMBERS.sub(" ", field.data or "")
        if re.search(r"[^\s,;.#]", left):
            raise ValidationError(_("Write numbers of cases, such as 12, 15, 20-31."))

    def validate_everything(self, field):
        """One of the three has to say something, and all together no more than goes in at once."""
        if self._count() > MOST_AT_ONCE:
            raise ValidationError(_("At most %(most)s cases go in at once.", most=MOST_AT_ONCE))
        if not field.data and not self._spans() and not self.chosen.data:
            raise ValidationError(_("Name or tick at least one case."))

    @property
    def all_numbers(self) -> list[int]:
        """Those that were written and those that were ticked."""
        ticked = [int(one) for one in self.chosen.data or [] if _is_number(one)]
        written = [one for first, last in self._spans() for one in range(first, last + 1)]
        return sorted({*ticked, *written})

    def _spans(self) -> list[tuple[int, int]]:
        found = _NUMBERS.findall(self.numbers.data or "")
        spans = [(int(first), int(last or first)) for first, last in found]
        return [one for one in spans if one[0] <= one[1] <= LARGEST_NUMBER]

    def _count(self) -> int:
        ticked = len(self.chosen.data or [])
        return ticked + sum(last - first + 1 for first, last in self._spans())


class IncidentAnswerForm(AnswerForm):
    """One answer for all cases of an incident, what follows in each, and why now."""

    body = TextArea(
        _l("The answer"), validators=[Required(_l("Please write something.")), AtMost(BODY_LIMIT)]
    )
    reason = public_reason(
        _l("Why are these cases answered before their turn?"),
        _l("Say in public why these cases are answered before their turn."),
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < len(text) < 10
