"""After a redaction or an erasure the value is in no file on disk, and the record is unchanged."""

import secrets

import pytest

from forum.core.drafts import KeptDraft
from tests.desk.scene import Line
from tests.erasure.storage import entries_of, files_with


def plant(app, cast, scene, api, secret) -> int:
    """A case of Anna's with the secret wherever the forum lets a text get to."""
    program = api(cast.anna)
    sent = {"title": f"Bill {secret}", "body": f"My number is {secret}.", "kind": "billing"}
    opened = program.post(
        "/api/v1/cases",
        json={**sent, "category": "mobile"},
        headers={"Idempotency-Key": secrets.token_hex(8)},
    )
    assert opened.status_code == 201, opened.text
    number = opened.json["number"] if "number" in opened.json else opened.json["case"]["number"]
    quoting = scene.write(number, cast.ben, f"> My number is {secret}.\n\nMine counts too.")
    long = scene.write(number, cast.anna, f"{secret} {secrets.token_urlsafe(12_000)}")
    scene.edit(long, cast.anna, f"Shorter: {secret}.")
    with_answer = scene.write(number, cast.ben, "Seen.")
    scene.edit(long, cast.anna, f"After the answer: {secret}, again.")
    keep_draft(app, f"/cases/{number}/posts", f"And once more {secret}.")
    keep_draft(app, "/cases/new", f"My number is {secret}.")
    assert quoting.position == 2 and long.position == 3 and with_answer.position == 4
    return number


def keep_draft(app, path, body):
    from forum.core import drafts
    from forum.core.db import writing

    with app.app_context(), writing():
        drafts.keep(path, {"body": [body]})


def move(app, cast, number, category, reason):
    """A moderator repeats the secret in a public reason, and so in news and mail."""
    from forum.cases import access, actions
    from forum.core.db import writing

    with app.app_context(), writing():
        moderator = cast.mara.row()
        case = access.case_for_moderating(moderator, number)
        chosen = access.category_named(category)
        actions.move_case(case, category=chosen, moderator=moderator, reason=reason)


def let_time_pass(app):
    """What a server does by itself: keeps common values of each column, writes all to disk."""
    from sqlalchemy import text

    from forum.core.db import db, is_postgresql

    with app.app_context():
        if is_postgresql():
            with db.engine.connect() as connection:
                connection = connection.execution_options(isolation_level="AUTOCOMMIT")
                connection.execute(text("ANALYZE"))
                connection.execute(text("CHECKPOINT"))


@pytest.mark.slow
def test_a_redacted_passage_is_in_no_file(app, cast, scene, api, worker, clock, word, redact):
    secret = word()
    for count in range(12):  # a part of the index that is not rewritten for tidiness
        scene.open_case(cast.ben, f"Another matter, {count}")
    number = plant(app, cast, scene, api, secret)
    worker()
    move(app, cast, number, "billing", f"The bill {secret} belongs here.")
    worker()
    move(app, cast, number, "mobile", f"No, {secret} belongs there.")
    let_time_pass(app)
    found = files_with(app, secret)
    assert len(found) >= 3, f"nothing was planted: {found}"
    before = entries_of(app)

    redact(number, 1, [secret])  # what quotes the passage loses it too
    worker()

    assert files_with(app, secret) == []
    after = entries_of(app)
    assert after[: len(before)] == before
    assert [row[1] for row in after[len(before) :]] == ["post.redacted"]
    assert Line(app, cast, clock).replays_clean()
    with app.app_context():
        from forum.core.db import db

        drafts = [row.fields["body"][0] for row in db.session.query(KeptDraft)]
        assert sorted(drafts) == ["And once more ▒▒▒▒.", "My number is ▒▒▒▒."]
