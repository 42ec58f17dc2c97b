"""Posts about another matter get a case of their own; a stub stays and says where they are."""

import pytest

from tests.cases.duplicates import Duplicates, merge

REASON = "This is about the invoice, not about the mast."
FORM = {"title": "The invoice is wrong", "category": "billing", "kind": "billing", "reason": REASON}


@pytest.fixture
def line(app, clock, cast):
    return Duplicates(app, cast, clock)


@pytest.fixture
def thread(line, reply):
    """Anna's case: ben writes #2, olga answers him #3, ben #4, anna #5; an hour between them."""
    number = line.open("The mast is off", "anna")
    posts = (("ben", "My invoice is wrong."), ("anna", "Mine is not."), ("ben", "Twice wrong."))
    for person, body in posts:
        line.clock.move(hours=1)
        reply(person, number, body)
    return number


def split(client, number, positions, **fields):
    """Send the form with these posts ticked."""
    forged = {"posts": positions}
    return client.submit(f"/cases/{number}/split", {**FORM, **fields}, forged=forged)


def test_the_posts_open_a_case_of_their_author_with_its_own_clock(
    line, thread, browse, cast, case_row
):
    answer = split(browse(cast.mara), thread, ["2", "4"])
    assert answer.status_code == 303
    number = int(answer.location.rsplit("/", 1)[1])
    new = case_row(number)
    assert (new.author_id, new.title, new.status) == (cast.ben.id, FORM["title"], "new")
    assert new.waiting_since == new.opened_at == line.first_written_at(thread, 2)
    assert line.places("contracts") == [number] and line.places() == [thread]
    page = browse().get(f"/cases/{number}").text
    assert "My invoice is wrong." in page and "Twice wrong." in page and 'id="post-2"' in page
    assert (new.post_count, new.last_position) == (2, 2)
    assert case_row(thread).post_count == 2
    assert line.replays_clean()


@pytest.mark.slow
def test_a_stub_stays_at_each_place_and_says_where(line, thread, browse, cast):
    number = int(split(browse(cast.mara), thread, ["2", "4"]).location.rsplit("/", 1)[1])
    for reader in (None, "ben", "anna", "olga", "mara"):
        old = browse(reader).get(f"/cases/{thread}").text
        assert "Post #2 was moved" in old and "Post #4 was moved" in old
        assert f'href="/cases/{number}#post-1"' in old and f'href="/cases/{number}#post-2"' in old
        assert "My invoice is wrong." not in old and "Mine is not." in old
    assert browse(cast.ben).get(f"/cases/{thread}/posts/2/edit").status_code == 404
    assert browse(cast.ben).get(f"/cases/{number}/posts/1/edit").status_code == 200


def test_one_entry_about_each_of_both_and_its_author_is_told(line, thread, browse, cast):
    before = len(line.entries(None))
    number = int(split(browse(cast.mara), thread, ["4", "2"]).location.rsplit("/", 1)[1])
    assert len(line.entries(None)) == before + 2
    [old] = line.entries(thread, "case.split")
    assert old.fields["target"] == number and old.fields["posts"] == [2, 4]
    [new] = line.entries(number)
    assert new.kind == "case.split_off" and new.fields["origin"] == thread
    assert new.fields["queue"] == "joined" and new.texts == {"reason": REASON}
    told = {"channel": "web", "language": "en", "is_new_account": True}
    assert told.items() <= new.fields.items()
    kind, values, path = line.news_of(cast.ben)[-1]
    assert (kind, values["number"], values["origin"]) == ("case.split_off", number, thread)
    assert path == f"/cases/{number}"


def test_programs_are_told_where_a_post_is(thread, browse, cast, api):
    number = int(split(browse(cast.mara), thread, ["4"]).location.rsplit("/", 1)[1])
    post = api(None).get(f"/api/v1/cases/{thread}").json["posts"][3]
    assert (post["visibility"], post["body"]) == ("moved", None)
    assert post["moved_to"] == {"number": number, "position": 1}


@pytest.mark.slow
def test_an_answer_that_goes_along_still_answers(thread, browse, cast):
    page = f"/cases/{thread}?reply_to=4"
    browse(cast.ben).submit(page, {"body": "And again."}, form=f"/cases/{thread}/posts")
    number = int(split(browse(cast.mara), thread, ["4", "5"]).location.rsplit("/", 1)[1])
    page = browse().get(f"/cases/{number}").text
    assert "in reply to" in page and f'href="/cases/{number}#post-1"' in page


def test_it_can_be_merged_back(line, thread, browse, cast):
    mara = browse(cast.mara)
    number = int(split(mara, thread, ["2"], category="mobile").location.rsplit("/", 1)[1])
    assert merge(mara, number, thread).status_code == 303
    assert line.places() == [thread]
    assert line.replays_clean()


@pytest.mark.parametrize(
    ("positions", "fields", "sentence"),
    [
        ([], {}, "at least one post"),
        (["1"], {}, "cannot be moved"),
        (["99"], {}, "cannot be moved"),
        (["x"], {}, "cannot be moved"),
        (["2", "3"], {}, "posts of one person"),
        (["5"], {}, "cannot be moved"),
        (["2"], {"title": " "}, "a title"),
        (["2"], {"category": ""}, "what it concerns"),
        (["2"], {"category": "no-such"}, "valid choice"),
        (["2"], {"kind": "x"}, "valid choice"),
        (["2"], {"reason": ""}, "needs a public reason"),
    ],
)
def test_bad_input_changes_nothing_and_keeps_what_was_typed(
    line, thread, browse, cast, reply, positions, fields, sentence
):
    reply("olga", thread, "We look at it.")
    said, places = len(line.entries(None)), line.places()
    answer = split(browse(cast.mara), thread, positions, **fields)
    assert answer.status_code == 422 and sentence in answer.text
    assert ({**FORM, **fields})["title"].strip() in answer.text
    assert len(line.entries(None)) == said and line.places() == places
    assert "Post #2 was moved" not in browse().get(f"/cases/{thread}").text


def test_a_marked_solution_stays(line, thread, browse, cast, press):
    press("anna", thread, "solution", post="2")
    assert split(browse(cast.mara), thread, ["2"]).status_code == 422
    assert split(browse(cast.mara), thread, ["4"]).status_code == 303


@pytest.mark.parametrize("person", ["anna", "ben", "olga"])
def test_only_moderators_split(line, thread, browse, person):
    client = browse(person)
    data = {"csrf_token": client.token("/cases/new"), "posts": "2", **FORM}
    assert client.post(f"/cases/{thread}/split", data=data).status_code == 403
    assert line.places("contracts") == []


def test_the_search_finds_it_where_it_is(line, thread, browse, cast, worker):
    number = int(split(browse(cast.mara), thread, ["2"]).location.rsplit("/", 1)[1])
    worker()
    found = browse().get("/search?q=invoice").text
    assert f'href="/cases/{number}"' in found and f'href="/cases/{thread}"' not in found
