"""Duplicates go on as one case: who leads, who counts, who is told, and "mine is different"."""

import pytest

from tests.cases.duplicates import REASON, Duplicates, merge


@pytest.fixture
def line(app, clock, cast):
    return Duplicates(app, cast, clock)


@pytest.mark.slow
def test_the_longest_waiting_clock_is_kept_and_the_stub_says_where(line, browse, cast, case_row):
    first, second, third = line.several(3)
    mara = browse(cast.mara)
    asked = mara.submit(f"/cases/{first}/merge", {"into": third, "reason": REASON})
    assert asked.status_code == 200 and "moves it ahead of 1 other" in asked.text
    assert line.places() == [first, second, third]
    since = case_row(first).waiting_since
    assert merge(mara, first, third).status_code == 303
    assert line.places() == [third, second]
    assert case_row(third).waiting_since == since
    stub = browse().get(f"/cases/{first}").text
    assert f"goes on in case {third}" in stub and f'href="/cases/{third}"' in stub
    assert "Nothing works." in stub and REASON in stub
    there = browse().get(f"/cases/{third}").text
    assert "1 case was merged into this one" in there and f'href="/cases/{first}"' in there
    assert line.replays_clean()


def test_the_record_has_one_entry_about_each_of_both(line, browse, cast):
    first, second, third = line.several(3)
    merge(browse(cast.mara), first, third)
    [merged] = line.entries(first, "case.merged")
    assert merged.fields["into"] == third and merged.fields["queue"] == "left"
    assert merged.texts == {"reason": REASON} and merged.actor == "M-01"
    [absorbed] = line.entries(third, "case.absorbed")
    assert absorbed.fields["other"] == first and absorbed.fields["overtook"] == 1
    assert len(line.entries(first)) == len(line.entries(third)) == 2
    assert len(line.entries(second)) == 1


@pytest.mark.slow
def test_mine_is_different_gives_back_place_status_and_people(line, browse, cast, case_row, press):
    first, second, third = line.several(3)
    since = case_row(first).waiting_since
    own = case_row(third).waiting_since
    merge(browse(cast.mara), first, third)
    line.clock.move(hours=5)
    stub = browse(cast.ben).get(f"/cases/{first}").text
    assert "Mine is different" in stub
    answer = press("ben", first, "different")
    assert answer.status_code == 303 and answer.location.endswith(f"/cases/{first}")
    assert line.places() == [first, second, third]
    back = case_row(first)
    assert (back.status, back.waiting_since, back.turn) == ("new", since, "company")
    assert case_row(third).waiting_since == own
    assert "goes on in case" not in browse().get(f"/cases/{first}").text
    [said] = line.entries(first, "case.unmerged")
    assert said.fields["by"] == "author" and said.fields["place"] == 1
    [parted] = line.entries(third, "case.parted")
    assert parted.fields["passed_by"] == 1
    assert line.replays_clean()
    assert press("ben", first, "different").status_code == 409


@pytest.mark.slow
def test_people_count_once_and_leave_with_whom_they_came(line, browse, cast, case_row, press):
    cleo = cast.another().name
    target = line.open("A", person="anna")
    other, another = line.open("B", person="ben"), line.open("C", person=cleo)
    for person, number in ((cleo, other), ("nora", other), ("nora", target), ("ben", target)):
        assert press(person, number, "affected").status_code == 303
    assert case_row(target).affected_count == 2  # nora and ben
    mara = browse(cast.mara)
    merge(mara, other, target)  # ben and nora are there; cleo is new
    assert case_row(target).affected_count == 3
    merge(mara, another, target)  # cleo counts already
    assert case_row(target).affected_count == 3
    press("ben", other, "different")
    assert case_row(target).affected_count == 3  # ben and nora said it there; cleo by her own
    press(cleo, another, "different")
    assert case_row(target).affected_count == 2
    facts = [one.fields.get("fact_affected_count") for one in line.entries(target)]
    assert [one for one in facts if one is not None] == [0, 1, 2, 3, 2]
    assert line.replays_clean()


