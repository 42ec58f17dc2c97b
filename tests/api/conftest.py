"""What the tests of the API share: programs whose every answer is held against the description."""

import pytest

from tests.api.described import Description, Program
from tests.harness.rulings import ruling


@pytest.fixture
def description(api):
    """What the API says about itself."""
    return Description(api().get("/api/v1/openapi.json").get_json())


@pytest.fixture
def program(api, description):
    """`program("anna")`: with her token; `program()`: without one."""

    def program(person=None) -> Program:
        return Program(api(person), description)

    return program


@pytest.fixture
def hide(app, cast):
    """`hide(number, position, reason)`: mara hides a post with a public reason."""

    def hide(number: int, position: int, reason: str) -> None:
        from sqlalchemy import select

        from forum.cases.models import Case, Post
        from forum.cases.visibility_actions import hide_post
        from forum.core.db import writing

        with app.app_context(), writing() as session:
            case = session.get(Case, number)
            where = (Post.case_number == number, Post.position == position)
            post = session.scalars(select(Post).where(*where)).one()
            assert hide_post(case, post=post, ruling=ruling(cast.mara.row(), reason))

    return hide
