"""A canary in every private field: no page, feed, search, program, mail or log line sings it."""

import logging

import pytest

from tests.annex.conftest import PNG
from tests.harness.selection import some_in_short, some_on_both
from tests.harness.undoing import Undoing
from tests.house.route_table import EXPECTED
from tests.house.stage import set_the_stage
from tests.house.test_routes import address

CANARY = "Zebrafink"
WHERE = ("text", "name", "content", "question", "aside")
PRIVATE = "/cases/<number>/private"
OUTSIDERS = (None, "ben", "fred", "nora")
INSIDERS = ("anna", "olga", "otto", "mara", "ada")
# With `make test` one of each kind; fred and nora see what ben sees, olga and ada what otto sees.
IN_SHORT = (None, "ben", "mara")
ON_EACH = [
    *some_on_both(IN_SHORT, (None, "ben"), "both databases answer these two the same"),
    *some_in_short([one for one in OUTSIDERS + INSIDERS if one not in IN_SHORT], ()),
]


@pytest.fixture
def stage(told, app, cast):
    """The stage of all routes, its case with a private part full of canaries."""
    return told("stage full of canaries", lambda: planted(app, cast))


def planted(app, cast):
    """Set the stage and write every kind of private text into its case."""
    from forum.cases import access
    from forum.cases import annex_actions as actions
    from forum.cases.annex.sent_files import SentFile
    from forum.core.db import writing

    stage = set_the_stage(app, cast)
    with app.app_context(), writing():
        anna, olga = cast.anna.row(), cast.olga.row()
        case = access.case_for_replying(anna, stage.values["number"])
        content = PNG + f"{CANARY} content".encode()
        file = SentFile(f"{CANARY} name.png", "image/png", content)
        text = f"{CANARY} text"
        first = actions.write_message(case, author=anna, text=text, files=[file], vanishes=True)
        actions.ask_for_data(case, staff=olga, what=f"{CANARY} question")
        actions.write_message(case, author=anna, text=f"{CANARY} text", vanishes=True)
        actions.put_aside(case, author=anna, text=f"{CANARY} aside")
        stage.values.update(message_id=first.id, file_id=1)
    return stage


def heard_in(answer) -> str:
    """All that an answer tells: its body and its headers."""
    return answer.data.decode("utf-8", "replace") + str(answer.headers)


def test_the_canary_sings_where_it_should(stage, browse):
    page = browse("anna").get(address(PRIVATE, stage)).text
    assert page.count(CANARY) == 5
    file = browse("olga").get(address(f"{PRIVATE}/files/<file_id>", stage))
    assert heard_in(file).count(CANARY) == 2


@pytest.mark.slow
@pytest.mark.parametrize("settings", [{"WTF_CSRF_ENABLED": False}], indirect=True)
@pytest.mark.parametrize("person", ON_EACH)
def test_no_other_address_sings_it(
    app, cast, stage, browse, api, worker, person, caplog, databases
):
    """Every rule and method of the map; insiders hear it in the private part alone."""
    caplog.set_level(logging.DEBUG)
    worker()
    page, program = browse(person and cast[person]), api(person and cast[person])
    found = []
    with Undoing(app, databases, page) as state:
        for route in sorted(EXPECTED):
            method, rule = route.split()
            if person in INSIDERS and rule.startswith(PRIVATE):
                continue
            client = program if rule.startswith("/api/") else page
            answer = client.open(address(rule, stage), method=method)
            if CANARY in heard_in(answer):
                found.append(f"{route}: {answer.status}")
            if method != "GET" and answer.status_code < 400:
                state.put_back()
    assert not found, "\n".join([f"as {person}:", *found])
    assert CANARY not in caplog.text


@pytest.mark.slow
@pytest.mark.parametrize("person", ON_EACH)
def test_no_search_finds_it(stage, browse, api, worker, cast, person):
    worker()
    page, program = browse(person and cast[person]), api(person and cast[person])
    for place in WHERE:
        wish = {"q": f"{CANARY} {place}", "title": CANARY, "body": place}
        for path in ("/search", "/api/v1/search", "/cases/similar", "/api/v1/similar"):
            client = program if path.startswith("/api/") else page
            answer = client.get(path, query_string=wish)
            assert answer.status_code == 200
            assert "Data cap reached" not in answer.text, path
    for misspelt in ("Zebrafinc", "Zebrafin"):
        assert CANARY not in page.get(f"/search?q={misspelt}").text


def test_no_mail_and_no_news_sing_it(app, cast, browse, mailbox, stage):
    mails = mailbox.messages
    assert any("private part" in str(mail) for mail in mails)
    for mail in mails:
        text = str(mail) + "".join(str(part.get_content()) for part in mail.iter_parts())
        assert CANARY not in text
    for person in ("anna", "olga"):
        news = browse(person).get("/account/notifications").text
        assert "private part" in news and CANARY not in news


@pytest.mark.slow
def test_no_other_table_holds_it_and_none_after_the_end(app, cast, stage, browse, worker):
    """What vanishes is nowhere; what was to stay stays where it was."""
    worker()
    assert tables_with(app, CANARY) == {"annex_messages", "annex_files"}
    number = stage.values["number"]
    answer = browse("olga").submit(f"/cases/{number}/decline", {"reason": "Said in public."})
    assert answer.status_code in (303, 409)
    from forum.cases import annex_actions as actions
    from forum.cases.models import Case
    from forum.core.db import db, writing

    with app.app_context(), writing():
        actions.let_vanish(db.session.get(Case, number))
    assert tables_with(app, f"{CANARY} text") == tables_with(app, f"{CANARY} content") == set()
    assert tables_with(app, f"{CANARY} name") == tables_with(app, f"{CANARY} aside") == set()
    assert tables_with(app, f"{CANARY} question") == {"annex_messages"}


def tables_with(app, needle: str) -> set[str]:
    """The tables in any column of which the needle stands."""
    from sqlalchemy import MetaData, select

    from forum.core.db import db

    found = set()
    with app.app_context():
        metadata = MetaData()
        metadata.reflect(db.engine)
        for name, table in metadata.tables.items():
            for row in db.session.execute(select(table)):
                cells = [bytes(one) if isinstance(one, memoryview) else one for one in row]
                if any(needle in str(one) or needle.encode() in _raw(one) for one in cells):
                    found.add(name)
    return found


def _raw(cell) -> bytes:
    return cell if isinstance(cell, bytes) else b""


@pytest.mark.slow
@pytest.mark.parametrize("person", INSIDERS)
def test_what_insiders_have_just_seen_is_in_no_page_that_is_kept(stage, browse, cast, person):
    """The pieces of a page that several readers share are made anew by whoever comes first."""
    number = stage.values["number"]
    insider = browse(cast[person])
    assert "Private part (4 messages)" in insider.get(f"/cases/{number}").text
    insider.get(f"/cases/{number}/private")
    for outsider in OUTSIDERS:
        page = browse(outsider and cast[outsider]).get(f"/cases/{number}").text
        assert "/private" not in page and "Private part" not in page and CANARY not in page
        assert "A private exchange: 4 messages" in page
