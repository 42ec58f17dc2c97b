"""However a post leaves the public: one statement of reasons, one entry, one mail, one stub."""

import ast
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.cases.duplicates import merge
from tests.house.source import FORUM, parsed, python_files, shown
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
    post = _first_post(scene, other)
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


def batch(client, posts, forged=()):
    action, data = batch_form(client, posts, forged)
    return client.post(action, data=data)


def batch_form(client, posts, forged=()):
    """Where the form goes, and what it sends when these posts are ticked."""
    chosen = [str(one.id) for one in posts]
    form = next(one for one in client.forms("/moderation?kind=spam") if "/batch" in one.action)
    data = dict(form.filled) | {"ground": "advertising", "reason": "A shop."}
    return form.action, data | {"chosen": [*chosen, *forged]}


def _first_post(scene, number):
    from forum.cases.models import Post
    from forum.core.db import db
    from tests.moderation.scene import Written

    with scene.app.app_context():
        where = (Post.case_number == number, Post.position == 1)
        return Written(db.session.scalar(select(Post.id).where(*where)), number, 1)


# Which functions may take a post out of the public, and who states the reasons.
TAKES_AWAY = {
    "forum/cases/visibility_actions.py:hide_post",
    "forum/cases/actions.py:_write_post",  # what waits from its first moment never was public
    "forum/cases/edit_actions.py:_hold_again",
    "forum/cases/removal_actions.py:_empty",  # its own author leaves with it, and says so
    "forum/cases/split_actions.py:_stub",  # the post is public elsewhere; its author is told
}


def test_no_other_code_takes_a_post_out_of_the_public():
    found = set()
    for file in python_files():
        for function in ast.walk(parsed(file)):
            if isinstance(function, ast.FunctionDef) and _takes_away(function):
                found.add(f"{shown(file)}:{function.name}")
    assert FORUM.exists() and found == TAKES_AWAY


def _takes_away(function: ast.FunctionDef) -> bool:
    """Whether it gives some `visibility` another value than public."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and _is_away(node.value):
            names = [one for target in node.targets for one in ast.walk(target)]
            if any(isinstance(one, ast.Attribute) and one.attr == "visibility" for one in names):
                return True
        if isinstance(node, ast.Call):
            is_change = "_change_visibility" in ast.unparse(node.func)
            away = [one for one in node.args[-1:] if is_change and _is_away(one)]
            named = [one for one in node.keywords if one.arg == "visibility"]
            if away or any(_is_away(one.value) for one in named):
                return True
    return False


def _is_away(value: ast.expr) -> bool:
    said = {one.value for one in ast.walk(value) if isinstance(one, ast.Constant)}
    return bool(said & {"hidden", "pending", "moved"})
