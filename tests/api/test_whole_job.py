"""A complaint becomes a public, answered, solved case, through the API alone."""

import pytest


@pytest.mark.slow
def test_a_case_is_opened_answered_solved_confirmed_and_reopened(program, cast, worker):
    anna, ben, olga, visitor = program("anna"), program("ben"), program("olga"), program()

    opened = anna.open_case("Data cap reached after three days", kind="billing")
    number = opened["number"]
    assert opened["status"] == "new" and opened["turn"] == "company"
    assert opened["visibility"] == "public" and opened["channel"] == "api"
    assert opened["url"] == f"http://localhost/cases/{number}"

    assert ben.post(f"/cases/{number}/affected")["affected_count"] == 1
    answered = olga.post(
        f"/cases/{number}/posts", {"body": "We reset the *meter*.", "reply_to": 1}, 201
    )
    assert answered["position"] == 2 and answered["author"]["is_staff"]
    assert "<em>meter</em>" in answered["html"]
    assert visitor.get(f"/cases/{number}")["case"]["turn"] == "customer"

    solved = olga.post(f"/cases/{number}/solution", {"post": answered["id"]})
    assert (solved["status"], solved["solved_by"]) == ("solved", "staff")
    assert solved["confirmed_by"] is None
    assert anna.post(f"/cases/{number}/confirmation")["confirmed_by"] == "author"

    worker()
    hits = visitor.get("/search?q=data+cap&has_solution=true")["items"]
    assert [hit["number"] for hit in hits] == [number]

    reopened = anna.post(f"/cases/{number}/reopening")
    assert reopened["status"] == "waiting_for_company" and reopened["reopened_count"] == 1
    timeline = visitor.get(f"/cases/{number}")["timeline"]
    assert timeline[0]["sentence"] is None
    assert timeline[3]["sentence"] == "Post 2 marked as the solution by staff"
    assert [entry["kind"] for entry in timeline] == [
        "case.opened",
        "case.affected",
        "case.answered",
        "case.solved",
        "case.confirmed",
        "case.reopened",
        "queue.granted",
    ]


def test_the_case_shows_its_posts_and_its_ticket(program, cast):
    number = program("anna").open_case()["number"]
    program("ben").post(f"/cases/{number}/posts", {"body": "Mine too.", "reply_to": 1}, 201)
    whole = program().get(f"/cases/{number}")
    assert [(post["position"], post["reply_to"]) for post in whole["posts"]] == [(1, None), (2, 1)]
    assert [post["author"]["name"] for post in whole["posts"]] == ["anna", "ben"]
    assert whole["ticket"]["number"] == number
    assert whole["ticket"]["waiting_since"] == whole["case"]["opened_at"]
    assert program().get(f"/cases/{number}/posts/2") == whole["posts"][1]


def test_the_facts_that_were_sent_are_the_facts_of_the_case(program, cast):
    facts = {
        "total_outage": True,
        "emergency_call_impossible": False,
        "health_dependent": True,
        "contract_class": "business",
    }
    assert program("anna").open_case(facts=facts)["facts"] == facts
    assert program("anna").open_case("Without any")["facts"] == {
        "total_outage": False,
        "emergency_call_impossible": False,
        "health_dependent": False,
        "contract_class": "private",
    }


def test_me_too_counts_once_and_can_be_taken_back(program, cast):
    number = program("anna").open_case()["number"]
    ben = program("ben")
    assert ben.post(f"/cases/{number}/affected")["affected_count"] == 1
    assert ben.post(f"/cases/{number}/affected")["affected_count"] == 1
    assert ben.delete(f"/cases/{number}/affected")["affected_count"] == 0
    assert ben.delete(f"/cases/{number}/affected")["affected_count"] == 0


def test_staff_say_that_they_are_working_and_until_when(program, cast, clock):
    number = program("anna").open_case()["number"]
    body = {"body": "A colleague drives out.", "then": "work"}
    body["next_word_by"] = "2026-03-03T12:00:00+01:00"
    program("olga").post(f"/cases/{number}/posts", body, 201)
    case = program().get(f"/cases/{number}")["case"]
    assert case["status"] == "in_progress"
    assert case["next_word_by"] == "2026-03-03T11:00:00.000000Z"


def test_an_answer_can_be_the_solution_at_once(program, cast):
    number = program("anna").open_case()["number"]
    body = {"body": "Switched on again.", "then": "solve"}
    answer = program("olga").post(f"/cases/{number}/posts", body, 201)
    assert answer["is_solution"]
    assert program().get(f"/cases/{number}")["case"]["status"] == "solved"


def test_the_author_says_solved_without_naming_a_post(program, cast):
    anna = program("anna")
    case = anna.post(f"/cases/{anna.open_case()['number']}/solution")
    assert (case["status"], case["solved_by"]) == ("solved", "author")


def test_staff_decline_with_a_public_reason(program, cast):
    number = program("anna").open_case()["number"]
    reason = "This contract is with another company."
    case = program("olga").post(f"/cases/{number}/decline", {"reason": reason})
    assert (case["status"], case["declined_reason"]) == ("declined", reason)
    entry = program().get(f"/cases/{number}")["timeline"][-1]
    assert entry["texts"] == {"reason": reason}
    assert entry["actor"]["role"] == "staff" and entry["actor"]["pseudonym"]


def test_a_post_is_reported_to_the_moderators(program, cast):
    number = program("anna").open_case()["number"]
    body = {"reason": "advertising", "note": "The same in ten cases."}
    path = f"/cases/{number}/posts/1/reports"
    assert program("ben").post(path, body, 201)["reason"] == "advertising"
    again = program("ben").post(path, body, 409)
    assert again["detail"] == "You have reported this post already."


def test_everybody_learns_from_the_token_who_they_are(program, cast):
    assert program("olga").get("/me") == {"name": "olga", "role": "staff", "is_staff": True}
