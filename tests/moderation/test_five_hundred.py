"""Five hundred things are worked by keyboard alone, and two moderators never decide twice."""

import re
import threading
from collections import Counter

import pytest
from playwright.sync_api import expect

from tests.moderation.test_keyboard import hide_by_keys


@pytest.fixture
def waiting(scene, cast, number):
    """`waiting(n)`: so many posts of one new customer that wait, written as one goes on."""

    def waiting(size: int) -> None:
        from forum.cases import access, actions
        from forum.core.db import writing

        with scene.app.app_context(), writing():
            author = cast.fred.row()
            case = access.case_for_replying(author, number)
            for place in range(size):
                actions.add_post(case, author=author, body=f"Cheap watch number {place}.")

    return waiting


def decided(scene, number) -> Counter:
    """How often each post was decided, by the public record."""
    entries = scene.entries(number, "post.approved", "post.hidden")
    return Counter(entry.fields["post"] for entry in entries)


def stated(scene, number) -> Counter:
    """How often each post of the new customer was stated the reasons about."""
    from sqlalchemy import select

    from forum.core.db import db
    from forum.statements.models import Statement

    with scene.app.app_context():
        places = select(Statement.position).where(Statement.case_number == number)
        return Counter(db.session.scalars(places))


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.browser
@pytest.mark.only_on("sqlite", "what the browser does is the same on both databases")
def test_five_hundred_are_worked_by_keys_alone(
    scene, cast, window, statements, number, waiting, much
):
    things, rhythm = much((500, 25), (24, 8))  # every so many is hidden, the others approved
    waiting(things)
    page = window.open(cast.mara)
    page.goto("/moderation")
    expect(page.locator("[data-keys]")).to_be_visible()
    page.keyboard.press("t")
    costs = []
    for place in range(things):
        page.wait_for_url("**/moderation/posts/*")
        expect(page.locator("[data-keys]")).to_be_visible()
        before = page.url
        with statements() as counted:
            is_hiding = place % rhythm == rhythm - 1
            if is_hiding:
                hide_by_keys(page, "Advertising.")
            else:
                page.keyboard.press("a")
            page.wait_for_url(lambda url, before=before: url != before)
            page.wait_for_load_state()
        costs.append((is_hiding, counted.number))
    page.wait_for_url("**/moderation")
    expect(page.get_by_text("Nothing waits")).to_be_visible()
    assert set(decided(scene, number).values()) == {1}
    assert len(decided(scene, number)) == things
    assert stated(scene, number) == decided(scene, number)
    for is_hiding in (False, True):
        of_kind = [cost for kind, cost in costs[:-1] if kind is is_hiding]
        early, late = of_kind[1:15], of_kind[-15:]
        assert max(late) <= max(early) + 2, (early, late)


@pytest.mark.slow
@pytest.mark.long
def test_two_moderators_at_once_never_decide_twice(scene, cast, browse, number, waiting, much):
    shared = much(60, 24)
    waiting(shared)
    clients = [browse(cast.mara), browse(cast.mona)]
    done = [threading.Thread(target=work, args=(client,)) for client in clients]
    for one in done:
        one.start()
    for one in done:
        one.join()
    counted = decided(scene, number)
    assert set(counted.values()) == {1} and len(counted) == shared
    assert stated(scene, number) == counted
    by = Counter(entry.actor for entry in scene.entries(number, "post.approved"))
    assert len(by) == 2, by


def work(client) -> None:
    """Take the next and approve it, until nothing is left to this moderator."""
    form = next(one for one in client.forms("/moderation") if one.action.endswith("/next"))
    where = client.send(form, "/moderation").location
    while found := re.fullmatch(r"/moderation/posts/(\d+)", where):
        form = next(one for one in client.forms(where) if one.action.endswith("/approve"))
        answer = client.send(form, where)
        if answer.status_code != 303:
            raise AssertionError(f"{found.group()}: {answer.status}")
        where = answer.location
