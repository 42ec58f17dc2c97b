"""Fields that no page of ours offers, sent all the same: nobody gains anything by them."""

import pytest
from sqlalchemy import select

from tests.hostile.conftest import number_in

LATER = "2031-01-01T00:00"
FORGED_CASE = {
    "author_id": "1",
    "author": "olga",
    "number": "7",
    "status": "solved",
    "turn": "nobody",
    "visibility": "hidden",
    "channel": "phone",
    "opened_at": LATER,
    "waiting_since": "2001-01-01T00:00",
    "created_at": LATER,
    "head_start": "99999",
    "affected_count": "99",
    "reopened_count": "9",
    "solved_by": "author",
    "language": "xx",
}
FORGED_POST = {
    "author_id": "1",
    "author_role": "staff",
    "position": "1",
    "created_at": LATER,
    "visibility": "public",
    "is_solution": "1",
    "html": "<script>alert(1)</script>",
    "case_number": "999",
}
NO_POST = (
    *("2", "0", "-1", "99999", "9" * 30, "9" * 5_000, "1.5", "1e0", "one", "²", "1\x00", "<b>"),
    *("1;2", "[1]", "0x1", "+-1", "\u202e1"),
)
NO_MOMENT = (
    *("", "soon", "now()", "2001-01-01T00:00", "9999-12-31T23:59", "0001-01-01T00:00"),
    *("2026-13-01T00:00", "2999-01-01T10:00", "2026-03-29T02:30+99:00", "١٢", "9" * 400, "\x00"),
)


def test_nobody_signs_up_as_admin(writer, browse, mailbox, rows):
    from forum.accounts.models import User

    visitor = writer()
    answer = visitor.post(
        "/account/new",
        name="Greta",
        email="greta@example.org",
        password="seven small boats",
        language="en",
        role="admin",
        is_admin="1",
        approved_posts="99",
        email_confirmed_at=LATER,
    )
    assert answer.status_code == 303
    browse().submit(
        mailbox.link_to("greta@example.org", "/account/confirm/"), forged={"role": "admin"}
    )
    role, approved = rows(
        lambda session: session.execute(
            select(User.role, User.approved_posts).where(User.name == "Greta")
        ).one()
    )
    assert (role, approved) == ("customer", 0)


def test_nobody_opens_a_case_in_another_name_or_time(writer, cast, clock, rows):
    from forum.cases.models import Case

    number = number_in(writer("ben").open_case("Forged from top to bottom", **FORGED_CASE))
    case = rows(lambda session: session.get(Case, number))
    assert (case.author_id, case.status, case.turn) == (cast.ben.id, "new", "company")
    assert (case.visibility, case.channel, case.language) == ("public", "web", "en")
    assert case.opened_at == case.waiting_since == clock.now
    assert (case.affected_count, case.reopened_count, case.solved_by) == (0, 0, None)


def test_nobody_writes_in_another_name_or_place(writer, cast, clock, rows, number):
    from forum.cases.models import Post

    number_in(writer("ben").post(f"/cases/{number}/posts", body="Hello", **FORGED_POST))
    statement = select(Post).where(Post.case_number == number, Post.body == "Hello")
    post = rows(lambda session: session.scalars(statement).one())
    assert (post.author_id, post.author_role, post.position) == (cast.ben.id, "customer", 2)
    assert post.created_at == clock.now
    assert post.html == "<p>Hello</p>" and not post.is_solution


def test_a_new_persons_post_waits_whatever_they_send(writer, browse, number):
    forged = {**FORGED_POST, "approved": "1", "held_because": ""}
    number_in(writer("fred").post(f"/cases/{number}/posts", body="Buy my watch", **forged))
    assert "Buy my watch" not in browse().get(f"/cases/{number}").text


def test_a_customer_takes_no_step_of_staff(writer, rows, number):
    from forum.cases.models import Case

    ben = writer("ben")
    for then in ("work", "solve", "answer", "decline", "\x00"):
        forged = {"body": "I decide.", "then": then, "next_word_by": LATER}
        assert ben.post(f"/cases/{number}/posts", **forged).status_code in (303, 422)
    case = rows(lambda session: session.get(Case, number))
    assert case.status == "new" and case.next_word_by is None


@pytest.mark.slow
def test_an_answer_to_no_post_of_this_case_is_refused(writer, browse, number):
    """Post 2 is one of another case, where Ben has written, too."""
    ben = writer("ben")
    other = number_in(ben.open_case("Another case"))
    number_in(ben.post(f"/cases/{other}/posts", body="The second post there."))
    for forged in NO_POST:
        answer = ben.post(f"/cases/{number}/posts", body="Lost words?", reply_to=forged)
        assert answer.status_code == 422, forged
        assert "Lost words?" in answer.text
    assert "Lost words?" not in browse().get(f"/cases/{number}").text


