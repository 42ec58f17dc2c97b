"""Incidents through the front door: open, add, answer, watch; bad input keeps what was typed."""

import re

import pytest

from tests.incidents.scene import REASON, TEXT


def open_incident(client, number, **fields):
    sent = {"title": "The mast at the harbour is off", "text": "Since 7 o’clock.", **fields}
    return client.submit(f"/cases/{number}/incident", sent)


@pytest.mark.slow
def test_from_the_first_case_to_the_answer_in_all(line, cast, browse, worker):
    people = cast.others(4)
    numbers = line.open_many(people)
    olga = browse(cast.olga)
    assert "Open an incident from this case" in olga.get(f"/cases/{numbers[0]}").text
    answer = open_incident(olga, numbers[0])
    assert answer.status_code == 303
    incident = int(re.search(r"/incidents/(\d+)/cases", answer.location)[1])
    page = olga.get(f"/incidents/{incident}/cases").text
    assert "All 3 open cases of this category" in page and f'value="{numbers[1]}"' in page
    sent = {"chosen": [str(numbers[1])], "numbers": f"{numbers[2]}-{numbers[3]}; 9999"}
    page = olga.submit(f"/incidents/{incident}/cases", sent, follow=True).text
    assert "3 cases belong to the incident now" in page and "No such public case: 9999" in page
    assert "4 cases" in page and "4 people affected" in page
    sent = {"body": TEXT, "then": "solve", "reason": REASON}
    page = olga.submit(f"/incidents/{incident}/answers", sent, follow=True).text
    assert "Answered in 0 of 4 threads" in page and "the others follow" in page
    worker()
    page = browse().get(f"/incidents/{incident}").text
    assert "Answered in 4 of 4 threads" in page and TEXT in page and REASON in page
    assert "<progress" in page and "the others follow" not in page
    for number in numbers:
        assert line.answers_in(number) == 1 and line.case(number, "status") == "solved"
    page = browse(people[2]).get(f"/cases/{numbers[2]}").text
    assert "Is your problem solved?" in page and TEXT in page
    assert line.replays_clean()


@pytest.mark.slow
def test_the_list_shows_what_is_open_and_pages_by_key(line, cast, browse):
    for place in range(23):
        line.incident(title=f"Fault number {place}")
    browse(cast.olga).submit("/incidents/3", form="closing")
    visitor = browse()
    page = visitor.get("/incidents").text
    assert page.count("case-row-title") == 20 and "Fault number 22" in page
    following = re.search(r'rel="next" href="([^"]+)"', page)[1].replace("&amp;", "&")
    page = visitor.get(following).text
    assert page.count("case-row-title") == 2 and "Fault number 2<" not in page
    assert "Fault number 2<" in visitor.get(following.replace("?", "?all=1&")).text
    assert visitor.get("/incidents?cursor=forged").status_code == 422
    assert visitor.get("/incidents/1?cursor=forged").status_code == 422
    assert visitor.get("/incidents/999").status_code == 404
    assert visitor.get(f"/incidents/{2**40}").status_code == 404


@pytest.mark.slow
def test_its_cases_are_paged_and_hidden_ones_are_not_shown(line, cast, browse):
    numbers = line.open_many(cast.others(25))
    incident = line.incident(numbers)
    line.hide(numbers[0])
    page = browse().get(f"/incidents/{incident}").text
    assert page.count("case-row-title") == 19 and f'/cases/{numbers[0]}"' not in page
    following = re.search(r'rel="next" href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert browse().get(following).text.count("case-row-title") == 5


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"body": ""}, "Please write something."),
        ({"body": "It works again since [[time]]."}, "[[time]]"),
        ({"reason": " "}, "Say in public why"),
        ({"reason": "Call me: 0171 2345678"}, "Please leave out"),
        ({"then": "work"}, "Say until when the next word comes"),
        ({"then": "work", "next_word_by": "2020-01-01T10:00"}, "a moment to come"),
        ({"then": "work", "next_word_by": "9999-12-31T23:59"}, "within 30 days"),
    ],
)
def test_a_refused_answer_keeps_what_was_typed(line, cast, browse, sent, sentence):
    incident = line.incident(line.open_many(cast.others(1)))
    whole = {"body": "Kept as it was typed.", "reason": "Kept, too.", **sent}
    answer = browse(cast.olga).submit(f"/incidents/{incident}/answers", whole)
    assert answer.status_code == 422 and sentence in answer.text
    for name in {"body", "reason"} - set(sent):
        assert whole[name] in answer.text
    assert not line.entries(None, "incident.answered")


