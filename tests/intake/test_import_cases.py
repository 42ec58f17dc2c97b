"""Whole threads of a former system become public cases that say what is known, and no more."""

from datetime import UTC, datetime

import pytest

from tests.intake.conftest import message

OFFICE = "Bureau of Complaints"
ANSWERED = [
    message("Consumer", "2015-04-08T10:00:00", "Nothing works since Monday."),
    message(OFFICE, "2015-04-10T10:00:00", "We have asked the company."),
]
CONTINUED = [*ANSWERED, message("Consumer", "2015-04-12T10:00:00", "Nobody has called.")]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def test_a_thread_keeps_its_posts_their_order_and_their_times(import_threads, thread, case_of):
    row = thread(opened_at="2015-04-08T10:00:00", messages=CONTINUED)
    result = import_threads(row)
    assert result.exit_code == 0, result.output
    assert "1 cases with 3 posts were brought in; 0 were here already." in result.output
    case, posts = case_of("17")
    assert [post.position for post in posts] == [1, 2, 3]
    assert [post.created_at for post in posts] == [
        at("2015-04-08T10:00:00+02:00"),
        at("2015-04-10T10:00:00+02:00"),
        at("2015-04-12T10:00:00+02:00"),
    ]
    assert (case.opened_at, case.last_post_at) == (posts[0].created_at, posts[2].created_at)
    assert (case.post_count, case.last_position, case.pending_count) == (3, 3, 0)
    assert {post.visibility for post in posts} == {"public"}


def test_messages_out_of_order_are_put_in_the_order_of_time(import_threads, thread, case_of):
    told = [CONTINUED[0], CONTINUED[2], CONTINUED[1]]
    import_threads(thread(opened_at="2015-04-08T10:00:00", messages=told))
    _case, posts = case_of("17")
    assert [post.created_at.day for post in posts] == [8, 10, 12]


def test_times_can_be_read_in_the_zone_of_their_source(import_threads, thread, case_of):
    import_threads(thread(), options=["--timezone", "America/New_York"])
    case, _posts = case_of("17")
    assert case.opened_at == at("2015-04-08T10:22:56-04:00")


def test_the_people_are_invented_accounts_that_nobody_can_use(
    import_threads, thread, case_of, browse
):
    import_threads(thread(opened_at="2015-04-08T10:00:00", messages=ANSWERED))
    case, posts = case_of("17")
    customer, office = posts[0].author, posts[1].author
    assert (customer.name, customer.role) == ("Customer 17", "customer")
    assert (office.name, office.role, posts[1].author_role) == (OFFICE, "staff", "staff")
    for person in (customer, office):
        assert person.email.endswith("@import.invalid") and person.confirmed_at is None
        client = browse()
        sent = {"email": person.email, "password": person.password_hash}
        assert client.submit("/account/sign-in", sent).status_code == 422


def test_an_office_is_one_account_in_all_its_threads(import_threads, thread, case_of):
    rows = [thread(key, opened_at="2015-04-08T10:00:00", messages=ANSWERED) for key in ("17", "18")]
    import_threads(*rows)
    assert case_of("17")[1][1].author_id == case_of("18")[1][1].author_id
    assert case_of("17")[0].author_id != case_of("18")[0].author_id


def test_an_office_does_not_take_over_the_account_of_somebody_with_its_name(
    import_threads, thread, case_of, cast
):
    told = [ANSWERED[0], {**ANSWERED[1], "by": "ben"}]
    result = import_threads(thread(opened_at="2015-04-08T10:00:00", messages=told))
    assert result.exit_code == 0, result.output
    author = case_of("17")[1][1].author
    assert author.id != cast.ben.id and author.name == "ben import"


@pytest.mark.parametrize(
    ("word", "messages", "status", "turn"),
    [
        ("Open", ANSWERED[:1], "new", "company"),
        ("Open", ANSWERED, "waiting_for_company", "company"),
        ("Pending", ANSWERED, "waiting_for_company", "company"),
        ("Pending", ANSWERED[:1], "new", "company"),
        ("Solved", ANSWERED, "solved", "nobody"),
        ("Closed", ANSWERED, "declined", "nobody"),
    ],
)
def test_the_status_says_what_the_source_knew(
    import_threads, thread, case_of, word, messages, status, turn
):
    row = thread(status=word, opened_at="2015-04-08T10:00:00", messages=messages)
    assert import_threads(row).exit_code == 0
    case, _posts = case_of("17")
    assert (case.status, case.turn) == (status, turn)
    assert (case.waiting_since is None) == (turn == "nobody")


def test_solved_is_the_word_of_the_source_and_shown_as_such(
    import_threads, thread, case_of, browse
):
    import_threads(thread(status="Solved", opened_at="2015-04-08T10:00:00", messages=ANSWERED))
    case, _posts = case_of("17")
    assert (case.solved_by, case.confirmed_by) == ("import", None)
    assert case.solved_at == at("2015-04-10T10:00:00+02:00")
    page = browse().get(f"/cases/{case.number}").text
    assert "Solved according to the system this case was brought in from." in page


