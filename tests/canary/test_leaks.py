"""A canary in every field that is not public: nobody hears it whom it is not meant for.

The private part has a test of its own (tests/annex/test_leaks.py); here are the others.
"""

import logging

import pytest
from sqlalchemy import select

from tests.harness.application import close
from tests.harness.rulings import ruling
from tests.house.route_table import EXPECTED
from tests.house.stage import set_the_stage
from tests.house.test_routes import address
from tests.moderation.scene import Scene

# Each field a word that stands nowhere else and in no dictionary.
PENDING, HIDDEN, HELD_CASE, GONE = "Zaunkoenigin", "Rotschwanzin", "Kleibering", "Girlitzerin"
HIDDEN_CASE, REPORT, NOTICE, OBJECTION = "Pirolianer", "Stieglitzin", "Wiedehopfin", "Goldhaehnchen"
CONTACT = "eisvogelin@example.net"
CANARIES = (PENDING, HIDDEN, HELD_CASE, GONE, HIDDEN_CASE, REPORT, NOTICE, OBJECTION, CONTACT)
OUTSIDERS = (None, "ben", "nora", "otto")  # a visitor, a customer, a new one, staff


@pytest.fixture
def planted(app, cast, worker, mailbox):
    """The stage of all routes, and around it a canary in each of those fields."""
    from forum.cases.models import Post
    from forum.core.db import db, writing

    stage, scene = set_the_stage(app, cast), Scene(app)
    number = stage.values["number"]
    scene.write(number, cast.fred, f"{PENDING} waits for a look.")
    hidden = scene.write(number, cast.anna, f"{HIDDEN} was rude.")
    gone = scene.write(number, cast.anna, f"My street is {GONE}, you know.")
    scene.edit(gone, cast.anna, f"My street is {GONE}.")
    reported = scene.write(number, cast.anna, "You fools.")
    scene.report(reported, cast.mona, "other", f"{REPORT} says so.")
    scene.open_case(cast.fred, title=f"{HELD_CASE} title", body=f"{HELD_CASE} body")
    title = f"{HIDDEN_CASE} title"
    hidden_case = scene.open_case(cast.anna, title=title, body=f"{HIDDEN_CASE} body")
    with app.app_context(), writing():
        stage.values.update(decisions(cast.mara.row(), hidden, gone, hidden_case))
        places = db.session.execute(select(Post.case_number, Post.position, Post.id)).all()
    worker()
    return stage, [tuple(place) for place in places]


def decisions(mara, hidden, gone, hidden_case) -> dict:
    """What Mara hides and removes; somebody reports without an account, Anna objects."""
    from forum.cases import access, visibility_actions
    from forum.core.db import db
    from forum.moderation import actions as moderation
    from forum.moderation import report_actions
    from forum.statements import actions as statements
    from forum.statements.models import Statement

    def post_at(number, position):
        found = access.post_for_reading(mara, number, position)
        found.case = access.case_for_moderating(mara, number)
        return found

    why = ruling(mara, "It was rude.", "insult")
    for number, position in ((hidden.number, hidden.position), (hidden_case, 1)):
        post = post_at(number, position)
        assert visibility_actions.hide_post(post.case, post=post, ruling=why)
    passage = post_at(gone.number, gone.position)
    moderation.redact_post(passage, passages=[GONE], ruling=ruling(mara, "An address."))
    report_actions.report_without_account(
        post_at(gone.number, 1), reason="other", note=f"{NOTICE} says so.", contact=CONTACT
    )
    statement = db.session.scalars(select(Statement).where(Statement.measure == "hide")).first()
    objection = statements.appeal(statement, text=f"{OBJECTION} is why.")
    return {"statement_id": statement.id, "appeal_id": objection.id}


