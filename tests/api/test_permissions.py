"""Who may do what with which token; a cookie is nobody's token, and held texts stay held."""

import pytest

# path, body, and the status for: no token, ben (customer), anna (author), olga (staff)
WRITES = (
    ("/cases", {}, 401, 422, 422, 422),
    ("/cases/1/posts", {}, 401, 422, 422, 422),
    ("/cases/1/posts/1/reports", {}, 401, 422, 403, 422),
    ("/cases/1/solution", {"post": 2}, 401, 403, 200, 200),
    ("/cases/1/solution", {}, 401, 403, 200, 403),
    ("/cases/1/affected", {}, 401, 200, 403, 403),
    ("/cases/1/confirmation", {}, 401, 403, 409, 403),
    ("/cases/1/reopening", {}, 401, 403, 409, 403),
    ("/cases/1/decline", {"reason": "Not ours."}, 401, 403, 403, 200),
    ("/cases/99/posts", {}, 401, 404, 404, 404),
    ("/cases/99/affected", {}, 401, 404, 404, 404),
)


@pytest.mark.parametrize("row", WRITES, ids=lambda row: f"{row[0]} {row[1]}")
@pytest.mark.parametrize("place", range(4), ids=["visitor", "ben", "anna", "olga"])
def test_each_person_gets_the_answer_of_the_table(program, cast, row, place):
    path, body, *statuses = row
    assert program("anna").open_case()["number"] == 1
    assert program("ben").post("/cases/1/posts", {"body": "Pull the plug."}, 201)["id"] == 2
    person = (None, "ben", "anna", "olga")[place]
    program(person).post(path, body, statuses[place])


def test_a_cookie_is_nobodys_token(program, cast, browse):
    client = browse("anna")
    answer = client.get("/api/v1/me")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert client.post("/api/v1/cases", json={}).status_code == 401


@pytest.mark.parametrize("header", ["Bearer nonsense", "Basic YTpi", "Bearer", "x" * 9000])
def test_a_wrong_token_is_refused_even_for_reading(api, cast, header):
    answer = api().get("/api/v1/cases", headers={"Authorization": header})
    assert answer.status_code == 401 and answer.mimetype == "application/problem+json"


def test_only_staff_say_what_follows_an_answer(program, cast):
    number = program("anna").open_case()["number"]
    body = {"body": "I am the support.", "then": "solve"}
    program("ben").post(f"/cases/{number}/posts", body, 403)
    assert len(program().get(f"/cases/{number}")["posts"]) == 1


def test_a_case_that_waits_for_a_moderator_is_its_authors_and_theirs(program, cast):
    pending = program("fred").open_case("Buy my book")
    assert pending["visibility"] == "pending"
    path = f"/cases/{pending['number']}"
    assert program("fred").get(path)["case"]["title"] == "Buy my book"
    assert program("mara").get(path)["posts"][0]["visibility"] == "pending"
    for person in (None, "anna", "olga"):
        program(person).get(path, 404)
        program(person).get(f"{path}/posts/1", 404)
        assert program(person).get("/cases")["items"] == []
    program("anna").post(f"{path}/affected", {}, 404)


def test_a_post_that_waits_for_a_moderator_is_not_shown_to_others(program, cast):
    number = program("anna").open_case()["number"]
    held = program("fred").post(f"/cases/{number}/posts", {"body": "Buy my book"}, 201)
    assert held["visibility"] == "pending"
    seen = {
        person: [post["position"] for post in program(person).get(f"/cases/{number}")["posts"]]
        for person in (None, "anna", "olga", "fred", "mara")
    }
    assert seen == {None: [1], "anna": [1], "olga": [1], "fred": [1, 2], "mara": [1, 2]}
    reply = {"body": "No thanks", "reply_to": 2}
    assert program("ben").post(f"/cases/{number}/posts", reply, 422)["field"] == "reply_to"


def test_a_hidden_post_leaves_a_stub_with_the_public_reason(program, cast, hide):
    number = program("anna").open_case()["number"]
    program("ben").post(f"/cases/{number}/posts", {"body": "An insult"}, 201)
    hide(number, 2, "It insults somebody.")
    stub = program("olga").get(f"/cases/{number}")["posts"][1]
    assert stub["hidden_because"] == "It insults somebody."
    assert (stub["body"], stub["html"], stub["author"]) == (None, None, None)
    assert program("mara").get(f"/cases/{number}")["posts"][1]["body"] == "An insult"
    program().get(f"/cases/{number}/posts/2", 404)


def test_of_a_hidden_case_others_learn_no_more_than_on_its_page(program, cast, hide):
    number = program("anna").open_case("An insult as a title")["number"]
    program("olga").post(f"/cases/{number}/decline", {"reason": "Not with these words."})
    hide(number, 1, "It insults somebody.")
    stub = {"number": number, "visibility": "hidden", "hidden_because": "It insults somebody."}
    for person in (None, "ben", "olga"):
        answer = program(person).get(f"/cases/{number}")
        assert answer == {"case": stub, "posts": [], "timeline": [], "ticket": None} | {
            "deadlines": [],
            "merged_into": None,
            "merged": [],
            "ratings": [],
        }
    for person in ("anna", "mara"):
        answer = program(person).get(f"/cases/{number}")
        assert answer["case"]["title"] == "An insult as a title"
        assert answer["case"]["declined_reason"] == "Not with these words."
        assert answer["posts"][0]["body"] == "No tone at all."


def test_no_answer_holds_an_address(program, cast):
    number = program("anna").open_case()["number"]
    program("olga").post(f"/cases/{number}/posts", {"body": "We look."}, 201)
    for path in ("/cases", f"/cases/{number}", "/log", "/categories"):
        assert "@example.org" not in str(program("ada").get(path))
