"""A passage is taken out for good: from what, with what entry, and what is refused."""

import pytest

from forum.core.errors import Invalid
from tests.desk.scene import Line

NUMBER = "Zwetschgenweg17"


@pytest.fixture
def case(scene, cast):
    """Anna's case with an account number, and Ben, who quotes it."""
    number = scene.open_case(
        cast.anna, title=f"Money to {NUMBER}", body=f"To **{NUMBER}**, please."
    )
    scene.write(number, cast.ben, f"> To {NUMBER}, please.\n\nOr to X{NUMBER}.")
    return number


def test_readers_see_that_something_was_there(browse, case, redact):
    redact(case, 1, [NUMBER])
    page = browse().get(f"/cases/{case}").text
    assert "Money to ▒▒▒▒" in page and "<strong>▒▒▒▒</strong>, please." in page
    assert "To ▒▒▒▒, please." in page  # the quote
    assert "was removed for good" in page and "Somebody&#39;s data." in page
    assert f"X{NUMBER}" in page  # says something else there; it goes by its own redaction


def test_every_former_version_loses_it(app, cast, browse, scene, redact):
    number = scene.open_case(cast.anna)
    post = scene.write(number, cast.ben, f"Pay to {NUMBER}.")
    scene.write(number, cast.anna, "Why?")
    scene.edit(post, cast.ben, "Pay nobody.")
    history = f"/cases/{number}/posts/{post.position}/history"
    assert NUMBER in browse().get(history).text
    redact(number, post.position, [NUMBER])
    page = browse().get(history).text
    assert "▒▒▒▒" in page and NUMBER not in page


def test_one_entry_for_each_post_and_no_text_in_it(app, cast, clock, case, redact):
    line = Line(app, cast, clock)
    places, before = line.places(), len(line.entries())
    entry_id = redact(case, 1, [NUMBER, "please"])
    entries = line.entries(case, "post.redacted")
    assert entries[0].id == entry_id and len(line.entries()) == before + 2
    wanted = {"ground": "personal_data", "passages": 2}
    for entry, about in zip(entries, ({"post": 1}, {"post": 2, "repeats": 1}), strict=True):
        assert {**entry.fields, **wanted, **about} == entry.fields
        assert entry.texts == {"reason": "Somebody's data."} and entry.actor_role == "moderator"
        assert NUMBER not in entry.canonical and "also" not in entry.fields
    assert "repeats" not in entries[0].fields
    assert line.places() == places and line.replays_clean()


def test_each_writer_is_told(cast, scene, case, redact):
    redact(case, 1, [NUMBER])
    for person, position in ((cast.anna, 1), (cast.ben, 2)):
        [told] = [values for kind, values in scene.news(person) if kind == "statement.post"]
        assert (told["number"], told["post"]) == (case, position)
        assert told["reason"] == "Somebody's data."


def test_who_quoted_it_can_object(app, cast, browse, case, redact, mailbox):
    """Their post was changed, too: they get reasons of their own, and another moderator answers."""
    redact(case, 1, [NUMBER])
    ben = browse(cast.ben)
    link = mailbox.link_to(cast.ben, "/statements/").removeprefix(app.config["BASE_URL"])
    page = ben.get(link).text
    assert "Somebody&#39;s data." in page and "repeats what was removed" in page
    assert ben.submit(link, {"text": "It was no address."}).status_code == 303
    mona = browse(cast.mona)
    assert "It was no address." in mona.get("/moderation?kind=appeal").text
    assert browse(cast.anna).get(link).status_code == 404, "it is about ben's post alone"


def test_who_repeats_nothing_gets_no_statement(cast, scene, case, redact):
    scene.write(case, cast.olga, "We look into it.")
    redact(case, 1, [NUMBER])
    assert "statement.post" not in dict(scene.news(cast.olga))


@pytest.mark.slow
def test_the_search_finds_it_no_more(browse, case, redact, worker):
    worker()
    assert f"/cases/{case}" in browse().get(f"/search?q={NUMBER}").text
    redact(case, 1, [NUMBER])
    redact(case, 2, [f"X{NUMBER}"])
    worker()
    assert f"/cases/{case}" not in browse().get(f"/search?q={NUMBER}").text


def test_a_reason_that_repeats_it_is_erased_and_its_entry_stays(app, cast, clock, case, redact):
    line = Line(app, cast, clock)
    redact(case, 1, ["please"], reason=f"It says {NUMBER}, which is fine.")
    [first, _quote] = line.entries(case, "post.redacted")
    redact(case, 1, [NUMBER])
    before, *_others = line.entries(case, "post.redacted")
    assert before.texts == {} and before.canonical == first.canonical


@pytest.mark.parametrize(
    "wrong",
    [
        {"passages": ["not there"]},
        {"passages": [NUMBER, "not there"]},
        {"passages": []},
        {"passages": ["  "]},
        {"passages": ["T"]},
        {"passages": [NUMBER], "reason": "  "},
        {"passages": [NUMBER], "reason": f"Because of {NUMBER}."},
        {"passages": [NUMBER], "ground": ""},
        {"passages": [NUMBER], "ground": "no such thing!"},
    ],
)
def test_what_is_refused_changes_nothing(app, cast, clock, browse, case, redact, wrong):
    line = Line(app, cast, clock)
    before = len(line.entries())
    with pytest.raises(Invalid):
        redact(case, 1, **wrong)
    assert len(line.entries()) == before
    assert NUMBER in browse().get(f"/cases/{case}").text


def test_the_second_moderator_finds_it_gone(case, redact):
    redact(case, 1, [NUMBER])
    with pytest.raises(Invalid):
        redact(case, 1, [NUMBER])


def test_a_hidden_post_stays_hidden_and_a_public_one_public(scene, cast, redact):
    number = scene.open_case(cast.anna)
    held = scene.write(number, cast.fred, f"Pay {NUMBER}.")
    redact(number, held.position, [NUMBER])
    assert scene.visibility(held) == "pending"


def test_a_title_never_grows_too_long(browse, scene, cast, redact):
    number = scene.open_case(cast.anna, title="17 " * 49)
    redact(number, 1, ["17"])
    assert "▒▒▒▒" in browse().get(f"/cases/{number}").text


def test_kept_answers_lose_it_and_are_given_again(api, cast, scene, redact):
    number = scene.open_case(cast.anna)
    program, key = api(cast.ben), {"Idempotency-Key": "k"}
    sent = {"body": f'Pay to <{NUMBER}> & "co", **{NUMBER}** I mean.'}
    path = f"/api/v1/cases/{number}/posts"
    first = program.post(path, json=sent, headers=key)
    assert first.status_code == 201 and NUMBER in first.text
    redact(number, 2, [f'<{NUMBER}> & "co"', f"**{NUMBER}**"])
    again = program.post(path, json=sent, headers=key)
    assert again.status_code == 201 and NUMBER not in again.text
    assert again.json["id"] == first.json["id"]
