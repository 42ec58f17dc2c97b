"""The rating that can turn: by the author alone, changed for ever, its whole way in public."""

from datetime import UTC, datetime

import pytest

from forum.cases.rating_rules import Given, may_be_rated, scores_on_the_way, way_of
from tests.erasure.storage import files_with

MARCH = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


@pytest.fixture
def answered(told, answer_a_case, clock):
    """Anna's case, opened and answered on 10 March."""

    def tell() -> int:
        clock.set(MARCH)
        return answer_a_case()

    return told("case answered on 10 March", tell)


@pytest.fixture
def rate(browse, cast):
    """`rate("anna", number, 2, "Too slow.")`: through the form."""

    def rate(person: str, number: int, score, sentence: str = ""):
        client = browse(cast[person])
        data = {"score": str(score), "sentence": sentence}
        return client.submit(f"/cases/{number}/rating", data, form=f"/cases/{number}/rating")

    return rate


def test_it_turns_after_the_solution_and_shows_the_way(
    answered, rate, reply, clock, browse, entries, case_row
):
    assert rate("anna", answered, 2, "Nobody reads what I write.").status_code == 303
    clock.set(MARCH.replace(day=14))
    reply("olga", answered, "We changed the line.", then="solve")
    clock.set(MARCH.replace(day=15))
    assert rate("anna", answered, 5, "Now it works.").status_code == 303
    page = browse().get(f"/cases/{answered}").text
    assert "2 → 5, after the solution on 14 March 2026" in page
    assert "Now it works." in page and "Nobody reads what I write." in page
    case = case_row(answered)
    assert (case.rating_score, case.rated_at) == (5, clock.now)
    rated = [fields for kind, fields in entries(answered) if kind == "case.rated"]
    assert [one["score"] for one in rated] == [2, 5]
    assert all("sentence_commitment" in one and "sentence" not in one for one in rated)


def test_in_german(answered, rate, browse):
    rate("anna", answered, 4)
    assert "Rated by the author: 4 of 5" in browse().get(f"/cases/{answered}").text
    assert browse().get(f"/cases/{answered}?lang=de").status_code == 200


def test_the_last_one_counts_and_the_history_stays(answered, rate, api, open_case, press, browse):
    other = open_case("ben", title="Another")
    press("ben", other, "solution")
    for score in (1, 4, 2):
        rate("anna", answered, score)
    whole = api().get(f"/api/v1/cases/{answered}").json
    assert whole["case"]["rating"]["score"] == 2
    assert [one["score"] for one in whole["ratings"]] == [1, 4, 2]
    rate("ben", other, 5)
    page = browse().get("/cases?category=mobile").text
    assert "with 3.5 of 5 (2 cases, the last rating of each counts)" in page
    assert "of 5" not in browse().get("/cases?category=billing").text


def test_a_rating_moves_no_case(answered, rate, reply, open_case, case_row, app):
    from forum.queue.reading import stored_places

    other = open_case("ben", title="Another")
    reply("anna", answered, "It still does not work.")
    with app.app_context():
        before = stored_places()
    rate("anna", answered, 1, "Too slow.")
    with app.app_context():
        assert stored_places() == before
    assert case_row(other).rating_score is None


@pytest.mark.parametrize("person", ["ben", "olga", "mara", "ada", "nora"])
def test_nobody_else_rates(person, answered, press, browse, cast, case_row):
    answer = press(person, answered, "rating", score="1")
    assert answer.status_code == 403 and "Only the author of the case" in answer.text
    assert case_row(answered).rating_score is None
    assert "Rate how your case" not in browse(cast[person]).get(f"/cases/{answered}").text


def test_a_visitor_signs_in_first(answered, browse):
    assert browse().get(f"/cases/{answered}/rating").status_code in (302, 303)


def test_before_anything_was_done_there_is_nothing_to_rate(open_case, press, browse, cast):
    number = open_case()
    assert press("anna", number, "rating", score="1").status_code == 409
    assert "Rate how your case" not in browse(cast.anna).get(f"/cases/{number}").text


@pytest.mark.parametrize(
    ("score", "sentence", "words"),
    [
        ("", "Too slow.", "Please choose a number from 1 to 5."),
        ("6", "Too slow.", "Not a valid choice"),
        ("0", "Too slow.", "Not a valid choice"),
        ("-1", "Too slow.", "Not a valid choice"),
        ("five", "Too slow.", "valid"),
        ("99999999999999999999", "Too slow.", "Not a valid choice"),
        ("3", "x" * 301, "characters too long"),
        ("3", "Call me: 0171 2345678", "Please leave out"),
    ],
)
def test_bad_input_is_shown_again(score, sentence, words, answered, press, case_row):
    answer = press("anna", answered, "rating", score=score, sentence=sentence)
    assert answer.status_code == 422 and words in answer.text and sentence in answer.text
    assert case_row(answered).rating_score is None


