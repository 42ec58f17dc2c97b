"""What the page of a promise shows before it is changed; refuses to change it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.cases.models import Category
from forum.cases.promise_actions import promised_now
from forum.core.clock import now
from forum.desk.promise_forms import PromiseForm
from forum.promises.calendar import calendar_of
from forum.promises.queries import open_deadlines
from forum.promises.words import hours_in_words, minutes_in_words


@dataclass(frozen=True)
class Preview:
    """What a changed promise means for a case that is opened now, and for those that are here."""

    promised: str  # empty: nothing
    hours: str
    due_at: datetime | None
    given: int  # deadlines of this sort that stay as they are


def preview_of(form: PromiseForm, matter: str) -> Preview:
    """The change in the form as it would be."""
    minutes, calendar, given = form.promised, form.calendar, open_deadlines(matter)
    if minutes is None:
        return Preview("", "", None, given)
    return Preview(
        promised=minutes_in_words(minutes, calendar),
        hours=hours_in_words(calendar),
        due_at=calendar.due_at(now(), timedelta(minutes=minutes)),
        given=given,
    )


def fingerprint(form: PromiseForm) -> str:
    """What the preview was made of: a form that was changed since is shown again first."""
    return f"{form.promised} {form.calendar}"


def form_data(category: Category, matter: str) -> dict:
    """The form as it stands before anything is typed."""
    minutes, calendar = promised_now(category, matter)
    return PromiseForm.answers_of(minutes, calendar_of(calendar))
