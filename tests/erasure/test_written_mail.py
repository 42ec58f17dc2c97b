"""Mails that are written as files hold no post, and go with whom or what they were about."""

from pathlib import Path

import pytest

from tests.erasure.storage import files_with


def spool(app) -> set[str]:
    return {file.name for file in (Path(app.config["DATA_DIR"]) / "mail").glob("*.eml")}


def test_no_mail_holds_what_a_post_says(app, cast, scene, worker, word):
    secret = word()
    number = scene.open_case(cast.anna, body=f"It says {secret}.")
    scene.write(number, cast.ben, f"Mine, too: {secret}.", reply_to=1)
    scene.write(number, cast.anna, f"Then it is {secret}.", reply_to=2)
    worker()
    assert len(spool(app)) == 2
    assert [name for name in files_with(app, secret) if name.endswith(".eml")] == []


@pytest.mark.slow
def test_mails_to_others_and_about_other_cases_stay(app, cast, scene, worker, word, redact):
    secret = word()
    first = scene.open_case(cast.anna, title=f"Bill {secret}")
    for _count in range(10):
        last = scene.open_case(cast.ben)
    assert (first, last) == (1, 11)  # whose path begins like that of the first
    scene.write(first, cast.ben, "Mine, too.")
    scene.write(last, cast.anna, "Mine, too.")
    worker()
    before = spool(app)
    redact(first, 1, [secret])
    worker()
    gone = before - spool(app)
    assert len(before) == 2 and len(gone) == 1


def test_mail_on_its_way_at_that_moment_goes_later(app, cast, browse, scene, worker, clock):
    """A worker that holds a mail of theirs writes it after the account is erased."""
    from forum.notifications import mail

    number = scene.open_case(cast.anna)
    scene.write(number, cast.ben, "Mine, too.")
    held = held_payload(app)
    answer = browse(cast.anna).submit(
        "/account/delete", {"texts": "keep", "password": cast.anna.password}
    )
    assert answer.status_code == 303
    worker()
    with app.app_context():
        mail.deliver([held])
    assert len(spool(app)) == 1
    clock.move(minutes=2)
    worker()
    assert spool(app) == set()


def held_payload(app) -> dict:
    from forum.core.db import db
    from forum.core.outbox import OutboxRow

    with app.app_context():
        [row] = db.session.query(OutboxRow).filter_by(kind="mail.send")
        return row.payload
