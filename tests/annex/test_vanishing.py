"""What was set to vanish is gone once the case ends; that it was there, and how many, stays."""

import pytest

from tests.annex.conftest import NUMBER, PNG
from tests.harness.forms import choose_form


def decline(browse, cast, number):
    return browse(cast.olga).submit(f"/cases/{number}/decline", {"reason": "Said in public."})


def close(press, clock, keep_up, number):
    """The author says it is solved, and fourteen days pass."""
    assert press("anna", number, "solution").status_code == 303
    clock.move(days=15)
    keep_up()


@pytest.mark.slow
@pytest.mark.parametrize("end", ["declined", "closed"])
def test_the_end_of_a_case_removes_it(
    open_case, send, browse, cast, press, clock, keep_up, rows, entries, private, case_row, end
):
    number = open_case()
    send("anna", number, files=[("a.png", PNG)], vanishes=True)
    send("anna", number, "This stays.", files=[("b.png", PNG)], vanishes=False)
    if end == "declined":
        assert decline(browse, cast, number).status_code == 303
    else:
        close(press, clock, keep_up, number)
    assert case_row(number).status == end
    gone, kept = rows("AnnexMessage")
    assert gone["body"] == gone["html"] == "" and gone["vanished_at"] is not None
    assert kept["body"] == "This stays." and kept["vanished_at"] is None
    assert [one["name"] for one in rows("AnnexFile")] == ["b.png"]
    assert ("private.vanished", {"messages": 1}) in entries(number)
    page = private("anna", number)
    assert NUMBER not in page and "a.png" not in page and "was removed when the case" in page
    assert "This stays." in page
    public = browse().get(f"/cases/{number}").text
    assert "1 private message was removed when the case ended, as announced" in public
    assert browse(cast.anna).get(f"/cases/{number}/private/files/1").status_code == 404


def test_nothing_to_remove_leaves_no_entry(open_case, send, browse, cast, entries):
    number = open_case()
    send("anna", number, vanishes=False)
    decline(browse, cast, number)
    assert "private.vanished" not in [kind for kind, _ in entries(number)]


def test_a_case_that_was_solved_only_keeps_it(open_case, send, press, private):
    number = open_case()
    send("anna", number)
    press("anna", number, "solution")
    assert NUMBER in private("anna", number)


@pytest.mark.slow
def test_after_the_end_nobody_writes_until_it_is_reopened(
    open_case, send, ask, browse, cast, press, private
):
    number = open_case()
    client, staff = browse(cast.anna), browse(cast.olga)
    path = f"/cases/{number}/private"
    form = choose_form(client.forms(path), set(), "private-message")
    [asking] = [one for one in staff.forms(path) if one.action == f"{path}/requests"]
    decline(browse, cast, number)
    answer = client.send(form, path, {"body": "Kept words."})
    assert answer.status_code == 409 and "Kept words." in answer.text
    answer = staff.send(asking, path, {"what": "Kept wish."})
    assert answer.status_code == 409 and "Kept wish." in answer.text
    assert 'name="body"' not in private("anna", number)
    press("anna", number, "reopening")
    assert send("anna", number, "Kept words.").status_code == 303


def test_its_writer_changes_their_mind(open_case, send, browse, cast, rows):
    number = open_case()
    send("anna", number, vanishes=True)
    path = f"/cases/{number}/private"
    anna = browse(cast.anna)
    assert anna.submit(path, form="/lasting").status_code == 303
    assert rows("AnnexMessage")[0]["vanishes"] is False
    assert anna.submit(path, form="/lasting").status_code == 303
    assert rows("AnnexMessage")[0]["vanishes"] is True


@pytest.mark.slow
def test_nobody_else_decides_how_long_it_stays(open_case, send, browse, cast, rows):
    number, other = open_case(), open_case("ben")
    send("anna", number, vanishes=True)
    for person, case, expected in (
        ("olga", number, 403),
        ("mara", number, 403),
        ("ben", number, 403),
        ("ben", other, 404),
    ):
        client = browse(cast[person])
        data = {"csrf_token": client.token(f"/cases/{number}")}
        answer = client.post(f"/cases/{case}/private/messages/1/lasting", data=data)
        assert answer.status_code == expected, person
    assert rows("AnnexMessage")[0]["vanishes"] is True


def test_the_author_is_offered_to_let_it_vanish(open_case, browse, cast):
    number = open_case()
    path = f"/cases/{number}/private"
    for person, is_offered in (("anna", True), ("olga", False)):
        [form] = [one for one in browse(cast[person]).forms(path) if one.action == path]
        assert (("vanishes", "y") in form.filled) is is_offered
