"""Who wants no more mails says so with one click, signed out; the news still come."""

import pytest

from forum.core.db import writing

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def tell(app):
    """`tell(person, kind=…, path=…)`: news for somebody."""

    def tell(*people, kind="case.answered", path="/cases/12/posts/2", **values):
        from forum.notifications.actions import notify

        with app.app_context(), writing():
            ids = [person.id for person in people]
            notify(ids, kind, path=path, values={"number": 12, **values})

    return tell


@pytest.fixture
def way_out(app, mailbox):
    """`way_out(person)`: the address in the headers of the last mail to somebody."""

    def way_out(person) -> str:
        link = mailbox.last_to(person)["List-Unsubscribe"].strip("<>")
        assert link.startswith(app.config["BASE_URL"])
        return link.removeprefix(app.config["BASE_URL"])

    return way_out


def mails(mailbox, person) -> int:
    return len(mailbox.to(person))


def news(browse, person) -> int:
    page = browse(person).get("/account/notifications").text
    return page.count('class="here"')


def test_one_click_of_a_mail_program_ends_the_mails_about_a_case(
    cast, browse, tell, way_out, mailbox
):
    tell(cast.anna, cast.ben)
    program = browse()
    answer = program.post(way_out(cast.anna), data=ONE_CLICK)
    assert answer.status_code == 200 and answer.location is None, "RFC 8058 allows no redirect"
    assert "no more mails about case 12" in answer.text
    tell(cast.anna, cast.ben)
    tell(cast.anna, kind="case.declined")
    assert mails(mailbox, cast.anna) == 1 and mails(mailbox, cast.ben) == 2
    assert news(browse, cast.anna) == 3, "on the page everything is told as before"


def test_the_second_click_is_answered_as_the_first(cast, browse, tell, way_out):
    tell(cast.anna)
    link = way_out(cast.anna)
    for _ in range(2):
        assert browse().post(link, data=ONE_CLICK).status_code == 200


def test_other_cases_and_what_one_must_be_told_are_mailed_on(cast, browse, tell, way_out, mailbox):
    tell(cast.anna)
    browse().post(way_out(cast.anna), data=ONE_CLICK)
    tell(cast.anna, path="/cases/120")
    tell(cast.anna, path="/cases/1")
    tell(cast.anna, kind="statement.post", path="/statements/1", post=1, lines=[])
    tell(cast.anna, kind="report.decided")
    assert mails(mailbox, cast.anna) == 5
    assert mailbox.last_to(cast.anna)["List-Unsubscribe"] is None


def test_opening_the_link_changes_nothing(cast, browse, tell, way_out, mailbox):
    """Scanners open every link of a mail, some of them twice, and some with HEAD."""
    tell(cast.anna)
    link = way_out(cast.anna)
    for method in ("GET", "HEAD", "GET"):
        assert browse().open(link, method=method).status_code == 200
    page = browse().get(link)
    assert "You get mails about case 12" in page.text
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert cast.anna.email not in page.text and ">anna<" not in page.text.casefold()
    tell(cast.anna)
    assert mails(mailbox, cast.anna) == 2


@pytest.mark.slow
def test_the_buttons_of_the_page_choose_case_or_sort_and_undo(cast, browse, tell, way_out, mailbox):
    tell(cast.anna)
    link, visitor = way_out(cast.anna), browse()
    press(visitor, link, "case", "off")
    assert "no more mails about case 12" in visitor.get(link).text
    tell(cast.anna)
    press(visitor, link, "case", "on")
    tell(cast.anna)
    assert mails(mailbox, cast.anna) == 2
    press(visitor, link, "sort", "off")
    tell(cast.anna, path="/cases/13")
    tell(cast.anna, kind="case.replied", path="/cases/13")
    assert mails(mailbox, cast.anna) == 2
    tell(cast.anna, kind="case.closed", path="/cases/13")
    assert mails(mailbox, cast.anna) == 3, "another sort"
    press(visitor, link, "sort", "on")
    tell(cast.anna, path="/cases/13")
    assert mails(mailbox, cast.anna) == 4


def press(client, link, about, wanted):
    [form] = [
        form
        for form in client.forms(link)
        if ("about", about) in form.filled and ("wanted", wanted) in form.filled
    ]
    answer = client.send(form, link)
    assert answer.status_code == 303 and answer.location == link


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"about": "case"},
        {"about": "case", "wanted": "maybe"},
        {"about": "/cases/13", "wanted": "off"},
        {"about": "statement", "wanted": "off"},
    ],
)
def test_a_button_that_is_not_there_changes_nothing(cast, browse, tell, way_out, mailbox, wrong):
    tell(cast.anna)
    link, visitor = way_out(cast.anna), browse()
    data = {"csrf_token": visitor.token(link), **wrong}
    answer = visitor.post(f"{link}/choice", data=data)
    assert answer.status_code == 422 and "Nothing was changed" in answer.text
    assert visitor.post(link, data=wrong).status_code == 422, "not what a mail program sends"
    tell(cast.anna, path="/cases/13")
    tell(cast.anna)
    assert mails(mailbox, cast.anna) == 3