@pytest.mark.slow
def test_personal_data_is_asked_about_once(line, cast, browse, worker):
    numbers = line.open_many(cast.others(2))
    incident = line.incident(numbers)
    olga, path = browse(cast.olga), f"/incidents/{incident}/answers"
    sent = {"body": "Ask Mr Weber, weber@example.org.", "reason": REASON}
    asked = olga.submit(path, sent)
    assert asked.status_code == 422 and "Is this personal?" in asked.text
    assert "It is not personal" not in asked.text
    from tests.harness.forms import choose_form, read_forms

    form = choose_form(read_forms(asked.text), {"body"}, None)
    assert olga.send(form, f"http://localhost{path}", button="personal=mask").status_code == 303
    worker()
    for number in numbers:
        [_opened, (_role, body)] = line.posts(number)
        assert "weber@" not in body and "Ask Mr Weber" in body
    assert "weber@" not in browse().get(f"/incidents/{incident}").text


@pytest.mark.parametrize(
    "sent",
    [
        {"numbers": ""},
        {"numbers": "all of them"},
        {"numbers": "1-5000"},
        {"numbers": "9" * 9000},
        {"numbers": "1, 2, ²"},
    ],
)
def test_refused_numbers_are_kept(line, cast, browse, sent):
    incident = line.incident()
    answer = browse(cast.olga).submit(f"/incidents/{incident}/cases", sent)
    assert answer.status_code in (422, 303)
    if answer.status_code == 422:
        assert sent["numbers"] in answer.text
    assert not line.entries(None, "incident.joined")


@pytest.mark.slow
def test_all_open_cases_of_a_category_with_one_tick(line, cast, browse):
    numbers = line.open_many(cast.others(60))
    other = line.open_many(cast.others(1), "billing")
    line.solve(numbers[5])
    incident = line.incident()
    olga = browse(cast.olga)
    page = olga.submit(f"/incidents/{incident}/cases", {"everything": "y"}, follow=True).text
    assert "59 cases belong to the incident now" in page
    page = olga.get(f"/incidents/{incident}/cases?category=billing").text
    assert f'value="{other[0]}"' in page
    forged = {"chosen": ["x", "-1", str(other[0]), "9" * 30]}
    path = f"/incidents/{incident}/cases"
    page = olga.submit(path, {"numbers": ""}, forged=forged, follow=True)
    assert page.status_code == 200 and "1 case belongs" in page.text


@pytest.mark.slow
def test_a_search_finds_the_cases_to_add(line, cast, browse, worker):
    numbers = line.open_many(cast.others(3))
    line.open("The bill is too high", "anna")
    worker()
    incident = line.incident()
    olga, path = browse(cast.olga), f"/incidents/{incident}/cases?q=harbour"
    page = olga.get(path).text
    assert all(f'value="{number}"' in page for number in numbers) and "The bill" not in page
    page = olga.submit(path, {"everything": "y"}, form="q=harbour", follow=True).text
    assert "3 cases belong to the incident now" in page


@pytest.mark.slow
def test_a_double_click_is_one_answer(line, cast, browse, worker):
    [number] = line.open_many(cast.others(1))
    incident = line.incident([number])
    olga, path = browse(cast.olga), f"/incidents/{incident}/answers"
    form = next(one for one in olga.forms(path) if "body" in one.offered)
    sent = {"body": TEXT, "reason": REASON}
    for _count in range(2):
        assert olga.send(form, f"http://localhost{path}", sent).status_code == 303
    worker()
    assert line.answers_in(number) == 1


