"""What waits is read by its author and moderators alone, wherever one looks."""

import pytest

CANARY = "nightingale"


@pytest.fixture
def pending_reply(scene, cast, number):
    return scene.write(number, cast.fred, f"Buy my {CANARY}.")


@pytest.fixture
def pending_case(scene, cast):
    return scene.open_case(cast.nora, f"A {CANARY} in the line", f"The {CANARY} sings all night.")


def test_a_pending_case_does_not_exist_for_others(cast, browse, pending_case):
    for person in (None, cast.anna, cast.olga):
        assert browse(person).get(f"/cases/{pending_case}").status_code == 404
        assert CANARY not in browse(person).get("/cases").text
        assert CANARY not in browse(person).get("/").text
    for person in (cast.nora, cast.mara, cast.ada):
        assert browse(person).get(f"/cases/{pending_case}").status_code == 200


def test_a_pending_reply_is_not_in_its_thread(cast, browse, pending_reply):
    for person in (None, cast.anna, cast.olga):
        page = browse(person).get(f"/cases/{pending_reply.number}")
        assert page.status_code == 200 and CANARY not in page.text
    for person in (cast.fred, cast.mara):
        assert CANARY in browse(person).get(f"/cases/{pending_reply.number}").text


@pytest.mark.slow
def test_the_search_does_not_find_it_until_it_is_approved(
    cast, browse, worker, pending_case, pending_reply
):
    mara = browse(cast.mara)
    worker()
    for person in (None, cast.anna, cast.mara):
        assert f"/cases/{pending_case}" not in browse(person).get(f"/search?q={CANARY}").text
        assert (
            f"/cases/{pending_reply.number}" not in browse(person).get(f"/search?q={CANARY}").text
        )
    page = mara.get("/moderation")
    assert page.text.count("/approve") == 2
    while "/approve" in mara.get("/moderation").text:
        assert mara.submit("/moderation", form="/approve").status_code == 303
    worker()
    found = browse().get(f"/search?q={CANARY}").text
    assert f"/cases/{pending_case}" in found and f"/cases/{pending_reply.number}" in found


def test_the_api_does_not_tell_it(cast, api, pending_case, pending_reply):
    for person in (None, cast.anna, cast.olga):
        client = api(person)
        assert client.get(f"/api/v1/cases/{pending_case}").status_code == 404
        answer = client.get(f"/api/v1/cases/{pending_reply.number}")
        assert answer.status_code == 200 and CANARY not in answer.text
        for path in ("/api/v1/cases", f"/api/v1/search?q={CANARY}"):
            assert CANARY not in client.get(path).text
