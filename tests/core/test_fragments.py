"""Kept pieces of pages: quick for those who see the same, and nobody else's."""

import pytest

from forum.core.memory import Memory
from tests.harness.statements import once_quiet
from tests.moderation.scene import Scene, decide

CANARY = "nightingale"


@pytest.fixture
def scene(app):
    return Scene(app)


@pytest.fixture
def number(scene, cast):
    return scene.open_case(cast.anna)


def soon_without(words: str, statements, look):
    """The statements of a look, none of which has these words."""

    def has_none(counted) -> bool:
        return not any(words in text for text in counted.texts)

    counted = once_quiet(statements, look, has_none)
    assert has_none(counted), counted
    return counted


def test_a_second_look_does_not_read_the_thread_again(browse, cast, number, statements):
    ben = browse(cast.ben)
    with statements() as first:
        ben.get(f"/cases/{number}")
    read = "FROM posts JOIN users"
    assert any(read in text for text in first.texts), first
    second = soon_without(read, statements, lambda: ben.get(f"/cases/{number}"))
    assert second.number < first.number


@pytest.mark.slow
def test_a_pending_post_is_seen_by_its_author_and_moderators_whoever_looked_before(
    browse, cast, scene, number
):
    scene.write(number, cast.fred, f"Buy my {CANARY}.")
    may = (cast.fred, cast.mara, cast.mona, cast.ada)
    may_not = (None, cast.anna, cast.ben, cast.nora, cast.olga, cast.otto)
    for order in ((*may, *may_not), (*may_not, *may)):
        for person in order:
            page = browse(person).get(f"/cases/{number}")
            assert (CANARY in page.text) == (person in may), person


@pytest.mark.slow
def test_a_pending_case_is_seen_by_its_author_and_moderators_whoever_looked_before(
    browse, cast, scene
):
    number = scene.open_case(cast.nora, f"A {CANARY}", f"The {CANARY} sings all night.")
    for _cold_then_warm in range(2):
        for person in (cast.nora, None, cast.mara, cast.ben, cast.ada, cast.olga, cast.fred):
            page = browse(person).get(f"/cases/{number}")
            may = person in (cast.nora, cast.mara, cast.ada)
            assert page.status_code == (200 if may else 404)
            assert (CANARY in page.text) == may


@pytest.mark.slow
def test_a_hidden_post_leaves_every_memory(browse, cast, scene, number):
    written = scene.write(number, cast.ben, f"The {CANARY} is a fool.")
    people = (None, cast.anna, cast.ben, cast.olga, cast.mara)
    for person in people:
        assert CANARY in browse(person).get(f"/cases/{number}").text
    answer = decide(browse(cast.mara), written, "hide", {"reason": "An insult."})
    assert answer.status_code == 303
    for person in people:
        page = browse(person).get(f"/cases/{number}").text
        assert (CANARY in page) == (person in (cast.ben, cast.mara)), person


@pytest.mark.slow
def test_everybody_has_the_buttons_of_their_own(browse, cast, scene, number):
    written = scene.write(number, cast.ben, "Mine counts twice as well.")
    own = f"/cases/{number}/posts/{written.position}/edit"
    for _cold_then_warm in range(2):
        for person in (cast.anna, cast.ben, cast.nora, None, cast.olga):
            page = browse(person).get(f"/cases/{number}").text
            assert (own in page) == (person is cast.ben)
            assert (f"/cases/{number}/solution" in page) == (person in (cast.anna, cast.olga))


def test_two_people_who_share_a_piece_have_tokens_of_their_own(browse, cast, number):
    nora, ben = browse(cast.nora), browse(cast.ben)
    tokens = {client.token(f"/cases/{number}") for client in (nora, ben)}
    assert len(tokens) == 2
    assert nora.submit(f"/cases/{number}", {"body": "One."}, form="/posts").status_code == 303
    assert ben.submit(f"/cases/{number}", {"body": "Two."}, form="/posts").status_code == 303


def test_a_refused_form_is_shown_with_the_thread_as_it_is_and_kept_for_nobody(browse, cast, number):
    ben = browse(cast.ben)
    refused = ben.submit(f"/cases/{number}", {"body": "  "}, form="/posts")
    assert refused.status_code == 422 and "It counts twice." in refused.text
    assert ben.submit(f"/cases/{number}", {"body": "Me."}, form="/posts").status_code == 303
    assert "Me." in browse(cast.nora).get(f"/cases/{number}").text


def test_the_memory_has_its_limits():
    memory = Memory(entries=3, size=1_000)
    for count in range(5):
        memory.put((count,), "stamp", "value", 10)
    assert [memory.get((count,), "stamp") for count in range(5)] == [None, None] + ["value"] * 3
    assert memory.get((2,), "stamp") == "value"  # asked for, so it stays longest
    memory.put((5,), "stamp", "value", 10)
    assert memory.get((3,), "stamp") is None and memory.get((2,), "stamp") == "value"
    memory.put((6,), "stamp", "value", 101)  # more than a tenth of it all
    assert memory.get((6,), "stamp") is None


def test_the_memory_counts_bytes():
    memory = Memory(entries=100, size=1_000)
    for count in range(50):
        memory.put((count,), "stamp", "value", 90)
        memory.put((count,), "stamp", "again", 80)
    assert memory.size == len(memory) * 80 <= 1_000
    memory.clear()
    assert memory.size == len(memory) == 0


@pytest.mark.parametrize(("kept", "asked"), [("a", "b"), ("a", None), (None, None)])
def test_another_or_an_unknown_state_gives_nothing(kept, asked):
    memory = Memory(entries=3, size=1_000)
    memory.put(("key",), kept, "value", 10)
    assert memory.get(("key",), asked) is None


def test_a_line_in_a_list_is_made_once_and_changes_with_its_case(browse, cast, scene, number):
    for _count in range(2):
        assert "0 replies" in browse(cast.nora).get("/cases").text
    scene.write(number, cast.ben, "Mine counts twice as well.")
    for person in (cast.nora, None, cast.mara):
        assert "1 reply" in browse(person).get("/cases").text
        assert "1 reply" in browse(person).get("/").text
    german = browse().get("/cases", headers={"Accept-Language": "de"}).text
    assert "1 reply" not in german


def test_a_found_case_is_read_once_and_shown_as_it_is_now(browse, cast, scene, statements, worker):
    number = scene.open_case(cast.anna, f"A {CANARY}", f"The {CANARY} sings all night.")
    worker()
    nora = browse(cast.nora)
    nora.get(f"/search?q={CANARY}")

    def search() -> None:
        assert "0 replies" in nora.get(f"/search?q={CANARY}+sings").text

    soon_without("FROM cases", statements, search)
    scene.write(number, cast.ben, "Mine sings as well.")
    assert "1 reply" in nora.get(f"/search?q={CANARY}").text