def test_closed_is_not_solved(import_threads, thread, case_of, browse):
    import_threads(thread(status="Closed"))
    case, _posts = case_of("17")
    assert case.declined_reason == "Closed in the former system without a recorded solution."
    assert case.declined_reason in browse().get(f"/cases/{case.number}").text


def test_the_waiting_time_stands_while_it_was_the_customers_turn(import_threads, thread, case_of):
    import_threads(
        thread(status="Solved", opened_at="2015-04-08T10:00:00", messages=CONTINUED),
        thread("18", opened_at="2015-04-08T10:00:00", messages=CONTINUED),
    )
    two_days = 2 * 24 * 3600
    assert case_of("17")[0].waited_seconds == two_days
    waiting = case_of("18")[0]
    assert waiting.waiting_since == at("2015-04-10T10:00:00+02:00")
    assert waiting.first_answer_at == at("2015-04-10T10:00:00+02:00")


def test_the_record_tells_opening_end_and_import_at_their_times(
    app, import_threads, thread, case_of
):
    import_threads(thread(status="Solved", opened_at="2015-04-08T10:00:00", messages=ANSWERED))
    from forum.ledger.queries import entries_about

    with app.app_context():
        entries = entries_about(case_of("17")[0].number)
    told = ["case.opened", "case.answered", "case.solved", "case.imported"]
    assert [entry.kind for entry in entries] == told
    assert entries[0].at == at("2015-04-08T10:00:00+02:00")
    assert entries[0].fields["via"] == "customer_care_call"
    assert entries[0].fields["language"] in ("de", "en")
    assert "is_new_account" not in entries[0].fields, "how old an account was there nobody knows"
    assert entries[2].at == at("2015-04-10T10:00:00+02:00")
    assert {entry.actor_role for entry in entries} == {"import"}
    assert "Niederwalde" not in "".join(entry.canonical for entry in entries)


def test_nobody_is_mailed_and_nothing_waits_for_a_moderator(
    import_threads, thread, cast, browse, mailbox
):
    links = "https://a.example https://b.example https://c.example"
    import_threads(thread(messages=[message("Consumer", "2015-04-08T10:22:56", links)]))
    assert mailbox.messages == []
    assert "The line is dead" not in browse(cast.mara).get("/moderation/").text


def test_plain_text_stays_plain_text(import_threads, thread, case_of):
    text = "First line\n    indented, as in a mail\n# not a heading\n<script>alert(1)</script>"
    import_threads(thread(messages=[message("Consumer", "2015-04-08T10:22:56", text)]))
    html = case_of("17")[1][0].html
    assert "<pre" not in html and "<h" not in html and "<script" not in html
    assert "indented, as in a mail" in html and "# not a heading" in html


def test_a_reply_without_sender_and_time_tells_them_in_its_first_line(
    import_threads, thread, case_of
):
    told = [
        ANSWERED[0],
        message("unattributed", None, "Follow-up message on 4/9/2015 1:09:30 PM:\n It works."),
        message(
            "unattributed", None, "(b) (6)\n Follow-up message by FCC on 4/9/2015 2:00:00 PM:\n Ok."
        ),
        message("unattributed", None, ""),
    ]
    import_threads(thread(opened_at="2015-04-08T10:00:00", messages=told))
    _case, posts = case_of("17")
    assert [post.author.name for post in posts] == [
        "Customer 17",
        "Customer 17",
        "FCC",
        "Customer 17",
    ]
    assert [post.body for post in posts[1:3]] == ["It works.", "Ok."]
    assert posts[1].created_at == at("2015-04-09T13:09:30+02:00")
    assert posts[3].created_at == posts[2].created_at
    assert "holds no text" in posts[3].body


def test_a_very_long_title_stands_whole_in_the_text(import_threads, thread, case_of):
    title = "word " * 60
    import_threads(thread(title=title))
    case, posts = case_of("17")
    assert len(case.title) <= 150 and case.title.endswith("…")
    assert posts[0].body == f"{title.strip()}\n\nNothing works since Monday."


def test_an_imported_case_is_found_and_belongs_to_its_category(
    import_threads, thread, case_of, worker, browse
):
    import_threads(thread(category="Billing"), thread("18", category="Festnetz", title="Knacken"))
    worker()
    assert f"/cases/{case_of('17')[0].number}" in browse().get("/search?q=dead+line").text
    assert "The line is dead" in browse().get("/cases?category=billing").text
    assert "Knacken" in browse().get("/cases?category=telephone").text


def test_silence_never_closes_what_a_former_system_called_solved(
    app, import_threads, thread, case_of
):
    import_threads(thread(status="Solved"))
    from forum.worker import keep_up

    with app.app_context():
        keep_up()
    assert case_of("17")[0].status == "solved"
