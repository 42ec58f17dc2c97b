"""What is not merged and by whom not: refused with a sentence, and nothing has changed."""

import pytest

from tests.cases.duplicates import REASON, Duplicates, merge


@pytest.fixture
def line(app, clock, cast):
    return Duplicates(app, cast, clock)


@pytest.mark.parametrize("person", [None, "anna", "ben", "olga"])
def test_only_moderators_merge(line, browse, person):
    first, second = line.several(2)
    client = browse(person)
    data = {"into": second, "reason": REASON, "seen": second}
    data["csrf_token"] = client.token("/account/sign-in" if person is None else "/cases/new")
    answer = client.post(f"/cases/{first}/merge", data=data)
    assert answer.status_code == (303 if person is None else 403)
    assert line.places() == [first, second] and len(line.entries(first)) == 1


@pytest.mark.slow
def test_nobody_merges_in_a_matter_of_their_own(line, browse, cast):
    own = line.open("Mine", person="mara")
    [first] = line.several(1)
    mara = browse(cast.mara)
    assert mara.get(f"/cases/{own}/merge").status_code == 403
    assert merge(mara, first, own).status_code == 403
    assert merge(browse(cast.mona), first, own).status_code == 303


@pytest.mark.slow
@pytest.mark.parametrize("person", ["anna", "olga", "mara"])
def test_only_its_author_says_that_it_is_different(line, browse, cast, press, person):
    first, second = line.several(2)
    merge(browse(cast.mara), first, second)
    assert press(person, first, "different").status_code == 403
    assert line.places() == [second]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("into", "reason", "status", "sentence"),
    [
        ("", REASON, 422, "in which case it goes on"),
        ("x", REASON, 422, "valid integer"),
        ("0", REASON, 422, "no public case"),
        ("99999999999999", REASON, 422, "no public case"),
        ("4711", REASON, 422, "no public case"),
        ("hidden", REASON, 422, "no public case"),
        ("itself", REASON, 409, "into itself"),
        ("merged", REASON, 409, "choose the other one"),
        ("solved", REASON, 409, "has ended"),
        ("other", " ", 422, "needs a public reason"),
    ],
)
def test_bad_input_changes_nothing_and_keeps_what_was_typed(
    line, browse, cast, press, into, reason, status, sentence
):
    number, other, merged, solved, hidden = line.several(5)
    mara = browse(cast.mara)
    merge(mara, merged, other)
    press("ben", solved, "solution")
    line.hide(hidden)
    known = {"hidden": hidden, "itself": number, "merged": merged, "solved": solved, "other": other}
    places, said = line.places(), len(line.entries(None))
    answer = merge(mara, number, known.get(into, into), reason)
    assert answer.status_code == status and sentence in answer.text
    assert reason in answer.text
    assert line.places() == places and len(line.entries(None)) == said


@pytest.mark.slow
def test_a_case_that_has_ended_or_is_merged_already_is_not_merged(line, browse, cast, press):
    first, second, third = line.several(3)
    mara = browse(cast.mara)
    merge(mara, first, third)
    assert "merged already" in merge(mara, first, second).text
    press("ben", second, "solution")
    assert "still open" in merge(mara, second, third).text
