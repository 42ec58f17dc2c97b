"""“This solved it” on a help article: once for a person or a browser, never for the team."""

import pytest


def thank(client, article, page=None):
    path = f"/help/{article}"
    return client.post(f"{path}/helped", data={"csrf_token": client.token(page or path)})


def test_it_counts_once_for_a_person_in_any_browser(known, browse):
    article = known.article()
    for client in (browse("anna"), browse("anna")):
        answer = thank(client, article)
        assert answer.status_code == 303 and answer.location == f"/help/{article}"
    assert known.row(article).helped_count == 1
    thank(browse("ben"), article)
    assert "helped 2 people who needed no case" in browse().get("/help").text
    assert "It has helped 2 people" in browse().get(f"/help/{article}").text


def test_it_counts_once_for_a_visitors_browser(known, browse):
    article, other = known.article(), known.article(title="Something else")
    client = browse()
    for _twice in range(2):
        assert thank(client, article).status_code == 303
    thank(client, other)
    thank(browse(), article)
    assert known.row(article).helped_count == 2 and known.row(other).helped_count == 1


def test_the_case_shows_it_too(known, browse):
    number = known.solved()
    article = known.article(number)
    thank(browse("ben"), article)
    assert "helped 1 person who needed no case" in browse().get(f"/cases/{number}").text


@pytest.mark.parametrize("person", ["olga", "mara", "ada"])
def test_the_team_is_not_counted(known, browse, person):
    article = known.article()
    client = browse(person)
    assert "This solved it" not in client.get(f"/help/{article}").text
    assert thank(client, article, "/account").status_code == 403
    assert known.row(article).helped_count == 0


def test_a_withdrawn_article_and_a_forged_form_count_nothing(app, known, browse, press):
    article = known.article()
    assert browse().post(f"/help/{article}/helped").status_code in (303, 400, 403)
    assert known.row(article).helped_count == 0
    press("olga", f"/help/{article}", f"/help/{article}/withdrawal")
    client = browse("anna")
    assert thank(client, article, "/account").status_code == 404
    assert known.row(article).helped_count == 0


def test_it_works_from_the_page_of_a_new_case(known, browse, worker):
    article = known.article()
    worker()
    client = browse()
    page = client.submit("/cases/new", {"title": "data used up in this month"}, "look").text
    assert f'formaction="/help/{article}/helped"' in page
    sent = {"csrf_token": client.token("/cases/new"), "title": "data used up"}
    assert client.post(f"/help/{article}/helped", data=sent).status_code == 303
    assert known.row(article).helped_count == 1