@pytest.mark.slow
def test_me_too_is_said_where_the_case_goes_on_and_taken_back_where_it_was_said(
    line, browse, cast, case_row, press
):
    target, other = line.several(2)
    press("nora", other, "affected")
    merge(browse(cast.mara), other, target)
    assert press("anna", other, "affected").status_code == 403
    assert case_row(target).affected_count == 1  # ben himself opened both
    assert "Take back" in browse(cast.nora).get(f"/cases/{other}").text
    press("nora", other, "affected", withdraw="1")
    assert (case_row(other).affected_count, case_row(target).affected_count) == (0, 0)
    assert line.replays_clean()


@pytest.mark.slow
def test_enough_people_together_give_the_head_start_of_the_rule(line, browse, cast, case_row):
    """Rule R4: at least ten others; it is asked again when they come and when they leave."""
    first = line.open("The first one", person="anna")
    target = line.open("B", person="ben")
    others = line.open("C", person="anna")
    line.affect(others, 10)
    merge(browse(cast.mara), others, target)
    [given] = line.entries(target, "queue.granted")
    assert given.fields["rule"] == "R4" and line.places() == [target, first]
    browse(cast.anna).submit(f"/cases/{others}", form="/different")
    [gone] = line.entries(target, "queue.revoked")
    assert gone.fields["rule"] == "R4" and line.places() == [others, first, target]
    assert line.replays_clean()


@pytest.mark.slow
def test_a_case_that_does_not_wait_keeps_the_longer_clock_for_later(
    line, browse, cast, case_row, reply, press
):
    first, second, third = line.several(3)
    line.answer(second)
    merge(browse(cast.mara), first, second)
    assert case_row(second).waiting_since is None and line.places() == [third]
    reply("ben", second, "Here is what you asked for.")
    assert line.places() == [second, third]
    waited = line.clock.now - case_row(second).waiting_since
    assert waited.total_seconds() == 3 * 3600
    press("ben", first, "different")
    assert line.places() == [first, second, third]
    assert (line.clock.now - case_row(second).waiting_since).total_seconds() == 2 * 3600
    assert line.replays_clean()


@pytest.mark.slow
def test_what_was_merged_into_a_duplicate_goes_along_and_can_leave(
    line, browse, cast, case_row, press
):
    first, second, third, fourth = line.several(4)
    mara = browse(cast.mara)
    merge(mara, first, third)
    merge(mara, third, fourth)
    assert line.places() == [fourth, second]
    assert f"goes on in case {fourth}" in browse().get(f"/cases/{first}").text
    assert "2 cases were merged" in browse().get(f"/cases/{fourth}").text
    press("ben", first, "different")
    assert line.places() == [first, second, fourth]
    assert case_row(fourth).waiting_since == case_row(third).opened_at
    press("ben", third, "different")
    assert line.places() == [first, second, third, fourth]
    assert line.replays_clean()


@pytest.mark.slow
def test_a_duplicate_that_leaves_takes_along_what_went_into_it(line, browse, cast, press):
    first, second, third, fourth = line.several(4)
    mara = browse(cast.mara)
    merge(mara, first, third)
    merge(mara, third, fourth)
    press("ben", third, "different")
    assert line.places() == [third, second, fourth]
    assert f"goes on in case {third}" in browse().get(f"/cases/{first}").text
    assert line.replays_clean()


@pytest.mark.slow
def test_its_author_is_told_of_the_merge_of_answers_and_of_the_end(line, browse, cast, press):
    target, other = line.open("A", person="anna"), line.open("B", person="ben")
    merge(browse(cast.mara), other, target)
    line.answer(target)
    press("anna", target, "solution")
    told = [(kind, values["number"], path) for kind, values, path in line.news_of(cast.ben)]
    assert told == [
        ("case.merged", other, f"/cases/{other}"),
        ("case.answered", target, f"/cases/{target}/posts/2"),
        ("case.ended_there", target, f"/cases/{other}"),
    ]
    assert "Mine is different" in browse(cast.ben).get(f"/cases/{target}").text
    assert press("ben", other, "different").status_code == 303
    assert line.places() == [other]