def test_what_was_said_already_is_no_new_rating(answered, rate, entries):
    for _time in range(3):
        rate("anna", answered, 3, "It is all right.")
    assert [kind for kind, _fields in entries(answered)].count("case.rated") == 1


def test_a_double_click_is_one_rating(answered, browse, cast, entries):
    anna = browse(cast.anna)
    path = f"/cases/{answered}/rating"
    [form] = [one for one in anna.forms(path) if one.action == path]
    for score in ("2", "3"):
        assert anna.send(form, path, {"score": score}).status_code == 303
    assert [f["score"] for kind, f in entries(answered) if kind == "case.rated"] == [2]


def test_markup_in_a_sentence_is_text(answered, rate, browse):
    rate("anna", answered, 1, "<script>alert(1)</script> **very** bad")
    page = browse().get(f"/cases/{answered}").text
    assert "<script>alert" not in page and "**very** bad" in page


def test_who_may_not_write_in_public_gives_the_number_alone(answered, rate, app, cast, case_row):
    from tests.house.stage import suspend

    suspend(app, cast, cast.anna)
    assert rate("anna", answered, 1, "You fools.").status_code == 422
    assert rate("anna", answered, 1).status_code == 303
    assert case_row(answered).rating_score == 1


def test_a_moderator_reaches_every_sentence_that_is_shown(answered, rate, browse, cast):
    rate("anna", answered, 1, "All of you are fools.")
    rate("anna", answered, 2, "Better.")
    page = browse(cast.mara).get(f"/cases/{answered}").text
    for one in (1, 2):
        assert f"/cases/{answered}/ratings/{one}/take-out" in page
    assert (
        "take-out" not in browse(cast.olga).get(f"/cases/{answered}#rating").text.split("post-")[0]
    )


def test_a_sentence_that_somebody_would_look_at_first_is_none(answered, rate, browse):
    links = " ".join(f"https://example.org/{one}" for one in range(3))
    answer = rate("anna", answered, 2, f"Read {links}")
    assert answer.status_code == 422 and "give the number alone" in answer.text
    assert "example.org/0" in answer.text, "what was typed stays"


@pytest.mark.slow
def test_a_moderator_takes_out_the_sentence_and_the_number_stays(
    answered, rate, browse, cast, case_row, mailbox, entries
):
    rate("anna", answered, 1, "All of you are fools.")
    mara = browse(cast.mara)
    url = f"/cases/{answered}/ratings/1/take-out"
    assert url in mara.get(f"/cases/{answered}").text
    assert mara.submit(url, {"ground": "insult", "reason": ""}, form=url).status_code == 422
    said = {"ground": "insult", "reason": "Insults the staff."}
    assert mara.submit(url, said, form=url).status_code == 303
    page = browse().get(f"/cases/{answered}").text
    assert "All of you are fools" not in page and "took the sentence out" in page
    assert case_row(answered).rating_score == 1
    assert entries(answered)[-1][0] == "case.rating_taken_out"
    assert "Insults the staff." in mailbox.text_to(cast.anna)
    forged = mara.post(url, data={"csrf_token": mara.token("/cases/new"), **said})
    assert forged.status_code == 409
    assert "All of you are fools" not in browse().get("/api/v1/log").text


@pytest.mark.slow
def test_the_sentences_of_who_leaves_are_in_no_file(
    answered, rate, browse, cast, app, worker, clock, case_row, reply
):
    word = "qxratingzyvw"
    rate("anna", answered, 1, f"Nobody at {word} helps.")
    rate("anna", answered, 2, f"Still {word}.")
    reply("olga", answered, "We changed the line.", then="solve")
    worker()
    assert files_with(app, word)
    data = {"texts": "keep", "password": cast.anna.password}
    assert browse(cast.anna).submit("/account/delete", data).status_code == 303
    clock.move(minutes=2)
    worker()
    assert files_with(app, word) == []
    assert case_row(answered).rating_score == 2
    with app.app_context():
        from forum.cases.outcome_models import Ask
        from forum.core.db import db

        assert db.session.query(Ask).count() == 0
    assert browse().get(f"/cases/{answered}").status_code == 200


def at(day):
    return MARCH.replace(day=day)


def test_the_rule_of_the_way():
    steps = way_of(
        [Given(2, at(10)), Given(5, at(15), at(14)), Given(4, at(20), at(14)), Given(4, at(21))]
    )
    assert [one.after_solution for one in steps] == [None, at(14), None, None]
    assert scores_on_the_way(steps) == [2, 5, 4]
    assert way_of([Given(1, at(15), at(14))])[0].after_solution == at(14)
    assert way_of([]) == [] and scores_on_the_way([]) == []


def test_the_rule_when_a_case_may_be_rated():
    assert not may_be_rated(status="new", first_answer_at=None)
    assert may_be_rated(status="waiting_for_company", first_answer_at=at(10))
    assert all(
        may_be_rated(status=one, first_answer_at=None)
        for one in ("solved", "closed", "declined", "duplicate")
    )