@pytest.mark.parametrize("forged", ["x", "WzFd.x", "%00", "a" * 5_000, "WzEsMTIsImFuc3dlcnMiXQ"])
def test_a_forged_key_is_told_so(cast, browse, tell, way_out, mailbox, forged):
    tell(cast.anna)
    link = way_out(cast.anna)
    key = link.rpartition("/")[2]
    for one in (forged, key[:-1], key + "A", key.swapcase()):
        for answer in (
            browse().get(f"/mail/off/{one}"),
            browse().post(f"/mail/off/{one}", data=ONE_CLICK),
        ):
            assert answer.status_code == 404
            if "%00" not in one:
                assert "switches no mails off" in answer.text
    tell(cast.anna)
    assert mails(mailbox, cast.anna) == 2


def test_a_key_of_another_use_of_the_secret_opens_nothing(app, browse, cast):
    from itsdangerous import URLSafeSerializer

    made = URLSafeSerializer(app.config["SECRET_KEY"], salt="cookie-session")
    key = made.dumps([cast.anna.id, 12, "answers"])
    assert browse().get(f"/mail/off/{key}").status_code == 404


def test_a_key_of_a_sort_that_is_none_any_more_opens_nothing(app, browse, cast):
    from forum.notifications.links import Switch, key_of

    with app.app_context():
        key = key_of(Switch(cast.anna.id, 12, "feasts"))
    assert browse().get(f"/mail/off/{key}").status_code == 404


def test_news_of_no_case_are_switched_off_by_their_sort(cast, browse, tell, way_out, mailbox):
    tell(cast.anna, path="/account")
    link = way_out(cast.anna)
    assert "about case" not in browse().get(link).text
    assert browse().post(link, data=ONE_CLICK).status_code == 200
    tell(cast.anna)
    assert mails(mailbox, cast.anna) == 1


def test_the_own_page_shows_and_changes_the_choices(cast, browse, tell, way_out, mailbox):
    tell(cast.anna)
    browse().post(way_out(cast.anna), data=ONE_CLICK)
    anna = browse(cast.anna)
    assert 'href="/account/mails"' in anna.get("/account/notifications").text
    page = anna.get("/account/mails").text
    assert 'href="/cases/12"' in page and page.count("You get none.") == 0
    choose(anna, "/cases/12", "on")
    tell(cast.anna)
    assert mails(mailbox, cast.anna) == 2
    choose(anna, "sort:answers", "off")
    assert anna.get("/account/mails").text.count("You get none.") == 1
    tell(cast.anna)
    assert mails(mailbox, cast.anna) == 2
    assert "You get none." not in browse(cast.ben).get("/account/mails").text


def choose(client, about, wanted):
    [form] = [form for form in client.forms("/account/mails") if ("about", about) in form.filled]
    assert ("wanted", wanted) in form.filled
    assert client.send(form, "/account/mails").status_code == 303


@pytest.mark.parametrize(
    "about", ["", "sort:statements", "/cases/0", "/cases/1x", "//evil", "x" * 99]
)
def test_what_is_no_choice_is_refused(cast, browse, about):
    anna = browse(cast.anna)
    data = {"csrf_token": anna.token("/account/mails"), "about": about, "wanted": "off"}
    assert anna.post("/account/mails", data=data).status_code == 422
    assert "Cases without mails" in anna.get("/account/mails").text


def test_many_cases_without_mails_are_paged(app, cast, browse):
    from forum.notifications.choice_actions import switch_off

    with app.app_context(), writing():
        for number in range(1, 33):
            switch_off(cast.anna.id, f"/cases/{number}")
    anna = browse(cast.anna)
    first = anna.get("/account/mails").text
    assert 'href="/cases/32"' in first and 'href="/cases/2"' not in first
    following = first.split('rel="next" href="')[1].split('"')[0]
    assert 'href="/cases/2"' in anna.get(following).text
    assert anna.get("/account/mails?cursor=forged").status_code == 422


def test_who_left_has_no_choices_and_their_links_lead_nowhere(
    app, cast, browse, tell, way_out, mailbox
):
    from sqlalchemy import select

    from forum.core.db import db
    from forum.erasure.actions import erase_account
    from forum.notifications.models import MailChoice

    tell(cast.nora)
    link = way_out(cast.nora)
    browse().post(link, data=ONE_CLICK)
    with app.app_context(), writing():
        erase_account(cast.nora.row(), with_texts=False)
    with app.app_context():
        assert db.session.scalars(select(MailChoice)).all() == []
    for answer in (browse().get(link), browse().post(link, data=ONE_CLICK)):
        assert answer.status_code == 404 and "does not exist any more" in answer.text


def test_telling_many_asks_for_their_choices_once(app, cast, statements):
    from forum.notifications.actions import notify

    def asked(people) -> int:
        ids = [person.id for person in people]
        with app.app_context(), statements() as counted, writing():
            notify(ids, "case.answered", path="/cases/12", values={"number": 12})
        return sum(text.lstrip().startswith("SELECT") for text in counted.texts)

    few = asked([cast.anna])
    assert asked(list(cast.others(20))) == few


def test_the_mail_says_how_the_case_stands_now(cast, api, mailbox):
    case = {"title": "No tone", "body": "Dead.", "category": "internet", "kind": "fault"}
    number = api(cast.anna).post("/api/v1/cases", json=case).get_json()["number"]
    api(cast.olga).post(f"/api/v1/cases/{number}/posts", json={"body": "Which socket?"})
    assert f"Case {number} is now: waiting for the customer." in mailbox.text_to(cast.anna)
