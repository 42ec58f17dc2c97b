"""Who asks or writes too much waits a while; by sign-in, and by network for those without one."""

import pytest

from forum.core import limits

pytestmark = [
    pytest.mark.parametrize("settings", [{"RATELIMIT_ENABLED": True}], indirect=True),
    pytest.mark.only_on("sqlite", "the counters are in no database"),
]


@pytest.fixture
def ask(app):
    """`ask(client, …)`: the answer of a page that costs work."""
    app.add_url_rule("/costly", "costly", limits.asking(lambda: "done"))
    return lambda client, **others: client.get("/costly", environ_overrides=others)


def statuses(ask, client, number: int, **others) -> list[int]:
    return [ask(client, **others).status_code for _count in range(number)]


def test_a_visitor_who_asks_too_much_is_told_how_long_to_wait(app, browse, ask):
    visitor = browse()
    assert statuses(ask, visitor, 121) == [200] * 120 + [429]
    answer = ask(visitor)
    assert "Please wait 1 minute" in answer.text
    assert 0 < int(answer.headers["Retry-After"]) <= 61
    assert ask(browse(), REMOTE_ADDR="192.0.2.1").status_code == 200


def test_people_of_one_office_do_not_count_as_one(app, cast, browse, ask):
    assert 429 not in statuses(ask, browse(cast.anna), 100)
    assert 429 not in statuses(ask, browse(cast.ben), 100)


def test_one_person_counts_as_one_wherever_they_are(app, cast, browse, ask):
    anna = browse(cast.anna)
    assert statuses(ask, anna, 100, REMOTE_ADDR="192.0.2.1") == [200] * 100
    assert 429 in statuses(ask, anna, 21, REMOTE_ADDR="192.0.2.2")


def test_sign_ins_without_number_do_not_help_one_network(app, cast, browse, ask):
    found = [status for _count in range(7) for status in statuses(ask, browse(cast.fred), 100)]
    assert found == [200] * 600 + [429] * 100


def test_who_writes_too_much_gets_their_text_back(app, cast, browse):
    def write():
        return "written"

    app.add_url_rule("/write", "write", limits.writing(write), methods=["GET", "POST"])
    anna = browse(cast.anna)
    sent = {"csrf_token": anna.token("/account"), "body": "The sixty-first of today."}
    found = [anna.post("/write", data=sent).status_code for _count in range(61)]
    assert found == [200] * 60 + [429]
    assert sent["body"] in anna.post("/write", data=sent).text
    assert anna.get("/write").status_code == 200, "looking is not writing"
