"""After a redaction or an erasure the value is in no file on disk, and the record is unchanged."""

import random
import secrets
import string

import pytest

from forum.core.drafts import KeptDraft
from tests.desk.scene import Line
from tests.erasure.storage import entries_of, files_with
from tests.harness.rulings import ruling
from tests.moderation.scene import decide


def plant(app, cast, scene, api, secret, author=None) -> int:
    """A case (Anna's) with the secret wherever the forum lets a text get to."""
    author = author or cast.anna
    program = api(author)
    sent = {"title": f"Bill {secret}", "body": f"My number is {secret}.", "kind": "billing"}
    opened = program.post(
        "/api/v1/cases",
        json={**sent, "category": "mobile"},
        headers={"Idempotency-Key": secrets.token_hex(8)},
    )
    assert opened.status_code == 201, opened.text
    number = opened.json["number"] if "number" in opened.json else opened.json["case"]["number"]
    quoting = scene.write(number, cast.ben, f"> My number is {secret}.\n\nMine counts too.")
    long = scene.write(number, author, f"{secret} {noise()}")
    scene.edit(long, author, f"Shorter: {secret}.")
    with_answer = scene.write(number, cast.ben, "Seen.")
    scene.edit(long, author, f"After the answer: {secret}, again.")
    keep_draft(app, f"/cases/{number}/posts", f"And once more {secret}.", author)
    keep_draft(app, "/cases/new", f"My number is {secret}.", author)
    assert quoting.position == 2 and long.position == 3 and with_answer.position == 4
    return number


def noise() -> str:
    """A long text that does not compress; letters alone, or it would hold a number by chance."""
    return "".join(random.choices(string.ascii_letters, k=16_000))


def keep_draft(app, path, body, person=None):
    from forum.accounts.signing import begin
    from forum.core import drafts
    from forum.core.db import writing

    with app.app_context(), writing():
        drafts.keep(path, {"body": [body]}, person and begin(person.row(), "A browser"))


def move(app, cast, number, category, reason):
    """A moderator repeats the secret in a public reason, and so in news and mail."""
    from forum.cases import access, ruling_actions
    from forum.core.db import writing

    with app.app_context(), writing():
        moderator = cast.mara.row()
        case = access.case_for_moderating(moderator, number)
        chosen = access.category_named(category)
        ruling_actions.move_case(
            case, category=chosen, ruling=ruling(moderator, reason, "wrong_place")
        )


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
    assert {row[1] for row in after[len(before) :]} == {"post.redacted"}
    assert Line(app, cast, clock).replays_clean()
    with app.app_context():
        from forum.core.db import db

        drafts = [row.fields["body"][0] for row in db.session.query(KeptDraft)]
        assert sorted(drafts) == ["And once more ▒▒▒▒.", "My number is ▒▒▒▒."]


@pytest.fixture
def leaver(app, cast, word):
    """Somebody whose name and address stand nowhere else."""
    from dataclasses import replace

    from forum.core.db import writing

    person, name = cast.another(), word()
    with app.app_context(), writing():
        row = person.row()
        row.name = row.name_key = name
        row.email = f"{name}@example.org"
    return replace(person, name=name, email=f"{name}@example.org")


@pytest.mark.slow
@pytest.mark.parametrize("with_texts", [False, True])
def test_who_left_is_in_no_file(
    app, cast, scene, api, browse, worker, clock, word, leaver, with_texts
):
    secret = word()
    number = plant(app, cast, scene, api, secret, author=leaver)
    scene.report(scene.write(number, cast.ben, "Nonsense."), leaver, note=f"Says {leaver.name}.")
    keep_draft(app, "/account/new", leaver.email)
    taken = api(cast.olga).post(
        f"/api/v1/cases/{number}/claim", json={}, headers={"Idempotency-Key": "k"}
    )
    assert taken.status_code in (200, 201), taken.text
    browse(leaver)
    worker()
    move(app, cast, number, "billing", f"{leaver.name} asked for it, {secret}.")
    let_time_pass(app)
    for text in (leaver.name, leaver.email, secret):
        assert len(files_with(app, text)) >= 3, "nothing was planted"
    before = entries_of(app)

    texts = "remove" if with_texts else "keep"
    answer = browse(leaver).submit("/account/delete", {"texts": texts, "password": leaver.password})
    assert answer.status_code == 303, answer.text
    clock.move(minutes=2)  # past the lease of a mail that was on its way
    worker()

    assert files_with(app, leaver.name) == []
    assert entries_of(app)[: len(before)] == before
    assert Line(app, cast, clock).replays_clean()
    left = files_with(app, f"{secret}, again") + files_with(app, f"once more {secret}")
    assert bool(left) != with_texts


@pytest.mark.slow
def test_what_moderation_and_the_private_part_know_of_who_left_is_in_no_file(
    app, cast, scene, browse, worker, clock, word, leaver
):
    """Decisions about others that name them, their requests and objections, what was private."""
    asked, objected, private = word(), word(), word()
    number = scene.open_case(leaver, body=f"I live in {asked}.")
    hidden, other = (scene.write(number, one, "You fools.") for one in (leaver, cast.ben))
    own, mara = browse(leaver), browse(cast.mara)
    own.submit(f"/cases/{number}/posts/1/take-out", {"passage": asked, "note": "Mine."})
    own.submit(f"/cases/{number}/private", {"body": f"It is {private}."})
    decide(mara, hidden, "hide", {"reason": "An insult."})
    own.submit("/statements/1", {"text": f"I said {objected}."})
    decide(mara, other, "hide", {"reason": f"Insults {leaver.name} badly."})
    worker()
    let_time_pass(app)
    for text in (leaver.name, asked, objected, private):
        assert files_with(app, text), "nothing was planted"
    answer = own.submit("/account/delete", {"texts": "remove", "password": leaver.password})
    assert answer.status_code == 303, answer.text
    clock.move(minutes=2)
    worker()
    found = {text: files_with(app, text) for text in (leaver.name, asked, objected, private)}
    assert not any(found.values()), found
    assert Line(app, cast, clock).replays_clean()
