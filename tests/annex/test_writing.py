"""Writing in private: whose turn it is, the clock, out of turn, twice, and what the record says."""

import pytest

from tests.annex.conftest import NUMBER

CONTENT = {"messages": 1}


def told(entries, number) -> list[tuple[str, dict]]:
    """The entries about the private part, without what the queue adds."""
    return [
        (kind, {name: fields[name] for name in fields if name in CONTENT})
        for kind, fields in entries(number)
        if kind.startswith("private.")
    ]


def test_an_answer_in_private_is_an_answer(open_case, send, case_row, entries, private):
    number = open_case()
    assert send("olga", number, "Please *restart* it.").status_code == 303
    case = case_row(number)
    assert (case.status, case.turn) == ("waiting_for_customer", "customer")
    assert case.waiting_since is None and case.first_answer_at is not None
    assert told(entries, number) == [("private.answered", CONTENT)]
    [fields] = [fields for kind, fields in entries(number) if kind == "private.answered"]
    assert fields["queue"] == "served" and "text_commitment" not in fields
    assert "<em>restart</em>" in private("anna", number)


def test_the_author_takes_the_turn_back(open_case, send, case_row, entries, clock):
    number = open_case()
    clock.move(hours=2)
    send("olga", number, "Which number?")
    clock.move(days=1)
    send("anna", number)
    case = case_row(number)
    assert case.status == "waiting_for_company"
    assert (clock.now - case.waiting_since).total_seconds() == 2 * 3600
    assert told(entries, number) == [("private.answered", CONTENT), ("private.written", CONTENT)]


def test_writing_again_moves_nothing(open_case, send, case_row, clock, entries):
    number = open_case()
    before = case_row(number).waiting_since
    clock.move(hours=1)
    send("anna", number)
    assert case_row(number).waiting_since == before and case_row(number).status == "new"
    assert told(entries, number) == [("private.written", CONTENT)]


def test_staff_can_go_on_working_with_a_public_next_word(open_case, send, case_row, clock):
    number = open_case()
    answer = send("olga", number, "We are on it.", then="work")
    assert answer.status_code == 422 and "We are on it." in answer.text
    assert case_row(number).status == "new"
    answer = send("olga", number, "We are on it.", then="work", next_word_by="2026-03-03T12:00")
    assert answer.status_code == 303
    case = case_row(number)
    assert case.status == "in_progress" and case.next_word_by is not None
    answer = send("olga", number, "On it.", then="work", next_word_by="2027-03-03T12:00")
    assert answer.status_code == 422 and "On it." in answer.text and "30 days" in answer.text


@pytest.mark.parametrize(("path", "field"), [("", "body"), ("/requests", "what")])
def test_out_of_turn_is_refused_and_the_text_kept(
    open_case, browse, cast, take, rows, entries, case_row, path, field
):
    open_case("ben")
    number = open_case("anna")
    client = browse(cast.olga)
    here = f"/cases/{number}/private"
    page = client.get(here).text
    assert "private-message" not in page and "Take this one out of turn" in page
    sent = {"csrf_token": client.token(here), field: "Kept words."}
    answer = client.post(here + path, data=sent)
    assert answer.status_code == 409 and "Kept words." in answer.text
    assert "not this case’s turn" in answer.text
    assert rows("AnnexMessage") == [] and told(entries, number) == []
    assert case_row(number).status == "new"
    take("olga", number, "Said in public.")
    assert client.submit(here, {field: "Kept words."}).status_code == 303
    assert len(rows("AnnexMessage")) == 1


def test_what_another_has_taken_is_refused(open_case, browse, cast, rows):
    number = open_case()
    client = browse(cast.otto)
    assert client.submit(f"/cases/{number}", form=f"/cases/{number}/claim").status_code == 303
    client = browse(cast.olga)
    here = f"/cases/{number}/private"
    sent = {"csrf_token": client.token(here), "body": "Kept words."}
    answer = client.post(here, data=sent)
    assert answer.status_code == 409 and "Kept words." in answer.text
    assert rows("AnnexMessage") == []


@pytest.mark.slow
def test_asking_stops_the_clock_until_the_author_answers(
    open_case, ask, send, case_row, entries, private, browse, cast, rows
):
    number = open_case()
    assert ask("olga", number, "Please send your customer number.").status_code == 303
    assert case_row(number).waiting_since is None
    assert case_row(number).status == "waiting_for_customer"
    assert told(entries, number) == [("private.asked", CONTENT)]
    assert "has asked you for something" in browse(cast.anna).get(f"/cases/{number}").text
    assert "not yet answered" in private("anna", number)
    send("anna", number)
    assert "and answered" in private("anna", number)
    assert rows("AnnexRequest")[0]["answered_at"] is not None
    assert "has asked you for something" not in browse(cast.anna).get(f"/cases/{number}").text
    assert case_row(number).status == "waiting_for_company"


