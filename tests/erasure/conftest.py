"""What the tests of redaction and erasure share: a word that is nowhere else, and its traces."""

import secrets
import string

import pytest

from tests.harness.rulings import ruling
from tests.moderation.scene import Scene


@pytest.fixture
def scene(app):
    return Scene(app)


@pytest.fixture
def word():
    """`word()`: letters that stand nowhere else, the same in every form that a search makes."""

    def word() -> str:
        return "qx" + "".join(secrets.choice(string.ascii_lowercase) for _ in range(14))

    return word


@pytest.fixture
def redact(app, cast):
    """`redact(number, position, passages)`: mara takes them out; the id of the entry."""

    def redact(number, position, passages, *, ground="personal_data", reason="Somebody's data."):
        from forum.cases import access, redact_actions
        from forum.core.db import writing

        with app.app_context(), writing():
            moderator = cast.mara.row()
            case = access.case_for_moderating(moderator, number)
            post = access.post_for_reading(moderator, number, position)
            return redact_actions.redact_post(
                case,
                post=post,
                passages=passages,
                ruling=ruling(moderator, reason, ground),
            )

    return redact
