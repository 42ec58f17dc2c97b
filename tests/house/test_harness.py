"""What the tests stand on holds: people are kept apart, nothing leaves the machine."""

import socket

import pytest
import redis

from tests.harness.application import close
from tests.harness.forms import choose_form, read_forms
from tests.harness.network import NetworkRefused

FORM = """
<form method="get" action="/search"><input name="q"></form>
<form method="post" action="/cases/new">
  <input type="hidden" name="csrf_token" value="t1"><input name="title" value="Kein Netz">
  <textarea name="body">
zwei &lt;Zeilen&gt;
hier</textarea>
  <select name="kind">
    <option value="fault">F</option><option value="idea" selected>I</option>
  </select>
  <input type="checkbox" name="total" value="y">
  <input type="checkbox" name="terms" value="y" checked>
  <button name="step" value="back" formaction="/back">Back</button>
  <button name="step" value="send">Send</button>
</form>
"""


def test_two_people_sign_in_one_after_the_other(browse, cast, app):
    with app.app_context():
        anna, olga = browse(cast.anna), browse(cast.olga)
        assert who_is_signed_in(olga) == "olga"
        assert who_is_signed_in(anna) == "anna"
        assert who_is_signed_in(browse()) is None


def who_is_signed_in(client) -> str | None:
    page = client.get("/account")
    names = ("anna", "olga")
    return next((name for name in names if name in page.text), None)


def test_each_test_has_a_database_of_its_own(cast, app):
    """Enrolling the same people twice would break their unique names."""
    assert cast.anna.id


def test_a_database_can_be_copied_and_brought_back(app, cast, databases):
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    close(app)
    kept = databases.copy(url)
    cast.another()
    close(app)
    databases.restore(url, kept)
    assert cast.others(1)[0].name == "person2"  # its id and name are free again
    databases.discard(kept)


def test_time_stands_still_until_it_is_moved(clock):
    before = clock.now
    assert clock.move(hours=2).timestamp() - before.timestamp() == 7200


def test_no_test_reaches_another_machine():
    with pytest.raises(NetworkRefused):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(NetworkRefused):
        socket.getaddrinfo("example.org", 443)


def test_a_form_is_sent_as_a_browser_sends_it():
    form = choose_form(read_forms(FORM), {"title"}, None)
    assert form.completed({"kind": "fault"}, "send") == {
        "csrf_token": ["t1"],
        "title": ["Kein Netz"],
        "body": ["zwei <Zeilen>\nhier"],
        "kind": ["fault"],
        "terms": ["y"],
        "step": ["send"],
    }
    assert form.pressed("step=back")[2] == "/back"


def test_a_field_that_the_page_does_not_offer_is_not_filled_in():
    form = choose_form(read_forms(FORM), {"title"}, None)
    with pytest.raises(AssertionError, match="role"):
        form.completed({"role": "admin"}, None)


def test_redis_answers_at_its_address(redis_url):
    with redis.Redis.from_url(redis_url) as connection:
        connection.set("case", "1")
        assert connection.get("case") == b"1"


@pytest.mark.only_long
@pytest.mark.browser
@pytest.mark.only_on("sqlite", "it is about the browser, not about the database")
def test_a_browser_meets_the_forum_as_it_is_served(window, cast, served, mailbox, axe):
    visitor, anna = window.open(), window.open(cast.anna, width=360, language="de", scheme="dark")
    visitor.goto("/")
    anna.goto("/account")
    assert cast.anna.name in anna.inner_text("main")
    assert anna.get_attribute("html", "lang") == "de"
    assert not visitor.get_by_text(cast.anna.name).count()
    axe(visitor)
    assert served.stop() == 0, served.output()
