"""Which header is whose: one select, and anything odd is nobody's."""

import pytest

from forum.core.db import writing


@pytest.fixture
def token(app, cast) -> str:
    from forum.accounts import tokens

    with app.app_context(), writing():
        return tokens.create_token(cast.anna.row(), label="test")


@pytest.mark.parametrize("form", ["Bearer {}", "bearer {}", "BEARER  {} "])
def test_the_header_names_its_owner_with_one_select(app, cast, token, statements, form):
    from forum.accounts import tokens

    with app.app_context(), statements() as counted:
        assert tokens.person_for(form.format(token)).name == "anna"
    assert counted.number == 1, counted


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Basic {}",
        "{}",
        "Bearer {}x",
        "Bearer " + "x" * 10**6,
        "Bearer \udcff",
        "Bearer \x00",
    ],
)
def test_anything_else_is_nobodys(app, cast, token, header):
    from forum.accounts import tokens

    with app.app_context():
        assert tokens.person_for(header and header.format(token)) is None


def test_only_a_hash_is_stored(app, cast, token):
    from forum.accounts.models import AccessToken
    from forum.core.db import db

    with app.app_context():
        rows = db.session.scalars(db.select(AccessToken)).all()
        assert rows and all(token not in str(vars(row)) for row in rows)


def test_a_token_of_an_unconfirmed_account_opens_nothing(app, cast, token):
    from forum.accounts import tokens

    with app.app_context():
        with writing():
            cast.anna.row().confirmed_at = None
        assert tokens.person_for(f"Bearer {token}") is None
