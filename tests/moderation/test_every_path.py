"""However a post leaves the public: one statement of reasons, one entry, one mail, one stub."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.cases.duplicates import merge
from tests.moderation.scene import decide

SHOP = " ".join(f"https://{one}.example" for one in "abc")


@pytest.fixture
def told(scene, mailbox):
    """`told()`: what has been stated and recorded so far, as (statements, entries)."""

    def told():
        from forum.core.db import db
        from forum.ledger.models import LedgerEntry
        from forum.statements.models import Statement

        with scene.app.app_context():
            statements = list(db.session.scalars(select(Statement).order_by(Statement.id)))
            entries = list(db.session.scalars(select(LedgerEntry).order_by(LedgerEntry.id)))
            db.session.expunge_all()
            return statements, entries

    return told


def hidden_from_its_page(scene, cast, browse, number):
    post = scene.write(number, cast.ben, "You fools.")
    yield post
    decide(browse(cast.mara), post, "hide", {"reason": "An insult."})
    yield "post.hidden", "hide", cast.ben


def hidden_after_a_report(scene, cast, browse, number):
    post = scene.write(number, cast.ben, "You fools.")
    scene.report(post, cast.anna)
    scene.report(post, cast.olga)
    yield post
    decide(browse(cast.mara), post, "hide", {"reason": "An insult."}, page="/moderation")
    yield "post.hidden", "hide", cast.ben


def hidden_while_it_waited(scene, cast, browse, number):
    post = scene.write(number, cast.fred)
    yield post
    decide(browse(cast.mara), post, "hide", {"reason": "A shop."})
    yield "post.hidden", "hide", cast.fred


def opening_hidden(scene, cast, browse, number):
    other = scene.open_case(cast.ben)
    post = _post_at(scene, other)
    yield post
    decide(browse(cast.mara), post, "hide", {"reason": "An insult."})
    yield "post.hidden", "hide", cast.ben


def in_a_batch(scene, cast, browse, number):
    post = scene.write(number, cast.ben, f"Look: {SHOP}")
    yield post
    batch(browse(cast.mara), [post])
    yield "post.hidden", "hide", cast.ben


def passage_removed(scene, cast, browse, number):
    post = scene.write(number, cast.ben, "He lives in Birkenweg17b.")
    yield post
    told = {"ground": "personal_data", "passage": "Birkenweg17b", "reason": "An address."}
    decide(browse(cast.mara), post, "redact", told)
    yield "post.redacted", "redact", cast.ben


def passage_removed_as_its_author_asked(scene, cast, browse, number):
    post = scene.write(number, cast.ben, "I live in Birkenweg17b.")
    page = f"/cases/{number}/posts/{post.position}/take-out"
    assert browse(cast.ben).submit(page, {"passage": "Birkenweg17b"}).status_code == 303
    yield post
    told = {"ground": "personal_data", "passage": "Birkenweg17b", "reason": "As asked."}
    decide(browse(cast.mara), post, "redact", told)
    yield "post.redacted", "redact", cast.ben


def held_again_by_a_rule(scene, cast, browse, number):
    post = scene.write(number, cast.ben, "Look here.")
    yield post
    scene.edit(post, cast.ben, SHOP)
    yield "post.held", "hold", cast.ben


PATHS = (
    hidden_from_its_page,
    hidden_after_a_report,
    hidden_while_it_waited,
    opening_hidden,
    in_a_batch,
    passage_removed,
    passage_removed_as_its_author_asked,
    held_again_by_a_rule,
)


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_each_path_gives_one_statement_and_one_entry(
    scene, cast, browse, number, told, mailbox, path
):
    walk = path(scene, cast, browse, number)
    post = next(walk)
    statements, entries = told()
    kind, measure, writer = next(walk)
    after, recorded = told()
    [statement] = after[len(statements) :]
    [entry] = recorded[len(entries) :]
    assert (entry.kind, statement.measure) == (kind, measure)
    assert statement.entry_id == entry.id
    assert statement.person_id == writer.id
    assert (statement.case_number, statement.position) == (post.number, post.position)
    assert statement.ground and statement.sentence
    assert statement.appeal_by - statement.at >= timedelta(days=183)
    assert (statement.by_id is None) == (measure == "hold")
    mails = [str(one) for one in mailbox.messages if one["To"] == writer.email]
    [mail] = [one for one in mails if f"/statements/{statement.id}" in one]
    assert "object within six months" in " ".join(mail.split())
    page = browse(writer).get(f"/statements/{statement.id}").text
    assert statement.sentence in page and "Object to this decision" in page


def test_what_was_public_leaves_a_stub_with_its_ground(scene, cast, browse, number):
    post = scene.write(number, cast.ben, "You fools.")
    decide(browse(cast.mara), post, "hide", {"reason": "Said in public."})
    page = browse().get(f"/cases/{number}").text
    assert "You fools." not in page and "Said in public." in page
    assert '<a href="/terms#insult">Insult or threat</a>' in page
    assert 'id="insult"' in browse().get("/terms").text


@pytest.mark.slow
def test_a_batch_is_as_many_decisions_as_posts(scene, cast, browse, number, told):
    posts = [scene.write(number, one, f"Look {one.name}: {SHOP}") for one in cast.others(5)]
    statements, entries = told()
    mara = browse(cast.mara)
    mona = browse(cast.mona)
    late = batch_form(mona, posts)
    assert batch(mara, posts, forged=["999999", "x", "-1"]).status_code == 303
    after, recorded = told()
    assert len(after) - len(statements) == len(recorded) - len(entries) == 5
    assert {one.position for one in after[len(statements) :]} == {one.position for one in posts}
    action, data = late
    assert mona.post(action, data=data).status_code == 422, "nothing of it waits any more"
    assert len(told()[0]) == len(after)


def test_merging_and_splitting_are_stated_too(scene, cast, browse, number, told):
    other = scene.open_case(cast.otto, title="The same meter")
    statements, _entries = told()
    assert merge(browse(cast.mara), other, number).status_code == 303
    after, _recorded = told()
    [statement] = after[len(statements) :]
    assert (statement.measure, statement.person_id) == ("merge", cast.otto.id)


def test_posts_that_are_moved_out_are_stated_once(scene, cast, browse, number, told):
    posts = [scene.write(number, cast.ben, f"My invoice {place}.") for place in (1, 2)]
    data = {"title": "The invoice", "category": "billing", "kind": "billing", "reason": "Else."}
    chosen = {"posts": [str(one.position) for one in posts]}
    statements, entries = told()
    answer = browse(cast.mara).submit(f"/cases/{number}/split", data, forged=chosen)
    assert answer.status_code == 303
    after, recorded = told()
    [statement] = after[len(statements) :]
    assert (statement.measure, statement.person_id) == ("split", cast.ben.id)
    kinds = [one.kind for one in recorded[len(entries) :]]
    assert kinds == ["case.split", "case.split_off"], "one about each of both cases"
    assert statement.entry_id == recorded[-1].id


def test_where_a_post_was_moved_away_nothing_is_left_to_hide(scene, cast, browse, number, told):
    post = scene.write(number, cast.ben, "My invoice.")
    data = {"title": "The invoice", "category": "billing", "kind": "billing", "reason": "Else."}
    browse(cast.mara).submit(f"/cases/{number}/split", data, forged={"posts": [str(post.position)]})
    stub, count = _stub_at(scene, number, post.position), scene.case(number, "post_count")
    statements, _entries = told()
    mara = browse(cast.mara)
    said = {"csrf_token": mara.token("/moderation"), "seen": stub.seen, "once": "key-of-a-form"}
    said |= {"ground": "insult", "reason": "An insult."}
    assert mara.post(f"/moderation/posts/{stub.id}/hide", data=said).status_code == 409
    assert len(told()[0]) == len(statements) and scene.case(number, "post_count") == count
    assert "was moved" in browse().get(f"/cases/{number}").text


def _stub_at(scene, number, position):
    """What a moderator could read of a stub, its mark included, which no form offers."""
    from types import SimpleNamespace

    from forum.accounts.models import User
    from forum.core.db import db
    from forum.moderation import access

    with scene.app.app_context():
        mara = db.session.scalar(select(User).where(User.name == "mara"))
        item = access.item_for_reading(mara, _post_at(scene, number, position).id)
        return SimpleNamespace(id=item.post.id, seen=item.seen)


@pytest.mark.parametrize("outcome", ["rejected", "upheld"])
def test_an_answered_objection_hides_nothing_twice(scene, cast, browse, number, told, outcome):
    post = scene.write(number, cast.ben, "You fools.")
    decide(browse(cast.mara), post, "hide", {"reason": "An insult."})
    [hiding] = told()[0]
    browse(cast.ben).submit(f"/statements/{hiding.id}", {"text": "It was none."})
    statements, entries = told()
    said = {"outcome": outcome, "reason": "I looked at it."}
    assert browse(cast.mona).submit("/moderation/objections/1", said).status_code == 303
    after, recorded = told()
    new = [one.measure for one in after[len(statements) :]]
    kinds = [one.kind for one in recorded[len(entries) :]]
    assert (new, kinds) == {
        "rejected": ([], ["appeal.decided"]),
        "upheld": (["restore"], ["appeal.decided", "post.shown"]),
    }[outcome]
    assert scene.visibility(post) == {"rejected": "hidden", "upheld": "public"}[outcome]


@pytest.mark.parametrize("forged", [{"ground": "no_such"}, {"ground": None}, {"reason": " "}])
def test_without_a_ground_and_a_sentence_nothing_goes(scene, cast, browse, number, told, forged):
    post = scene.write(number, cast.ben, "You fools.")
    mara, before = browse(cast.mara), [len(one) for one in told()]
    page = f"/moderation/posts/{post.id}"
    form = next(one for one in mara.forms(page) if one.action.endswith("/hide"))
    sent = {"ground": "insult", "reason": "An insult."}
    empty = {name: value or "" for name, value in forged.items()}
    answer = mara.send(form, page, sent, forged=empty)
    assert answer.status_code == 422
    assert scene.visibility(post) == "public" and [len(one) for one in told()] == before


def batch(client, posts, forged=()):
    action, data = batch_form(client, posts, forged)
    return client.post(action, data=data)


def batch_form(client, posts, forged=()):
    """Where the form goes, and what it sends when these posts are ticked."""
    chosen = [str(one.id) for one in posts]
    form = next(one for one in client.forms("/moderation?kind=spam") if "/batch" in one.action)
    data = dict(form.filled) | {"ground": "advertising", "reason": "A shop."}
    return form.action, data | {"chosen": [*chosen, *forged]}


def _post_at(scene, number, position=1):
    from forum.cases.models import Post
    from forum.core.db import db
    from tests.moderation.scene import Written

    with scene.app.app_context():
        where = (Post.case_number == number, Post.position == position)
        return Written(db.session.scalar(select(Post.id).where(*where)), number, position)
