"""Well-formedness of a promise as an administrator writes it; refuses permissions."""

import re

from wtforms import BooleanField, HiddenField, IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import NumberRange, Optional

from forum.core.forms import AtMost, Form, minutes_field, minutes_in, one_line
from forum.core.i18n import _, _l, _p
from forum.promises.calendar import ALWAYS, DAYS, STATES, Calendar, NoCalendar, calendar_of
from forum.promises.words import state_names

_SPAN = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*[-–]\s*(\d{1,2})(?::(\d{2}))?")
LONGEST_DAY = 60  # characters


def _day(label) -> StringField:
    return StringField(label, filters=[one_line], validators=[AtMost(LONGEST_DAY)])


class PromiseForm(Form):
    """How much is promised, and in which hours. `seen` is what the preview was made of."""

    hours = IntegerField(
        _l("Hours"),
        validators=[Optional(), NumberRange(0, 9999, _l("Hours are between 0 and 9999."))],
    )
    minutes = minutes_field()
    is_nothing = BooleanField(_l("Nothing is promised"))
    mo = _day(_l("Monday"))
    tu = _day(_l("Tuesday"))
    we = _day(_l("Wednesday"))
    th = _day(_l("Thursday"))
    fr = _day(_l("Friday"))
    sa = _day(_l("Saturday"))
    su = _day(_l("Sunday"))
    state = SelectField(_l("Public holidays of"), validators=[Optional()])
    seen = HiddenField()

    def offer(self) -> "PromiseForm":
        """Fill the choices of federal states."""
        names = sorted(state_names().items(), key=lambda one: one[1])
        nobody = SelectChoice("", _p("state", "no holidays are kept"))
        self.state.choices = [nobody, *(SelectChoice(*one) for one in names)]
        return self

    def validate(self, extra_validators=None) -> bool:
        """Beside each field for itself: there is a time, and the hours can be read."""
        is_well_formed = super().validate(extra_validators)
        if not self.is_nothing.data and not minutes_in(self) and not self.hours.errors:
            self.hours.errors = [_("Say how much time is promised, or that nothing is.")]
            is_well_formed = False
        for day in DAYS:
            try:
                _words_of(day, self[day].data)
            except NoCalendar:
                self[day].errors = [_("Write hours like 8:00-12:00, 13:00-18:00.")]
                is_well_formed = False
        return is_well_formed

    @property
    def promised(self) -> int | None:
        """In minutes; None promises nothing."""
        return None if self.is_nothing.data else minutes_in(self)

    @property
    def calendar(self) -> Calendar:
        """Round the clock where no day has hours."""
        words = [word for day in DAYS for word in _words_of(day, self[day].data)]
        if not words:
            return ALWAYS
        holiday = [f"holidays:{self.state.data}"] if self.state.data in STATES else []
        return calendar_of(" ".join(words + holiday))

    @property
    def days(self) -> list:
        """The fields of the week, in its order."""
        return [self[day] for day in DAYS]

    @staticmethod
    def answers_of(minutes: int | None, calendar: Calendar) -> dict:
        """What the fields hold for a promise as it stands."""
        week = {
            day: ", ".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in hours)
            for day, hours in zip(DAYS, calendar.week, strict=False)
        }
        hours, rest = divmod(minutes or 0, 60)
        amount = {"hours": hours, "minutes": rest, "is_nothing": minutes is None}
        return {**week, **amount, "state": calendar.state}


def _words_of(day: str, text: str | None) -> list[str]:
    """The code words of one day's hours; NoCalendar when they cannot be read."""
    spans = [one.strip() for one in (text or "").replace("+", ",").split(",") if one.strip()]
    words = []
    for span in spans:
        found = _SPAN.fullmatch(span)
        if not found:
            raise NoCalendar(span[:60])
        hours = [f"{int(found[n]):02}{found[n + 1] or '00'}" for n in (1, 3)]
        words.append(f"{day}:{hours[0]}-{hours[1]}")
    if words:
        calendar_of(" ".join(words))
    return words


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
