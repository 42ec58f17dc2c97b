"""Changing one's own post: silently for five minutes, after that in public."""

import pytest


def change(browse, person, number, position, body):
    client = browse(person)
    return client.submit(f"/cases/{number}/posts/{position}/edit", {"body": body})


def test_a_typo_is_corrected_silently(open_case, browse, cast, clock, entries):
    number = open_case()
    clock.move(minutes=4)
    assert change(browse, cast.anna, number, 1, "The meter is wrong.").status_code == 303
    page = browse().get(f"/cases/{number}").text
    assert "The meter is wrong." in page and "edited" not in page
    assert [kind for kind, _ in entries(number)] == ["case.opened"]


def test_a_later_change_shows_what_stood_there_before(open_case, browse, cast, clock, entries):
    number = open_case(body="I used ten gigabytes.")
    clock.move(minutes=6)
    change(browse, cast.anna, number, 1, "I used two gigabytes.")
    page = browse().get(f"/cases/{number}").text
    assert f"/cases/{number}/posts/1/history" in page
    history = browse().get(f"/cases/{number}/posts/1/history").text
    assert "<del>ten</del>" in history and "<ins>two</ins>" in history
    assert entries(number)[-1] == ("post.edited", {"post": 1})


def test_an_answered_post_has_no_silent_change(open_case, reply, browse, cast):
    number = open_case(body="I used ten gigabytes.")
    reply("olga", number, "Ten is your limit.")
    change(browse, cast.anna, number, 1, "I used two gigabytes.")
    assert "<del>ten</del>" in browse().get(f"/cases/{number}/posts/1/history").text


def test_nobody_changes_the_post_of_another(open_case, browse, cast):
    number = open_case()
    for person in (cast.ben, cast.olga, cast.mara, cast.ada):
        assert browse(person).get(f"/cases/{number}/posts/1/edit").status_code == 403
    visitor = browse().get(f"/cases/{number}/posts/1/edit")
    assert visitor.status_code == 303 and "/account/sign-in" in visitor.location


def test_an_empty_or_endless_change_is_shown_again(open_case, browse, cast):
    number = open_case()
    answer = change(browse, cast.anna, number, 1, " ")
    assert answer.status_code == 422
    answer = change(browse, cast.anna, number, 1, "y" * 20_001)
    assert answer.status_code == 422 and "y" * 20_001 in answer.text
    assert "The meter counts" in browse().get(f"/cases/{number}").text


@pytest.mark.slow
def test_a_change_to_advertising_waits_for_a_moderator(open_case, reply, browse, cast, worker):
    number = open_case()
    reply("ben", number, "Same here.")
    links = " ".join(f"https://shop{place}.example/offer" for place in range(3))
    change(browse, cast.ben, number, 2, f"Canaryedit {links}")
    worker()
    assert "Canaryedit" not in browse().get(f"/cases/{number}").text
    assert browse().get(f"/cases/{number}/posts/2/history").status_code == 404
    assert "Canaryedit" not in browse().get("/search?q=shop1").text
    assert "Canaryedit" in browse(cast.mara).get(f"/cases/{number}").text


def test_the_preview_equals_the_result(open_case, reply, browse, cast):
    number = open_case()
    text = "**Strong** and <b>raw</b>\n\n- one\n- two\n\n> quoted & [link](https://example.org/)"
    client = browse(cast.ben)
    token = client.token(f"/cases/{number}")
    preview = client.post("/cases/preview", data={"csrf_token": token, "body": text}).text.strip()
    reply("ben", number, text)
    assert "<strong>Strong</strong>" in preview
    assert preview in browse().get(f"/cases/{number}").text