@pytest.mark.slow
def test_what_was_missed_is_tried_again_by_hand(line, cast, browse, worker):
    [number] = line.open_many(cast.others(1))
    incident = line.incident([number])
    line.claim(number)
    answer = line.publish(incident)
    worker()
    olga = browse(cast.olga)
    page = olga.get(f"/incidents/{incident}").text
    assert "somebody else has taken it" in page and "tried again at" in page
    from forum.core.db import writing
    from forum.queue import claim_actions

    with line.app.app_context(), writing():
        claim_actions.release(number, staff=cast.otto.row())
    assert olga.submit(f"/incidents/{incident}", form="again").status_code == 303
    worker()
    assert line.deliveries(answer)[number] == ("sent", None)


@pytest.mark.slow
def test_an_answer_that_a_moderator_hid_is_hidden_here_too(line, cast, browse, worker):
    numbers = line.open_many(cast.others(2))
    incident = line.incident(numbers)
    line.publish(incident)
    worker()
    line.hide(numbers[0], 2)
    page = browse().get(f"/incidents/{incident}").text
    assert TEXT not in page and "A moderator has hidden this answer" in page


def test_a_promised_word_that_has_not_come_is_shown_as_such(line, cast, clock, browse, worker):
    from datetime import timedelta

    incident = line.incident(line.open_many(cast.others(1)))
    line.publish(incident, then="work", next_word_by=clock.now + timedelta(hours=2))
    assert "next word by" in browse().get(f"/incidents/{incident}").text
    clock.move(hours=3)
    assert "has not come" in browse().get(f"/incidents/{incident}").text


@pytest.mark.slow
def test_the_record_tells_it_in_words(line, cast, browse, worker):
    numbers = line.open_many(cast.others(2))
    incident = line.incident(numbers)
    line.publish(incident)
    worker()
    browse(cast.olga).submit(f"/incidents/{incident}", form="closing")
    page = browse().get("/log").text
    for sentence in (
        f"Incident {incident} was opened",
        f"Incident {incident} was answered, for 2 cases",
        f"Incident {incident} was closed",
        f"Belongs to incident {incident}",
    ):
        assert sentence in page
    assert f"Belongs to incident {incident}" in browse().get(f"/cases/{numbers[0]}").text


@pytest.mark.slow
def test_hostile_titles_and_texts_stay_texts(line, cast, browse, worker):
    number, other, free = line.open_many(cast.others(3))
    olga = browse(cast.olga)
    bad = '"><script>alert(1)</script>'
    assert open_incident(olga, number, title=bad, text=bad).status_code == 303
    olga.submit("/incidents/1/cases", {"numbers": str(other)})
    sent = {"body": bad, "reason": bad}
    assert olga.submit("/incidents/1/answers", sent).status_code == 303
    worker()
    for person in (None, cast.olga):
        for path in ("/incidents", "/incidents/1", f"/cases/{other}"):
            assert "<script>alert" not in browse(person).get(path).text
    for title in ("\u202e", " ", "x" * 151, "Call 0171 2345678"):
        answer = open_incident(olga, free, title=title)
        assert answer.status_code == 422


def test_ticks_have_the_same_limit_as_numbers(line, cast, browse):
    incident = line.incident(line.open_many(cast.others(1)))
    sent = {"chosen": [str(one) for one in range(1, 1_002)]}
    client, path = browse(cast.olga), f"/incidents/{incident}/cases"
    answer = client.post(path, data={"csrf_token": client.token(path), **sent})
    assert answer.status_code == 422 and "At most 1000 cases go in at once." in answer.text


def test_what_stands_in_the_address_by_chance_breaks_nothing(line, cast, browse):
    incident = line.incident(line.open_many(cast.others(1)))
    for more in ("incident=2", "endpoint=x", "_method=FOO", "_external=1", "filename=x"):
        assert browse(cast.olga).get(f"/incidents/{incident}/cases?{more}").status_code == 200
        assert browse().get(f"/incidents/{incident}?{more}").status_code == 200
    page = browse().get(f"/incidents/{incident}?number=2").text
    assert f'href="/incidents/{incident}?number=2&amp;lang=de"' in page