def everywhere(stage, places) -> list[tuple[str, str]]:
    """Every rule and method of the map, for each post and case there is: (method, path)."""
    found = []
    for route in sorted(EXPECTED):
        method, rule = route.split()
        values = dict(stage.values)
        if method != "GET" or not {"<number>", "<post_id>"} & set(rule.split("/")):
            found.append((method, address(rule, stage)))
            continue
        for number, position, post_id in places:
            stage.values.update(number=number, position=position, post_id=post_id)
            found.append((method, address(rule, stage)))
        stage.values.update(values)
    return list(dict.fromkeys(found))


def told(answer) -> str:
    """All that an answer tells: its body and its headers."""
    return answer.data.decode("utf-8", "replace") + str(answer.headers)


@pytest.mark.slow
@pytest.mark.parametrize("settings", [{"WTF_CSRF_ENABLED": False}], indirect=True)
@pytest.mark.parametrize("person", OUTSIDERS)
def test_no_address_sings_to_an_outsider(
    app, cast, planted, browse, api, databases, caplog, person
):
    caplog.set_level(logging.DEBUG)
    stage, places = planted
    page, program = browse(person and cast[person]), api(person and cast[person])
    cookie = page.get_cookie(app.config["SESSION_COOKIE_NAME"])
    original, found = app.config["SQLALCHEMY_DATABASE_URI"], []
    close(app)
    kept = databases.copy(original)
    addresses = everywhere(stage, places)
    assert len(addresses) > 200
    for method, path in addresses:
        client = program if path.startswith("/api/") else page
        answer = client.open(path, method=method)
        found += [f"{method} {path}: {one}" for one in CANARIES if one in told(answer)]
        if method != "GET" and answer.status_code < 400:
            close(app)
            databases.restore(original, kept)
            if cookie:
                page.set_cookie(cookie.key, cookie.value)
    databases.discard(kept)
    assert not found, "\n".join([f"as {person}:", *found])
    assert [one for one in CANARIES if one in caplog.text] == []


@pytest.mark.parametrize("person", OUTSIDERS)
def test_no_search_and_no_count_knows_it(planted, browse, api, cast, person):
    """What a search answers about a canary is what it answers about a word that nobody wrote."""
    page, program = browse(person and cast[person]), api(person and cast[person])
    nothing = program.get("/api/v1/search?q=Ziegenmelkerin").get_json()
    for word in CANARIES:
        found = program.get("/api/v1/search", query_string={"q": word}).get_json()
        assert (found["items"], found["total"], found["suggestion"]) == (
            nothing["items"],
            nothing["total"],
            nothing["suggestion"],
        ), word
        for near in (word[:-1], word[:-2] + word[-1]):
            assert word not in program.get("/api/v1/search", query_string={"q": near}).text
            assert word not in page.get("/search", query_string={"q": near}).text
        similar = program.get("/api/v1/similar", query_string={"title": word}).get_json()
        assert similar["items"] == [], word


def test_no_mail_sings(planted, mailbox):
    assert mailbox.messages
    for mail in mailbox.messages:
        text = str(mail) + "".join(str(part.get_content()) for part in mail.iter_parts())
        heard = [one for one in CANARIES if one in text]
        assert heard == ([CONTACT] if mail["To"] == CONTACT else []), mail["To"]


def test_no_page_tells_anybodys_address(planted, browse, cast):
    stage, _places = planted
    pages = ("/", "/cases", "/queue", "/log", f"/cases/{stage.values['number']}", "/api/v1/cases")
    for path in pages:
        text = browse().get(path).text
        for person in (cast.anna, cast.ben, cast.fred, cast.olga, cast.mara):
            assert person.email not in text, path


def test_moderators_hear_what_they_decide_about(planted, browse, cast):
    """The test could not fail if the canaries were nowhere."""
    stage, _places = planted
    page = browse(cast.ada).get("/moderation").text
    assert all(one in page for one in (PENDING, HELD_CASE, REPORT, NOTICE, OBJECTION))
    assert HIDDEN in browse(cast.ada).get(f"/cases/{stage.values['number']}").text
    assert GONE not in page
