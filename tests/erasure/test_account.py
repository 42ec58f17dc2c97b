"""Whoever leaves is forgotten: what they are told, what goes, what stays, and who may not."""

import pytest

from tests.desk.scene import Line
from tests.harness.people import PASSWORD, sign_in

PAGE = "/account/delete"


@pytest.fixture
def leave(browse):
    """`leave(person, texts="remove")`: through the page; the answer."""

    def leave(person, texts="keep", password=PASSWORD):
        return browse(person).submit(PAGE, {"texts": texts, "password": password})

    return leave


def entries(app, kind):
    from forum.ledger.queries import entries_after

    with app.app_context():
        return entries_after(None, kinds=(kind,)).items


def test_the_texts_stay_under_no_name(app, cast, browse, api, scene, leave):
    number = scene.open_case(cast.anna, body="The meter counts twice.")
    scene.write(number, cast.ben, "Mine too.", reply_to=1)
    answer = leave(cast.anna)
    assert answer.status_code == 303 and answer.location == "/"
    page = browse().get(f"/cases/{number}").text
    assert "The meter counts twice." in page and "deleted account" in page
    assert "anna" not in page
    shown = api().get(f"/api/v1/cases/{number}").json
    assert shown["case"]["author"]["name"] is None
    assert (
        shown["posts"][0]["author"]["name"] is None and shown["posts"][1]["author"]["name"] == "ben"
    )


def test_the_texts_go_and_the_case_leaves_its_line(app, cast, clock, browse, scene, leave):
    line = Line(app, cast, clock)
    own, others = line.open(person="anna"), line.open(person="ben")
    reply = scene.write(others, cast.anna, "Mine is dead as well.")
    scene.edit(reply, cast.anna, "Mine is dead, too.")
    assert line.places() == [own, others]
    assert leave(cast.anna, "remove").status_code == 303
    assert line.places() == [others] and line.replays_clean()
    hidden = browse().get(f"/cases/{own}")
    assert hidden.status_code == 410 and "Removed by its author" in hidden.text
    page = browse().get(f"/cases/{others}").text
    assert "Removed by its author." in page and "Mine is dead" not in page
    assert [one.fields["post"] for one in line.entries(own, "post.removed")] == [1]
    assert [one.fields["post"] for one in line.entries(others, "post.removed")] == [2]


def test_one_entry_says_that_and_not_who(app, cast, leave):
    leave(cast.anna)
    leave(cast.ben, "remove")
    last, first = entries(app, "account.erased")
    assert (first.fields, last.fields) == ({"texts": "kept"}, {"texts": "removed"})
    assert first.subject is None and first.actor == "" and first.actor_role == "customer"


def test_nobody_signs_in_any_more(app, cast, browse, api, leave):
    other_browser, program = browse(cast.anna), api(cast.anna)
    leave(cast.anna)
    assert other_browser.get("/account").status_code == 303
    assert program.post("/api/v1/cases", json={}).status_code == 401
    for email in (cast.anna.email, f"erased:{cast.anna.id}"):
        sent = {"email": email, "password": PASSWORD}
        assert browse().submit("/account/sign-in", sent).status_code == 422
        sent = {"email": email, "password": "!"}
        assert browse().submit("/account/sign-in", sent).status_code == 422


def test_name_and_address_are_free_again(app, cast, leave):
    from forum.accounts import actions
    from forum.core.db import writing

    leave(cast.anna)
    with app.app_context(), writing():
        again = actions.create_user(email=cast.anna.email, name="anna", password_hash="!")
        assert again.id != cast.anna.id


def test_a_wrong_password_changes_nothing(app, cast, browse, leave):
    answer = leave(cast.anna, "remove", "not my password")
    assert answer.status_code == 422 and "not your present password" in answer.text
    assert 'value="remove"' in answer.text and "checked" in answer.text
    assert browse(cast.anna).get("/account").status_code == 200
    assert not entries(app, "account.erased")


@pytest.mark.parametrize("texts", ["", "burn"])
def test_the_question_has_to_be_answered(app, cast, browse, texts):
    client = browse(cast.anna)
    sent = {"csrf_token": client.token(PAGE), "texts": texts, "password": PASSWORD}
    assert client.post(PAGE, data=sent).status_code == 422
    assert not entries(app, "account.erased")


@pytest.mark.parametrize("name", ["olga", "mara", "ada"])
def test_the_team_has_to_give_its_role_back_first(app, cast, browse, name):
    client = browse(cast[name])
    page = client.get(PAGE)
    assert "once an administrator has taken your role away" in page.text
    assert 'name="password"' not in page.text
    sent = {"csrf_token": client.token("/account"), "texts": "keep", "password": PASSWORD}
    assert client.post(PAGE, data=sent).status_code == 409
    assert not entries(app, "account.erased")


