"""The newest checkpoint stands at the foot of every page and mail, and costs next to nothing."""

import pytest

from tests.harness.application import close
from tests.ledger.written import look_again, seal, write, write_all
from tests.notifications.letters import letter


def test_there_is_none_before_the_first(app, browse):
    write(app)
    assert "Public record:" not in browse().get("/").text
    with app.app_context():
        assert "sealed" not in letter("case.answered", "en").get_body(("plain",)).get_content()


@pytest.mark.slow
def test_every_page_has_it_in_both_languages(app, browse):
    write_all(app, [{"kind": "case.opened"}] * 1234)
    newest = seal(app)
    page = browse().get("/").text
    assert "Public record: 1,234 entries, sealed" in page
    assert f'<a href="/log/checkpoint">root {newest.signed_root[:8]}…</a>' in page
    assert '<a href="/log/verify">' in page
    assert "1.234 " in browse().get("/?lang=de").text.split('class="checkpoint"')[1]
    assert "1,234 entries" in browse().get("/nothing-here").text
    assert "1,234 entries" in browse("anna").get("/account").text


def test_a_new_one_takes_its_place(app, browse, monkeypatch):
    from forum.ledger import newest

    write(app)
    seal(app)
    assert "1 entry, sealed" in browse().get("/").text
    write(app)
    seal(app)
    assert "2 entries, sealed" in browse().get("/").text
    monkeypatch.setattr(newest, "KEPT_FOR", 0)
    write(app)
    from forum.ledger import sealing

    with app.app_context():
        sealing.seal()
    assert "3 entries, sealed" in browse().get("/").text


def test_it_costs_a_page_no_statement(app, browse, monkeypatch):
    """Not even when the database has changed, until the seconds are over."""
    from forum.ledger import newest

    asked = []
    newest.start(app, lambda: asked.append("once"))
    visitor = browse()
    for place in range(4):
        write(app)
        close(app)  # or the pages would come from memory
        assert visitor.get(f"/cases?status=new&cursor=&n={place}").status_code == 200
    assert asked == ["once"]
    monkeypatch.setattr(newest, "KEPT_FOR", 0)
    close(app)
    visitor.get("/cases")
    assert asked == ["once", "once"]


def test_a_page_about_a_failure_asks_nothing(app):
    from forum.ledger.newest import Newest

    def fail():
        raise AssertionError("asked")

    assert Newest(fail)(is_asking=False) is None


def test_a_database_that_does_not_answer_leaves_the_foot_as_it_was(app, browse):
    from sqlalchemy.exc import OperationalError

    from forum.ledger.newest import Newest

    answers = [7, OperationalError("", {}, Exception())]

    def read():
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    newest = Newest(read)
    assert newest() == 7
    newest.forget()
    assert newest() == 7 and not answers


@pytest.mark.slow
@pytest.mark.parametrize(("language", "words"), [("en", "1,001 sealed entries"), ("de", "1.001 ")])
def test_every_mail_has_it_with_the_whole_root(app, language, words):
    write_all(app, [{"kind": "case.opened"}] * 1001)
    newest = seal(app)
    look_again(app)
    with app.app_context():
        mail = letter("case.answered", language)
    for form in ("plain", "html"):
        text = mail.get_body((form,)).get_content().replace("<wbr>", "")
        assert words in text and newest.signed_root in text and "/log/verify" in text