@pytest.mark.slow
def test_a_moderator_takes_it_back_with_a_public_reason(line, browse, cast):
    first, second, third = line.several(3)
    mara = browse(cast.mara)
    merge(mara, first, third)
    page = f"/cases/{first}/merge/undo"
    assert mara.submit(page, {"reason": " "}).status_code == 422
    assert mara.submit(page, {"reason": "Another street."}).status_code == 303
    assert line.places() == [first, second, third]
    assert "case.unmerged" in [kind for kind, *_rest in line.news_of(cast.ben)]
    assert mara.get(page).status_code == 409
    assert merge(mara, first, third).status_code == 303, "a mistake of moderators binds nobody"


@pytest.mark.slow
def test_what_its_author_called_different_is_not_merged_there_again(line, browse, cast, press):
    first, second, third = line.several(3)
    mara = browse(cast.mara)
    merge(mara, first, third)
    press("ben", first, "different")
    again = merge(mara, first, third)
    assert again.status_code == 409 and "different matter" in again.text and REASON in again.text
    assert merge(mara, first, second).status_code == 303


@pytest.mark.slow
def test_a_merged_case_takes_no_posts_and_is_reopened_by_nobody(line, browse, cast, reply, press):
    first, second = line.several(2)
    merge(browse(cast.mara), first, second)
    token = browse(cast.ben).token("/cases/new")
    client = browse(cast.ben)
    data = {"csrf_token": client.token("/cases/new"), "body": "Still."}
    assert token and client.post(f"/cases/{first}/posts", data=data).status_code == 403
    assert press("ben", first, "reopening").status_code == 409


def test_cases_of_two_desks_wait_in_the_one_of_the_case_that_goes_on(line, browse, cast, press):
    early = line.open("Early", category="billing")
    line.clock.move(hours=2)
    first, second = line.several(2)
    merge(browse(cast.mara), early, second)
    assert line.places("contracts") == [] and line.places() == [second, first]
    press("ben", early, "different")
    assert line.places("contracts") == [early] and line.places() == [first, second]
    assert line.replays_clean()


@pytest.mark.slow
def test_it_comes_with_a_statement_of_reasons_until_it_is_undone(line, browse, cast, press, app):
    first, second, third = line.several(3)
    merge(browse(cast.mara), first, third)
    [made] = line.statements_about(cast.ben)
    [entry] = line.entries(first, "case.merged")
    assert (made.measure, made.ground, made.sentence) == ("merge", "duplicate", REASON)
    assert (made.entry_id, made.case_number, made.by_id) == (entry.id, first, cast.mara.id)
    press("ben", first, "different")
    [made] = line.statements_about(cast.ben)
    assert made.undone_at == line.clock.now


def test_programs_are_told_where_it_goes_on(line, browse, cast, api):
    first, second, third = line.several(3)
    merge(browse(cast.mara), first, third)
    stub, there = (api(None).get(f"/api/v1/cases/{number}").json for number in (first, third))
    assert (stub["merged_into"], stub["merged"]) == (third, [])
    assert (there["merged_into"], there["merged"]) == (None, [first])


@pytest.mark.slow
def test_an_objection_that_is_right_undoes_it(line, browse, cast):
    first, second, third = line.several(3)
    merge(browse(cast.mara), first, third)
    browse(cast.ben).submit("/statements/1", {"text": "It is another mast."})
    answered = {"outcome": "upheld", "reason": "It is another one."}
    assert browse(cast.mona).submit("/moderation/objections/1", answered).status_code == 303
    assert line.places() == [first, second, third]
    [entry] = line.entries(first, "case.unmerged")
    assert entry.fields["by"] == "moderator" and entry.texts == {"reason": "It is another one."}
    last, made = line.statements_about(cast.ben)
    assert (last.measure, last.prompted_by) == ("restore", "appeal")
    assert made.undone_at == line.clock.now
    assert line.replays_clean()


@pytest.mark.slow
def test_an_objection_to_a_merge_that_is_over_does_not_undo_the_next(line, browse, cast):
    first, second, third = line.several(3)
    mara, mona = browse(cast.mara), browse(cast.mona)
    merge(mara, first, third)
    browse(cast.ben).submit("/statements/1", {"text": "It is another mast."})
    mara.submit(f"/cases/{first}/merge/undo", {"reason": "A mistake."})
    merge(mara, first, second)
    mona.submit("/moderation/objections/1", {"outcome": "upheld", "reason": "It was wrong."})
    assert line.places() == [second, third]