def test_a_visitor_is_asked_in(browse):
    assert "/account/sign-in" in browse().get(PAGE).location


def test_me_too_stays_counted(app, cast, browse, scene, leave):
    number = scene.open_case(cast.anna)
    client = browse(cast.ben)
    sent = {"csrf_token": client.token(f"/cases/{number}")}
    assert client.post(f"/cases/{number}/affected", data=sent).status_code == 303
    leave(cast.ben, "remove")
    with app.app_context():
        from forum.cases.models import Case
        from forum.core.db import db

        assert db.session.get(Case, number).affected_count == 1


def test_a_marked_answer_that_goes_solves_nothing(app, cast, clock, scene, leave):
    from forum.cases import access, solution_actions
    from forum.cases.models import Case
    from forum.core.db import db, writing

    line = Line(app, cast, clock)
    number = line.open(person="anna")
    tip = scene.write(number, cast.ben, "Turn it off and on.")
    with app.app_context(), writing():
        staff = cast.olga.row()
        case = access.case_for_solving(staff, number)
        post = access.post_in(case, position=tip.position)
        solution_actions.mark_solution(case, post=post, person=staff)
    leave(cast.ben, "remove")
    with app.app_context():
        assert db.session.get(Case, number).status == "waiting_for_company"
    assert line.places() == [number] and line.replays_clean()


def test_a_post_that_waits_for_a_moderator_waits_no_more(app, cast, browse, scene, leave):
    number = scene.open_case(cast.anna)
    held = scene.write(number, cast.fred, "Cheap watches.")
    leave(cast.fred, "remove")
    assert scene.visibility(held) == "hidden"
    assert "Cheap watches" not in browse(cast.mara).get("/moderation").text
    assert f"#post-{held.position}" not in browse().get(f"/cases/{number}").text


def test_a_member_of_the_team_who_left_it_takes_no_number_along(app, cast, leave):
    from forum.accounts import actions
    from forum.accounts.models import TeamNumber, User
    from forum.core.db import db, writing

    with app.app_context(), writing():
        actions.change_role(cast.olga.row(), "customer")
    assert leave(cast.olga).status_code == 303
    with app.app_context():
        [number] = db.session.query(TeamNumber).filter_by(prefix="S", number=1)
        assert number.user_id is None
        assert db.session.get(User, cast.olga.id).pseudonym is None


@pytest.mark.parametrize("options", [[], ["--with-texts"]])
def test_an_operator_does_it_by_command(app, cast, scene, browse, options):
    number = scene.open_case(cast.anna, body="The meter counts twice.")
    run = app.test_cli_runner().invoke
    done = run(args=["user", "erase", cast.anna.email, "--yes", *options])
    assert done.exit_code == 0, done.output
    assert browse().get(f"/cases/{number}").status_code == (410 if options else 200)
    again = run(args=["user", "erase", cast.anna.email, "--yes"])
    assert again.exit_code == 1 and "no account" in again.output
    refused = run(args=["user", "erase", cast.olga.email, "--yes"])
    assert refused.exit_code == 1 and "team" in refused.output
    [entry] = entries(app, "account.erased")
    assert entry.actor_role == "operator"


def test_news_about_what_they_wrote_goes_nowhere(app, cast, scene, leave, mailbox):
    number = scene.open_case(cast.anna)
    leave(cast.anna)
    scene.write(number, cast.ben, "Is it better now?")
    assert scene.news(cast.anna) == [] and mailbox.to(cast.anna) == []


def test_who_left_is_named_nowhere(app, cast, browse, scene, leave):
    number = scene.open_case(cast.anna)
    written = scene.write(number, cast.ben, "An insult.", reply_to=1)
    scene.report(written, cast.anna, note="He means me.")
    leave(cast.anna)
    mara = browse(cast.mara)
    for path in (
        f"/cases/{number}",
        "/moderation?kind=reported",
        f"/cases/{number}/posts/1/history",
    ):
        page = mara.get(path)
        assert page.status_code == 200 and "deleted account" in page.text, path
        assert "anna" not in page.text.lower() and "He means me" not in page.text, path


def test_two_browsers_leave_once(app, cast, browse):
    first, second = browse(cast.anna), browse()
    sign_in(second, cast.anna)
    sent = {"texts": "keep", "password": PASSWORD}
    token = second.token(PAGE)
    assert first.submit(PAGE, sent).status_code == 303
    assert second.post(PAGE, data={"csrf_token": token, **sent}).status_code in (302, 303, 401)
    assert len(entries(app, "account.erased")) == 1
