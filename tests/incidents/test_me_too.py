""" "Me too": what they are told, that they hear the answer, and that nobody hears it twice."""

import pytest

from tests.cases.duplicates import merge


@pytest.mark.slow
def test_after_the_click_it_says_what_follows(line, cast, browse, press):
    [number] = line.open_many([cast.anna])
    client = browse(cast.ben)
    token = client.token(f"/cases/{number}")
    sent = {"csrf_token": token}
    page = client.post(f"/cases/{number}/affected", data=sent, follow_redirects=True).text
    assert "You are counted as affected." in page
    assert "There is 1 other affected; from 10 on rule R4 applies" in page and "8 h" in page
    assert "You said “me too”" in page
    line.affect(number, *cast.others(8))
    token = (last := browse(cast.another())).token(f"/cases/{number}")
    sent = {"csrf_token": token}
    page = last.post(f"/cases/{number}/affected", data=sent, follow_redirects=True).text
    assert "With 10 others affected rule R4 applies" in page
    assert line.case(number, "affected_count") == 10


@pytest.mark.slow
def test_who_said_it_hears_the_answer_and_the_end_once(line, cast, worker):
    [number] = line.open_many([cast.anna])
    line.affect(number, cast.ben)
    incident = line.incident([number])
    line.publish(incident)
    worker()
    assert line.news_of(cast.ben) == [("case.answered", f"/cases/{number}/posts/2")]
    line.publish(incident, then="solve", text="Solved.")
    worker()
    assert line.news_of(cast.ben)[1:] == [("case.ended_affected", f"/cases/{number}")]
    assert [kind for kind, _path in line.news_of(cast.anna)] == ["case.answered", "case.solved"]


def test_the_authors_own_word_is_told_to_them_as_well(line, cast):
    [number] = line.open_many([cast.anna])
    line.affect(number, cast.ben)
    line.solve(number)
    assert [kind for kind, _path in line.news_of(cast.ben)] == ["case.ended_affected"]
    assert line.news_of(cast.anna) == []


@pytest.mark.slow
def test_who_is_in_several_of_the_cases_hears_it_once(line, cast, worker):
    everywhere = cast.another()
    people = cast.others(4)
    numbers = line.open_many(people)
    for number in numbers:
        line.affect(number, everywhere)
    line.affect(numbers[0], people[3])  # has a case of her own in the incident
    answer = line.publish(line.incident(numbers))
    worker()
    assert [state for state, _why in line.deliveries(answer).values()] == ["sent"] * 4
    assert len(line.news_of(everywhere)) == 1
    assert line.news_of(people[3]) == [("case.answered", f"/cases/{numbers[3]}/posts/2")]
    line.publish(line_incident(line), then="solve", text="Solved.")
    worker()
    assert [kind for kind, _path in line.news_of(everywhere)][1:] == ["case.ended_affected"]
    assert [kind for kind, _path in line.news_of(people[3])][1:] == ["case.solved"]


def line_incident(line) -> int:
    [opened] = line.entries(None, "incident.opened")
    return opened.fields["incident"]


@pytest.mark.slow
def test_whose_case_was_merged_hears_it_once_although_she_said_me_too(line, cast, browse, worker):
    target, other, merged = line.open_many([cast.ben, *cast.others(1), cast.anna])
    line.affect(target, cast.anna)
    line.affect(other, cast.anna)
    assert merge(browse(cast.mara), merged, target).status_code == 303
    before = len(line.news_of(cast.anna))
    line.publish(line.incident([target, other]))
    worker()
    assert len(line.news_of(cast.anna)) == before + 1


def test_the_incident_counts_distinct_people(line, cast, browse):
    everywhere = cast.another()
    numbers = line.open_many(cast.others(3))
    for number in numbers:
        line.affect(number, everywhere)
    line.affect(numbers[0], cast.ben)
    incident = line.incident(numbers)
    page = browse().get(f"/incidents/{incident}").text
    assert "3 cases" in page and "5 people affected" in page
