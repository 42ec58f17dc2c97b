"""What a hiding leaves behind: a stub where something was public, nothing where it never was."""

import pytest

from tests.moderation.scene import FIRST_POST, Scene

REASON = "It names a private address."


@pytest.fixture
def scene(app):
    return Scene(app)


@pytest.fixture
def decide(browse):
    """`decide("mara", post_id, "hide", reason=…)`: a decision through the page of the post."""

    def decide(person: str, post_id: int, verb: str, **fields) -> None:
        url = f"/moderation/posts/{post_id}"
        if verb == "hide":
            fields["ground"] = "insult"
        answer = browse(person).submit(url, fields, form=f"{url}/{verb}")
        assert answer.status_code == 303, answer.text

    return decide


@pytest.fixture
def first_post(app):
    """The id of the post that opens a case."""

    def first_post(number: int) -> int:
        from sqlalchemy import select

        from forum.cases.models import Post
        from forum.core.db import db

        with app.app_context():
            where = (Post.case_number == number, Post.position == 1)
            return db.session.scalar(select(Post.id).where(*where))

    return first_post


@pytest.mark.slow
def test_a_post_that_never_was_public_leaves_no_stub(open_case, scene, cast, browse, decide, api):
    number = open_case()
    held = scene.write(number, cast.fred)
    decide("mara", held.id, "hide", reason=REASON)
    for person in (None, "ben", "anna", "olga"):
        page = browse(person).get(f"/cases/{number}").text
        assert f'id="post-{held.position}"' not in page, person
        posts = api(cast[person] if person else None).get(f"/api/v1/cases/{number}").json["posts"]
        assert [one["position"] for one in posts] == [1], person
    for person in ("fred", "mona"):
        assert FIRST_POST in browse(person).get(f"/cases/{number}").text


@pytest.mark.slow
def test_a_post_that_was_public_leaves_a_stub_with_the_reason(
    open_case, scene, cast, browse, decide
):
    number = open_case()
    held = scene.write(number, cast.fred)
    decide("mara", held.id, "approve")
    decide("mara", held.id, "hide", reason=REASON)
    page = browse().get(f"/cases/{number}").text
    assert "Post #2 was hidden by a moderator." in page and REASON in page
    assert FIRST_POST not in page


@pytest.mark.slow
def test_a_post_shown_again_by_mistake_leaves_a_stub_when_it_is_hidden_once_more(
    open_case, scene, cast, browse, decide
):
    number = open_case()
    held = scene.write(number, cast.fred)
    decide("mara", held.id, "hide", reason=REASON)
    decide("mara", held.id, "show-again", reason="The wrong one.")
    decide("mara", held.id, "hide", reason=REASON)
    assert "Post #2 was hidden by a moderator." in browse().get(f"/cases/{number}").text


@pytest.mark.slow
def test_a_case_that_never_was_public_is_not_there(scene, cast, browse, decide, first_post, api):
    number = scene.open_case(cast.fred, title="Canarycase")
    decide("mara", first_post(number), "hide", reason=REASON)
    for person in (None, "ben", "olga"):
        answer = browse(person).get(f"/cases/{number}")
        assert answer.status_code == 404, person
        assert REASON not in answer.text and "Canarycase" not in answer.text
        program = api(cast[person] if person else None)
        assert program.get(f"/api/v1/cases/{number}").status_code == 404
    assert "Canarycase" in browse("mara").get(f"/cases/{number}").text


def test_a_case_that_was_public_says_that_it_is_gone(open_case, browse, decide, first_post):
    number = open_case()
    decide("mara", first_post(number), "hide", reason=REASON)
    answer = browse("ben").get(f"/cases/{number}")
    assert answer.status_code == 410 and REASON in answer.text
    assert "The meter counts what I never used." not in answer.text


def test_the_author_of_a_hidden_case_reads_it_with_the_reason(
    open_case, reply, browse, decide, first_post
):
    number = open_case()
    reply("olga", number, "We look into it.")
    decide("mara", first_post(number), "hide", reason=REASON)
    answer = browse("anna").get(f"/cases/{number}")
    assert answer.status_code == 200
    for words in ("The meter counts what I never used.", REASON, "hidden from the public"):
        assert words in answer.text
    for button in ("/reopening", "/edit", "/solution"):
        assert f'/cases/{number}{button}"' not in answer.text, button
    assert 'id="reply"' not in answer.text


@pytest.mark.slow
def test_what_a_reader_sees_of_a_post_is_one_rule_in_python_and_in_the_database(
    open_case, scene, cast, app, decide
):
    from sqlalchemy import select

    from forum.cases.access import leaves_trace, posts_with_trace
    from forum.cases.models import Post
    from forum.core.db import db

    number = open_case()
    for verb in (None, "approve", "hide"):
        held = scene.write(number, cast.another(known=False))
        if verb:
            decide("mara", held.id, verb, **({"reason": REASON} if verb == "hide" else {}))
    gone = scene.write(number, cast.fred)
    decide("mara", gone.id, "approve")
    decide("mara", gone.id, "hide", reason=REASON)
    with app.app_context():
        from forum.accounts.readers import Visitor

        seen = {}
        for reader in (Visitor(), *(cast[one].row() for one in ("ben", "fred", "mara"))):
            posts = db.session.scalars(select(Post).order_by(Post.position)).all()
            told = select(Post.position).where(posts_with_trace(reader)).order_by(Post.position)
            positions = [post.position for post in posts if leaves_trace(reader, post)]
            assert db.session.scalars(told).all() == positions
            seen[getattr(reader, "name", None)] = positions
    assert seen == {None: [1, 3, 5], "ben": [1, 3, 5], "fred": [1, 3, 5], "mara": [1, 2, 3, 4, 5]}
