"""A solved case becomes a help article: by whom, with what, and what everybody sees of it."""

import pytest

from tests.knowledge.conftest import ANSWER, TITLE


@pytest.mark.slow
def test_staff_turn_a_solved_case_into_an_article(known, browse, worker):
    number = known.solved()
    client = browse("olga")
    assert "Turn this solved case into a help article" in client.get(f"/cases/{number}").text
    form = client.get(f"/cases/{number}/article").text
    assert TITLE in form and "the brake can be lifted **once a quarter**" in form
    answer = client.submit(f"/cases/{number}/article", {"title": TITLE}, form="/article")
    assert answer.status_code == 303, answer.text
    worker()
    page = browse().get(answer.location).text
    assert "<strong>once a quarter</strong>" in page and f'href="/cases/{number}"' in page
    assert TITLE in browse().get("/help").text
    assert TITLE in browse().get("/help?q=brake&category=mobile&language=en").text
    assert f'href="{answer.location}"' in browse().get("/search?q=brake").text
    case = browse().get(f"/cases/{number}").text
    assert f'href="{answer.location}"' in case and "was made from this case" in case
    [entry] = known.entries("article.published")
    assert entry.subject == number and entry.fields["article"] == 1 and TITLE not in entry.canonical


@pytest.mark.slow
@pytest.mark.parametrize("person", ["anna", "ben", "mara", None])
def test_nobody_else_does(known, browse, person):
    number = known.solved()
    article = known.article(number)
    client = browse(person)
    for path in (f"/cases/{number}/article", f"/help/{article}/edit", "/desk/articles"):
        answer = client.get(path)
        assert answer.status_code == 403 if person else "/sign-in" in answer.location
    assert "Turn this solved case" not in client.get(f"/cases/{number}").text
    assert "Change it" not in client.get(f"/help/{article}").text


def test_a_case_that_waits_gets_no_answer_by_the_back_door(known, scene, cast, browse, press):
    number, article = scene.open_case(cast.anna), known.article()
    assert browse("olga").get(f"/cases/{number}/article").status_code == 409
    answer = press("olga", "/desk", f"/cases/{number}/article/link", article=str(article))
    assert answer.status_code == 409
    assert not known.entries("article.linked")


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"body": "  "},
        {"title": "x" * 151},
        {"body": "Call us at 0171 2345678."},
        {"body": "As told to anna last week."},
        {"title": "The bill of anna"},
        {"category": "nowhere"},
        {"language": "fr"},
    ],
)
def test_bad_input_is_shown_again(known, browse, fields):
    number = known.solved()
    client = browse("olga")
    page = f"/cases/{number}/article"
    sent = {"title": TITLE, "body": "Wait for it.", "category": "mobile", "language": "en"}
    sent |= fields | {"csrf_token": client.token(page)}
    answer = client.post(page, data=sent)
    assert answer.status_code == 422 and "Please check" in answer.text
    assert sent["body"].strip() in answer.text
    assert not known.entries("article.published")


def change_solution(app, number, body):
    """As if nobody had been asked, which is so with what was imported."""
    from sqlalchemy import update

    from forum.cases.models import Post
    from forum.core.db import writing

    with app.app_context(), writing() as session:
        where = (Post.case_number == number, Post.is_solution.is_(True))
        session.execute(update(Post).where(*where).values(body=body))


def test_what_is_personal_in_the_solution_is_masked_beforehand(app, known, browse):
    number = known.solved()
    change_solution(app, number, "Ring us at 0171 2345678 then.")
    page = browse("olga").get(f"/cases/{number}/article").text
    assert "2345678" not in page.split("<form")[-2] and "▒▒▒▒ then." in page


def test_a_double_click_makes_one_article(known, browse):
    number = known.solved()
    client = browse("olga")
    form = next(one for one in client.forms(f"/cases/{number}/article") if "body" in one.offered)
    answers = [client.send(form, f"/cases/{number}/article") for _twice in range(2)]
    assert answers[0].location == answers[1].location
    assert len(known.entries("article.published")) == 1


def test_every_version_stays_to_be_read(known, browse, worker):
    article = known.article()
    client = browse("otto")
    sent = {"body": "The brake can be lifted twice a quarter."}
    assert client.submit(f"/help/{article}/edit", sent).status_code == 303
    worker()
    page = browse().get(f"/help/{article}").text
    assert "twice a quarter" in page and "version 2" in page
    history = browse().get(f"/help/{article}/history").text
    assert "<del>" in history and "S-01" in history and "S-02" in history and "otto" not in history
    [entry] = known.entries("article.changed")
    assert entry.fields["version"] == 2
    assert client.submit(f"/help/{article}/edit", sent).status_code == 303
    assert known.row(article).version == 2, "the same words are no new version"


