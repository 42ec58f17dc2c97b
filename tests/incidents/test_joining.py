"""Joining and leaving are one click; closing while cases join loses nothing."""

import pytest

from tests.incidents.scene import TEXT


@pytest.mark.slow
def test_an_author_sees_the_incident_and_leaves_with_one_click(line, cast, browse, press):
    [number] = line.open_many([cast.anna])
    incident = line.incident([number])
    page = browse(cast.anna).get(f"/cases/{number}").text
    assert "Leave: mine is different" in page and f'href="/incidents/{incident}"' in page
    assert "Leave: mine" not in browse(cast.ben).get(f"/cases/{number}").text
    answer = press("anna", number, "incident/leave")
    assert answer.status_code == 303
    page = browse(cast.anna).get(f"/cases/{number}").text
    assert "Mine belongs to it: join" in page
    kinds = [(one.kind, one.fields["by"]) for one in line.entries(number, *JOINING)]
    assert kinds == [("incident.joined", "staff"), ("incident.left", "author")]
    assert press("anna", number, "incident/leave").status_code == 409


JOINING = ("incident.joined", "incident.left")


@pytest.mark.slow
def test_what_its_author_called_different_staff_do_not_add_again(line, cast, browse, press):
    number, other = line.open_many([cast.anna, cast.ben])
    incident = line.incident([number])
    press("anna", number, "incident/leave")
    assert press("olga", number, "incident/join", incident=incident).status_code == 409
    sent = {"numbers": f"{number}, {other}"}
    answer = browse(cast.olga).submit(f"/incidents/{incident}/cases", sent, follow=True)
    assert "1 case belongs to the incident now" in answer.text
    assert f"A different matter, as their author has said: {number}" in answer.text
    assert press("anna", number, "incident/join", incident=incident).status_code == 303
    assert press("anna", number, "incident/join", incident=incident).status_code == 303
    assert len(line.entries(number, "incident.joined")) == 2, "twice is once"


def test_an_author_joins_only_what_is_about_the_same(line, cast, browse, press):
    [billing] = line.open_many([cast.anna], "billing")
    incident = line.incident()
    assert "Mine belongs to it" not in browse(cast.anna).get(f"/cases/{billing}").text
    answer = press("anna", billing, "incident/join", incident=incident)
    assert answer.status_code == 409 and "another matter" in answer.text
    assert press("olga", billing, "incident/join", incident=incident).status_code == 303


@pytest.mark.slow
def test_a_case_is_in_one_open_incident(line, cast, press):
    [number] = line.open_many([cast.anna])
    first = line.incident([number])
    second = line.incident()
    answer = press("anna", number, "incident/join", incident=second)
    assert answer.status_code == 409 and f"incident {first}" in answer.text
    assert press("olga", number, "incident", title="x").status_code == 409


@pytest.mark.slow
def test_nobody_else_moves_a_case(line, cast, press):
    [number] = line.open_many([cast.anna])
    incident = line.incident([number])
    for person in ("ben", "nora", "mara"):
        assert press(person, number, "incident/leave").status_code == 403
        assert press(person, number, "incident/join", incident=incident).status_code == 403


@pytest.mark.slow
def test_forged_numbers_get_a_sentence(line, cast, press):
    [number] = line.open_many([cast.anna])
    for forged in ("", "x", "-1", "²", "9" * 40, "1 OR 1"):
        assert press("anna", number, "incident/join", incident=forged).status_code == 422
    assert press("anna", number, "incident/join", incident="99").status_code == 404


@pytest.mark.slow
def test_a_closed_incident_takes_nobody_and_says_so(line, cast, browse, press):
    early, late = line.open_many([cast.anna, cast.ben])
    incident = line.incident([early])
    page = browse(cast.ben).get(f"/cases/{late}").text
    assert "Mine belongs to it" in page
    answer = browse(cast.olga).submit(f"/incidents/{incident}", form="closing")
    assert answer.status_code == 303
    refused = press("ben", late, "incident/join", incident=incident)
    assert refused.status_code == 409 and "is closed" in refused.text
    assert "Mine belongs to it" not in browse(cast.ben).get(f"/cases/{late}").text
    assert press("anna", early, "incident/leave").status_code == 409
    for path in ("cases", "answers"):
        assert browse(cast.olga).get(f"/incidents/{incident}/{path}").status_code == 409
    page = browse(cast.anna).get(f"/cases/{early}").text
    assert "which is closed" in page
    [closed] = line.entries(None, "incident.closed")
    assert closed.fields == {"incident": incident, "cases": 1}


@pytest.mark.slow
def test_its_cases_can_join_another_one_after_it_was_closed(line, cast, browse, press):
    [number] = line.open_many([cast.anna])
    incident = line.incident([number])
    browse(cast.olga).submit(f"/incidents/{incident}", form="closing")
    other = line.incident()
    assert press("anna", number, "incident/join", incident=other).status_code == 303
    page = browse(cast.anna).get(f"/cases/{number}").text
    assert f"belongs to incident {other}" in page


@pytest.mark.slow
def test_closed_while_the_answer_is_on_its_way_it_still_arrives(line, cast, browse, worker):
    numbers = line.open_many(cast.others(3))
    incident = line.incident(numbers)
    answer = line.publish(incident)
    assert line.give(answer)
    browse(cast.olga).submit(f"/incidents/{incident}", form="closing")
    worker()
    assert [line.answers_in(one) for one in numbers] == [1, 1, 1]


@pytest.mark.slow
def test_who_joins_before_it_closes_gets_the_latest_answer(line, cast, browse, press, worker):
    early, late = line.open_many([cast.anna, cast.ben])
    incident = line.incident([early])
    line.publish(incident, text="An older word.")
    worker()
    line.publish(incident)
    worker()
    assert press("ben", late, "incident/join", incident=incident).status_code == 303
    browse(cast.olga).submit(f"/incidents/{incident}", form="closing")
    worker()
    assert [body for _role, body in line.posts(late)][1:] == [TEXT]
    assert [kind for kind, _path in line.news_of(cast.ben)] == ["case.answered"]
    assert len(line.posts(early)) == 3
