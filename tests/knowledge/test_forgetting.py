"""What goes from a case goes from its help article: every version, every copy, by bytes."""

import secrets
import string

import pytest

from tests.erasure.conftest import redact  # noqa: F401 (a fixture)
from tests.erasure.storage import files_with

LEAVING = "/account/delete"


@pytest.fixture
def word() -> str:
    return "qx" + "".join(secrets.choice(string.ascii_lowercase) for _ in range(14))


def planted(known, browse, word) -> tuple[int, int]:
    """A solved case with the word in it, and an article with it in both of its versions."""
    number = known.solved(title=f"Box {word}", body=f"It is {word}.", answer=f"Open {word} first.")
    article = known.article(number, title=f"Box {word}", body=f"Open {word} first. Then wait.")
    sent = {"body": f"Open {word} first, please. Then wait a minute."}
    assert browse("olga").submit(f"/help/{article}/edit", sent).status_code == 303
    return number, article


@pytest.mark.slow
def test_a_redacted_passage_leaves_the_article(app, known, browse, worker, redact, word):  # noqa: F811
    number, article = planted(known, browse, word)
    worker()
    assert len(files_with(app, word)) >= 2, "nothing was planted"
    redact(number, 1, [word])
    worker()
    page = browse().get(f"/help/{article}").text
    assert "Box ▒▒▒▒" in page and "Open ▒▒▒▒ first, please. Then wait a minute." in page
    assert word not in browse().get(f"/help/{article}/history").text
    assert files_with(app, word) == []


@pytest.mark.slow
def test_whoever_takes_their_texts_along_leaves_none_in_the_article(
    app, known, cast, browse, worker, word
):
    number = known.solved(title=f"About box {word}", body="It stays shut.")
    from forum.cases import access, actions, solution_actions
    from forum.core.db import writing

    found = f"I have found it out: turn {word} to the left. That is all it needs."
    with app.app_context(), writing():
        author = cast.anna.row()
        case = access.case_for_replying(author, number)
        post = actions.add_post(case, author=author, body=found)
        solution_actions.mark_solution(case, post=post, person=author)
    body = f"A customer says:\n\n> I have found it out: turn {word} to the left.\n\nWe agree."
    article = known.article(number, title=f"About box {word}", body=body)
    worker()
    sent = {"texts": "remove", "password": cast.anna.password}
    assert browse("anna").submit(LEAVING, sent).status_code == 303
    worker()
    page = browse().get(f"/help/{article}").text
    assert "We agree." in page and "▒▒▒▒" in page
    assert files_with(app, word) == []


@pytest.mark.slow
def test_an_article_in_which_nothing_is_left_is_withdrawn(known, cast, browse):
    number = known.solved(body="Turn the left screw half a turn.")
    article = known.article(number, title="A screw", body="Turn the left screw half a turn.")
    sent = {"texts": "remove", "password": cast.anna.password}
    assert browse("anna").submit(LEAVING, sent).status_code == 303
    assert not known.row(article).is_public
    [entry] = known.entries("article.withdrawn")
    assert entry.actor_role == "rules"


@pytest.mark.slow
def test_the_name_of_who_leaves_goes_too(known, cast, browse):
    number = known.solved()
    article = known.article(number, body="As anna found out. Annalena did, too.")
    sent = {"texts": "keep", "password": cast.anna.password}
    assert browse("anna").submit(LEAVING, sent).status_code == 303
    assert known.row(article).body == "As ▒▒▒▒ found out. Annalena did, too."


@pytest.mark.slow
def test_an_article_about_another_case_keeps_its_words(known, cast, browse):
    known.solved(body="Turn the left screw half a turn.")
    article = known.article(None, body="Turn the left screw half a turn.")
    sent = {"texts": "remove", "password": cast.anna.password}
    assert browse("anna").submit(LEAVING, sent).status_code == 303
    assert "half a turn" in known.row(article).body


def test_whom_it_helped_stays_counted(app, known, cast, browse):
    article = known.article()
    client = browse("anna")
    client.post(f"/help/{article}/helped", data={"csrf_token": client.token("/account")})
    sent = {"texts": "remove", "password": cast.anna.password}
    assert browse("anna").submit(LEAVING, sent).status_code == 303
    assert known.row(article).helped_count == 1