@pytest.mark.slow
def test_a_withdrawn_article_is_found_by_staff_alone(known, browse, press, worker):
    number = known.solved()
    article = known.article(number)
    worker()
    page = f"/help/{article}"
    assert press("olga", page, f"{page}/withdrawal").status_code == 303
    for path in (page, f"{page}/history"):
        assert browse().get(path).status_code == 404
        assert browse("anna").get(path).status_code == 404
    for path in ("/help", "/search?q=brake", "/help?q=brake", f"/cases/{number}"):
        assert f'href="{page}"' not in browse().get(path).text
    assert "only staff see it" in browse("olga").get(page).text
    assert "withdrawn" in browse("olga").get("/desk/articles").text
    assert press("olga", page, f"{page}/publication").status_code == 303
    assert browse().get(page).status_code == 200
    assert f'href="{page}"' in browse().get("/search?q=brake").text
    kinds = [one.kind for one in known.entries("article.withdrawn", "article.shown")]
    assert kinds == ["article.shown", "article.withdrawn"]


@pytest.mark.slow
def test_an_article_answers_further_cases(known, browse, press):
    first, second = known.solved(), known.solved("ben", "My data is used up, too")
    article = known.article(first)
    page, path = f"/cases/{second}/article", f"/cases/{second}/article/link"
    for _twice in range(2):
        assert press("olga", page, path, article=str(article)).status_code == 303
    shown = browse().get(f"/help/{article}").text
    assert "My data is used up, too" in shown and "it was made from this one" in shown
    assert f'href="/help/{article}"' in browse().get(f"/cases/{second}").text
    assert [one.subject for one in known.entries("article.linked")] == [second]


@pytest.mark.parametrize("number", ["", "0", "-1", "99", "99999999999999999999", "x"])
def test_a_number_that_is_none_is_told(known, press, number):
    case = known.solved()
    page = f"/cases/{case}/article"
    answer = press("olga", page, f"{page}/link", article=number)
    assert answer.status_code == 422 and "help article" in answer.text


def test_a_case_that_is_no_longer_public_is_not_linked(app, known, cast, browse):
    number = known.solved(title="What only anna knows")
    article = known.article(number, title="The brake")
    from forum.cases.models import Case
    from forum.core.db import db, writing

    with app.app_context(), writing():
        db.session.get(Case, number).visibility = "hidden"
    page = browse().get(f"/help/{article}").text
    assert "What only anna knows" not in page and f"/cases/{number}" not in page


HOSTILE = ["/help/0", "/help/99999999999999999999", "/help/7/history", "/help?language=fr"]
HOSTILE += ["/help?category=nowhere", "/help?cursor=%00", "/help?q=%00%ff&cursor=WzFd", "/help?q="]


@pytest.mark.parametrize("path", HOSTILE)
def test_hostile_addresses_get_a_clear_answer(known, browse, path):
    known.article()
    assert browse().get(path).status_code in (200, 404, 422)


def test_markup_is_harmless(known, browse):
    article = known.article(title="<script>alert(1)</script>", body="<img src=x onerror=y> & co")
    page = browse().get(f"/help/{article}").text
    assert "<script>alert" not in page and "<img" not in page
    assert "<script>alert" not in browse().get("/help").text


@pytest.mark.slow
def test_pages_cost_the_same_for_many(app, known, browse, statements):
    def cost(path) -> int:
        from forum.core import fragments

        app.wsgi_app.pages.clear()
        fragments.start(app, app.extensions["stamp"])
        with statements() as counted:
            assert browse().get(path).status_code == 200
        return counted.number

    article = known.article(known.solved())
    paths = ("/help", f"/help/{article}", f"/help/{article}/history")
    before = [cost(path) for path in paths]
    numbers = [known.solved("ben", f"Matter {one}") for one in range(4)]
    for number in numbers:
        known.article(number, title=f"Article {number}")
    from forum.core.db import db, writing
    from forum.knowledge.article_actions import change_article, link_case
    from forum.knowledge.models import Article

    with app.app_context(), writing():
        row, staff = db.session.get(Article, article), known.cast.olga.row()
        for number in numbers:
            link_case(row, case_number=number, staff=staff)
            change_article(
                row,
                title=f"T{number}",
                body=ANSWER,
                category="mobile",
                language="en",
                staff=staff,
            )
    assert [cost(path) for path in paths] == before
