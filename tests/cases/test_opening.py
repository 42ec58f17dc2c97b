"""What the record is told at a case's opening for the figures: channel, language, new account."""

from datetime import timedelta

import pytest

GERMAN = {
    "title": "Seit gestern kein Netz",
    "body": "Mein Anschluss ist seit gestern gestört, und die Hotline hört nicht zu.",
}


def opening(entries, number: int, kind: str = "case.opened") -> dict:
    names = ("channel", "language", "is_new_account")
    [fields] = [fields for one, fields in entries(number) if one == kind]
    return {name: fields[name] for name in names if name in fields}


def test_the_record_tells_channel_language_and_a_new_account(open_case, entries):
    told = {"channel": "web", "language": "en", "is_new_account": True}
    assert opening(entries, open_case()) == told
    assert opening(entries, open_case(**GERMAN)) == told | {"language": "de"}


@pytest.mark.parametrize(("age", "is_new"), [(timedelta(microseconds=-1), True), (None, False)])
def test_an_account_is_new_for_thirty_days(clock, cast, open_case, entries, app, age, is_new):
    from forum.accounts.models import User
    from forum.cases.rules import NEW_ACCOUNT
    from forum.core.db import db

    with app.app_context():
        created_at = db.session.get(User, cast.anna.id).created_at
    clock.set(created_at + NEW_ACCOUNT + (age or timedelta(0)))
    assert opening(entries, open_case())["is_new_account"] is is_new


def test_a_held_case_is_told_of_like_any_other(open_case, entries):
    assert opening(entries, open_case("nora"))["is_new_account"] is True