@pytest.mark.slow
def test_a_next_word_is_promised_for_a_moment_soon(writer, clock, number):
    olga = writer("olga")
    for moment in NO_MOMENT:
        promise = {"body": "We are at it.", "then": "work", "next_word_by": moment}
        answer = olga.post(f"/cases/{number}/posts", **promise)
        assert answer.status_code == 422, moment
        assert "We are at it." in answer.text


def test_a_solution_is_a_post_of_this_very_case(writer, rows, number):
    from forum.cases.models import Case

    anna = writer("anna")
    other = number_in(writer("ben").open_case("Another case"))
    number_in(writer("ben").post(f"/cases/{other}/posts", body="An answer there."))
    for forged in ("2", "0", "-1", "9" * 25, "x", "1\x00"):
        answer = anna.post(f"/cases/{number}/solution", post=forged)
        assert answer.status_code == 422, forged
    assert rows(lambda session: session.get(Case, number)).status == "new"


def test_fields_sent_twice_count_once(writer, rows, cast):
    from forum.cases.models import Case

    anna = writer("anna")
    twice = {"title": ["The first", "The second"], "kind": ["fault", "idea"]}
    number = number_in(anna.open_case(**twice))
    case = rows(lambda session: session.get(Case, number))
    assert (case.title, case.kind) == ("The first", "fault")


@pytest.mark.parametrize("name", ["category", "kind", "contract_class"])
def test_a_choice_that_is_not_offered_is_refused(writer, name):
    anna = writer("anna")
    for value in ("", "no-such", "mobile\x00", "<script>", "ﬁ", "a" * 5_000):
        answer = anna.open_case("A title", "All my words", **{name: value})
        assert answer.status_code == 422, value
        assert "A title" in answer.text and "All my words" in answer.text


def test_a_draft_is_given_to_nobody_else(writer, browse, number):
    """Ben's form had expired and was kept for him; Fred has neither his cookie nor luck."""
    ben, fred = browse("ben"), browse("fred")
    answer = ben.post(f"/cases/{number}/posts", data={"body": "My secret number is 4711."})
    assert answer.status_code == 400
    assert "4711" in ben.get(f"/cases/{number}").text
    for guess in ("", "a", "0" * 43, "\u00ff", "' OR 1=1 --", "4711"):
        fred.set_cookie("draft", guess)
        assert "4711" not in fred.get(f"/cases/{number}").text
    fred.set_cookie("draft", ben.get_cookie("draft").value)  # even stolen it is for one form only
    assert "4711" not in fred.get("/cases/new").text


def test_a_drafts_path_and_fields_may_be_anything(writer, browse):
    """What a form without a token brings is kept as it came, or not at all."""
    client = browse("anna")
    for path in ("/cases/new", "/account/reset/a%00b", "/account/confirm/%ED%A0%80"):
        answer = client.post(path, data={"body": "a\x00b", "\x00": "\x00", "x" * 3_000: "y"})
        assert answer.status_code == 400, path
        assert client.get("/cases/new").status_code == 200


def test_a_forged_send_once_key_does_no_harm(writer):
    anna = writer("anna")
    for once in ("\x00", "a\x00b", "x" * 50_000, "<script>", "\u202e", " "):
        answer = anna.open_case("Sent with a strange key", once=once)
        assert answer.status_code in (303, 422), once


def test_a_send_once_key_of_another_person_tells_nothing(writer):
    anna, ben = writer("anna"), writer("ben")
    first = number_in(anna.open_case("Anna’s case", once="the-same-key"))
    second = number_in(ben.open_case("Ben’s case", once="the-same-key"))
    assert first != second
    assert number_in(anna.open_case("Anna’s case", once="the-same-key")) == first


def test_the_way_back_after_signing_in_stays_here(browse, number):
    """`back` names where to go on after signing in; it leads out of the house for nobody."""
    visitor = browse()
    token = visitor.token("/account/forgotten")
    for back in (
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
    ):
        data = {"csrf_token": token, "body": "Hello", "back": back}
        answer = visitor.post(f"/cases/{number}/posts", data=data)
        assert answer.status_code == 303 and answer.location.startswith("/account/sign-in?next=")
        form = next(one for one in visitor.forms(answer.location) if "sign-in" in one.action)
        data = {"email": "ben@example.org", "password": "Wartemarke-2011!"}
        signed_in = browse()
        answer = signed_in.submit(answer.location, data, form=form.action)
        assert answer.status_code == 303 and answer.location == "/", answer.location
