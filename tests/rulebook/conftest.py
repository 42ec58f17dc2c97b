"""What the tests of rulebooks share: drafts made through the pages, as moderators make them."""

import re

import pytest

ROOT = "/moderation/rulebook"
NOTE = "More for many at once, because one answer helps them all."


@pytest.fixture
def draft(browse, cast):
    """`draft("mara")`: a new draft of hers; its number."""

    def draft(person: str = "mara") -> int:
        answer = browse(cast[person]).submit(ROOT, form=f"{ROOT}/drafts")
        assert answer.status_code == 303, answer.text
        return int(re.search(r"/drafts/(\d+)$", answer.location)[1])

    return draft


@pytest.fixture
def change_rule(browse, cast):
    """`change_rule(draft_id, "R4", hours=30)`: through the form; returns the answer."""

    def change_rule(draft_id: int, code: str, person: str = "mara", **fields):
        page = f"{ROOT}/drafts/{draft_id}/rules/{code}"
        return browse(cast[person]).submit(page, fields)

    return change_rule


@pytest.fixture
def press(browse, cast):
    """`press("mara", draft_id, "propose")`: one of the buttons of a draft's page."""

    def press(person: str, draft_id: int, verb: str, **forged):
        page = f"{ROOT}/drafts/{draft_id}"
        return browse(cast[person]).submit(page, form=f"{page}/{verb}", forged=forged)

    return press


@pytest.fixture
def proposed(draft, change_rule, browse, cast, press):
    """`proposed()`: mara's proposal to give R4 30 hours; its number."""

    def proposed(hours: int = 30) -> int:
        draft_id = draft()
        assert change_rule(draft_id, "R4", hours=hours, minutes=0).status_code == 303
        page = f"{ROOT}/drafts/{draft_id}"
        saved = browse(cast.mara).submit(page, {"note": NOTE})
        assert saved.status_code == 303, saved.text
        assert press("mara", draft_id, "propose").status_code == 303
        return draft_id

    return proposed


@pytest.fixture
def in_force(app):
    """`in_force()`: the rulebook in force."""

    def in_force():
        from forum.rulebook.queries import rulebook_in_force

        with app.app_context():
            return rulebook_in_force()

    return in_force
