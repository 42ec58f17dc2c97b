"""What is shown while a case is written: help articles first, then cases that none answers."""

import pytest

SIMILAR = "/cases/similar?title={}&body={}"


def articles_before_cases(page: str) -> bool:
    return 0 < page.find('href="/help/') < page.find('href="/cases/')


def test_articles_stand_before_cases(known, scene, cast, browse, worker):
    case = scene.open_case(cast.ben, "The brake after all data is used up", "Please lift it.")
    article = known.article()
    worker()
    page = browse().get(SIMILAR.format("data used up", "the brake")).text
    assert f'href="/help/{article}"' in page and f'href="/cases/{case}"' in page
    assert articles_before_cases(page)


def test_a_case_like_it_leads_to_its_article(known, browse, worker):
    number = known.solved(title="Sprocket wobbles", body="Whenever the flange is on.", answer="Ok.")
    article = known.article(number, title="Tighten the left screw", body="Half a turn.")
    worker()
    page = browse().get(SIMILAR.format("my sprocket wobbles", "with the flange on")).text
    assert f'href="/help/{article}"' in page
    assert f'href="/cases/{number}"' not in page, "its article says it"


@pytest.mark.slow
def test_a_withdrawn_article_and_a_hidden_case_are_left_out(app, known, browse, press, worker):
    number = known.solved(title="Sprocket wobbles", body="Whenever the flange is on.")
    article = known.article(number, title="Tighten the left screw")
    worker()
    press("olga", f"/help/{article}", f"/help/{article}/withdrawal")
    page = browse().get(SIMILAR.format("my sprocket wobbles", "")).text
    assert "/help/" not in page and f'href="/cases/{number}"' in page
    from forum.cases.models import Case
    from forum.core.db import db, writing

    with app.app_context(), writing():
        db.session.get(Case, number).visibility = "hidden"
    assert f"/cases/{number}" not in browse().get(SIMILAR.format("my sprocket wobbles", "")).text


def test_whoever_draws_a_number_is_asked_first(known, browse, worker):
    known.article()
    worker()
    sent = {"title": "data used up again", "category": "mobile", "kind": "billing", "body": "Help."}
    answer = browse("anna").submit("/cases/new", sent, "draw")
    assert answer.status_code == 200 and "Something like yours is known already" in answer.text


def test_programs_get_articles_beside_the_cases(known, scene, cast, api, worker):
    case = scene.open_case(cast.ben, "The brake after all data is used up", "Please lift it.")
    article = known.article()
    worker()
    for path in ("/similar?title=data+used+up&body=brake", "/search?q=brake"):
        found = api().get(f"/api/v1{path}").json
        assert [one["number"] for one in found["articles"]] == [article]
        assert found["articles"][0]["url"].endswith(f"/help/{article}")
        assert [one["number"] for one in found["items"]] == [case]
    assert api().get("/api/v1/search?q=brake&status=new").json["articles"] == []


def test_articles_are_no_cases_to_the_search(app, known, cast, scene, worker):
    from forum.search import index
    from forum.search.documents import ARTICLE, Filters

    case, article = scene.open_case(cast.ben, "The brake"), known.article(title="The brake")
    assert case == article, "the same number on both shelves"
    worker()
    with app.app_context():
        assert [(hit.key, hit.shelf) for hit in index.search("brake").hits] == [(case, "case")]
        of_articles = index.search("brake", Filters(shelf=ARTICLE))
        assert [(hit.key, hit.shelf) for hit in of_articles.hits] == [(article, ARTICLE)]
        both = index.search("brake", Filters(shelf=None), limit=1)
        rest = index.search("brake", Filters(shelf=None), limit=1, cursor=both.next)
        assert both.total == 2 and {both.hits[0].shelf, rest.hits[0].shelf} == {"case", ARTICLE}
        newest = index.search("", Filters(category="mobile"))
        assert [hit.key for hit in newest.hits] == [case]


@pytest.mark.slow
def test_rebuild_and_check_know_both_shelves(app, known, cast, scene, worker):
    scene.open_case(cast.ben)
    known.article()
    worker()
    run = app.test_cli_runner().invoke
    assert run(args=["search", "check"]).exit_code == 0
    from sqlalchemy import delete

    from forum.core.db import writing
    from forum.search.models import SearchDocument

    with app.app_context(), writing() as session:
        session.execute(delete(SearchDocument).where(SearchDocument.key < 0))
    told = run(args=["search", "check"])
    assert told.exit_code == 1 and "article 1: missing in the table" in told.output
    rebuilt = run(args=["search", "rebuild"])
    assert rebuilt.exit_code == 0 and "2 cases and help articles" in rebuilt.output
    assert run(args=["search", "check"]).exit_code == 0
    assert "1 of 1 public cases" in run(args=["doctor"]).output


def test_what_is_written_in_strange_ways_suggests_something_or_nothing(known, browse, worker):
    known.article()
    worker()
    for text in ("", "%00", "%ff", "🐌" * 99, "x" * 5_000, "' OR 1=1 --", '"'):
        path = SIMILAR.format(text, text)
        assert browse().get(path).status_code == 200, text[:9]
        assert browse().get(path.replace("similar?", "self-service?")).status_code == 200
