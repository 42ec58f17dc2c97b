"""The same text twice within five minutes is refused with what was typed, and says where it is."""

import pytest

from forum.cases.repetition import gist

LIMITED = pytest.mark.parametrize("settings", [{"RATELIMIT_ENABLED": True}], indirect=True)

CASE = {"title": "No tone", "body": "Dead since Monday!", "category": "mobile", "kind": "fault"}


@pytest.fixture
def numbers(api, cast) -> list[int]:
    """Two cases of Anna's."""
    anna = api(cast.anna)
    sent = [CASE, {**CASE, "body": "The bill is wrong."}]
    return [anna.post("/api/v1/cases", json=one).get_json()["number"] for one in sent]


@pytest.mark.slow
@LIMITED
@pytest.mark.parametrize(
    "again", ["Me, too: same here.", "ME TOO —  same\n\nhere", "ｍe too same here"]
)
def test_the_same_post_is_refused_even_in_another_case(app, cast, browse, numbers, again):
    ben = browse(cast.ben)
    first, second = numbers
    assert ben.submit(f"/cases/{first}", {"body": "Me too, same here!"}).status_code == 303
    for number in numbers:
        answer = ben.submit(f"/cases/{number}", {"body": again})
        assert answer.status_code == 422
        assert f"post #2 of case {first}" in answer.text
        assert again.split("\n")[0] in answer.text, "it can be changed where it was typed"
    assert ben.submit(f"/cases/{second}", {"body": "Same here, since June."}).status_code == 303


@LIMITED
def test_the_same_case_is_refused_and_its_form_comes_back(app, cast, browse, numbers):
    anna = browse(cast.anna)
    typed = {**CASE, "title": "Still no tone"}
    anna.submit("/cases/new", typed, "draw=1")
    answer = anna.submit("/cases/new", typed, "draw=1", forged={"seen": "1"})
    assert answer.status_code == 422
    assert f"post #1 of case {numbers[0]}" in answer.text
    assert 'value="Still no tone"' in answer.text


@LIMITED
def test_a_program_is_told_which_field_it_is(app, cast, api, numbers):
    answer = api(cast.anna).post(f"/api/v1/cases/{numbers[0]}/posts", json={"body": CASE["body"]})
    assert answer.status_code == 422
    assert "You wrote this already" in answer.text
    assert '"body"' in answer.text


@LIMITED
def test_after_five_minutes_it_is_no_repetition(app, clock, cast, api, numbers):
    ben, path = api(cast.ben), f"/api/v1/cases/{numbers[0]}/posts"
    assert ben.post(path, json={"body": "Any news?"}).status_code == 201
    clock.move(minutes=4, seconds=59)
    assert ben.post(path, json={"body": "Any news?"}).status_code == 422
    clock.move(seconds=2)
    assert ben.post(path, json={"body": "Any news?"}).status_code == 201


@LIMITED
def test_two_people_may_say_the_same(app, cast, api, numbers):
    path = f"/api/v1/cases/{numbers[0]}/posts"
    for person in (cast.ben, cast.nora):
        assert api(person).post(path, json={"body": "Same here."}).status_code == 201


@LIMITED
def test_staff_answer_many_cases_with_one_sentence(app, cast, api, numbers):
    olga = api(cast.olga)
    for number in numbers:
        olga.post("/api/v1/queue/next", json={"lane": "mobile"})
        answer = olga.post(f"/api/v1/cases/{number}/posts", json={"body": "It works again."})
        assert answer.status_code == 201


@LIMITED
def test_a_double_click_is_no_repetition(app, cast, browse, numbers):
    ben, page = browse(cast.ben), f"/cases/{numbers[0]}"
    form = next(one for one in ben.forms(page) if "body" in one.offered)
    sent = [ben.send(form, page, {"body": "Once."}) for _count in range(2)]
    assert [answer.status_code for answer in sent] == [303, 303]
    assert sent[0].location == sent[1].location


@pytest.mark.slow
@LIMITED
def test_it_costs_the_same_however_much_somebody_wrote(app, cast, api, numbers, statements):
    ben, path = api(cast.ben), f"/api/v1/cases/{numbers[0]}/posts"
    with statements() as first:
        ben.post(path, json={"body": "Number 0."})
    for count in range(1, 11):
        ben.post(path, json={"body": f"Number {count}."})
    with statements() as last:
        ben.post(path, json={"body": "Number 99."})
    assert first.number == last.number


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hello, World!", "hello world", True),
        ("Straße", "STRASSE", True),
        ("👍", "👎", False),
        ("!!!", "! ! !", True),
        ("12", "1 2", True),
        ("Fault 17", "Fault 18", False),
    ],
)
def test_the_gist_is_letters_and_digits(one, other, same):
    assert (gist(one) == gist(other)) is same