@pytest.mark.slow
def test_only_staff_ask_and_say_what(open_case, ask, browse, cast, rows):
    number = open_case()
    answer = ask("olga", number, "  ")
    assert answer.status_code == 422 and "Say in one sentence" in answer.text
    for person in ("anna", "ben", "mara"):
        client = browse(cast[person])
        token = client.token(f"/cases/{number}")
        data = {"csrf_token": token, "what": "Your PIN."}
        answer = client.post(f"/cases/{number}/private/requests", data=data)
        assert answer.status_code == 403, person
    assert rows("AnnexRequest") == []


def test_staff_do_not_serve_themselves(open_case, send, ask, browse, cast, case_row):
    """A case that staff opened is a customer's like any other."""
    open_case("ben")
    number = open_case("otto")
    assert send("otto", number, "Mine.").status_code == 303
    assert case_row(number).status == "new"
    client = browse(cast.otto)
    token = client.token(f"/cases/{number}")
    data = {"csrf_token": token, "what": "My PIN."}
    assert client.post(f"/cases/{number}/private/requests", data=data).status_code == 403


def test_a_double_click_is_one_message(open_case, browse, cast, rows, entries):
    number = open_case()
    client = browse(cast.anna)
    path = f"/cases/{number}/private"
    [form] = [one for one in client.forms(path) if one.action == path]
    first = client.send(form, path, {"body": NUMBER})
    second = client.send(form, path, {"body": NUMBER})
    assert first.status_code == second.status_code == 303 and first.location == second.location
    assert len(rows("AnnexMessage")) == 1 and len(told(entries, number)) == 1


def test_an_empty_or_endless_message_is_shown_again(open_case, send, rows):
    number = open_case()
    assert send("anna", number, "  ").status_code == 422
    answer = send("anna", number, "long " * 5_000)
    assert answer.status_code == 422 and "long long" in answer.text
    assert rows("AnnexMessage") == []


def test_strangers_cannot_write(open_case, browse, cast, rows):
    number = open_case()
    for person in ("ben", "fred", "mara"):
        client = browse(cast[person])
        data = {"csrf_token": client.token(f"/cases/{number}"), "body": "Let me in."}
        assert client.post(f"/cases/{number}/private", data=data).status_code == 403
    assert rows("AnnexMessage") == []


def test_a_visitor_keeps_what_was_typed(open_case, browse, rows):
    number = open_case()
    client = browse()
    data = {"csrf_token": client.token("/account/sign-in"), "body": NUMBER}
    answer = client.post(f"/cases/{number}/private", data=data)
    assert answer.status_code == 303 and "/account/sign-in" in answer.location
    assert rows("AnnexMessage") == []


def test_an_expired_form_keeps_its_text(open_case, browse, cast, rows):
    number = open_case()
    client = browse(cast.anna)
    answer = client.post(f"/cases/{number}/private", data={"csrf_token": "old", "body": NUMBER})
    assert answer.status_code == 400 and NUMBER in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    assert NUMBER in client.get(f"/cases/{number}/private").text
    assert rows("AnnexMessage") == []


def test_html_in_a_message_is_made_harmless(open_case, send, private):
    number = open_case()
    send("anna", number, "<script>alert(1)</script> **fat** <img src=x onerror=alert(1)>")
    page = private("olga", number)
    assert (
        "<strong>fat</strong>" in page and "<script>alert" not in page and "<img src=x" not in page
    )


@pytest.mark.slow
def test_the_other_side_is_told_that_and_not_what(open_case, send, ask, mailbox, cast):
    number = open_case()
    send("anna", number)
    assert mailbox.messages == []  # nobody serves it yet
    ask("olga", number, "Please send the number on your letter.")
    mail = mailbox.text_to(cast.anna)
    assert f"private part of case {number}" in mail and f"/cases/{number}/private" in mail
    assert "letter" not in mail and "number on" not in str(mailbox.last_to(cast.anna))
    send("anna", number, "It is 4711-0815.")
    mail = mailbox.text_to(cast.olga)
    assert f"private part of case {number}" in mail and "4711" not in mail
    assert mailbox.to(cast.otto) == mailbox.to(cast.mara) == []


def test_what_is_put_aside_takes_no_turn(app, cast, case_row, entries, private):
    from forum.cases import access, actions
    from forum.cases.annex_actions import put_aside
    from forum.core.db import writing

    with app.app_context(), writing():
        anna = cast.anna.row()
        case = actions.open_case(
            author=anna,
            title="The bill is wrong",
            body="By far.",
            category=access.category_named("billing"),
            kind="billing",
        )
        put_aside(case, author=anna, text=NUMBER)
        number = case.number
    assert case_row(number).status == "new" and case_row(number).waiting_since is not None
    assert told(entries, number) == [("private.written", CONTENT)]
    assert NUMBER in private("olga", number)


def test_what_is_put_aside_leaves_the_turn_with_the_customer(app, open_case, reply, cast, case_row):
    from forum.cases import access
    from forum.cases.annex_actions import put_aside
    from forum.core.db import writing

    number = open_case()
    reply("olga", number)
    with app.app_context(), writing():
        anna = cast.anna.row()
        put_aside(access.case_for_replying(anna, number), author=anna, text=NUMBER)
    assert case_row(number).status == "waiting_for_customer"
