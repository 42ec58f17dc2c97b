"""`flask user create` and `flask token create`, as an operator or a script uses them."""

import json

import pytest

from forum.core.db import db

PASSWORD = "seven small boats"


@pytest.fixture
def flask(app):
    """`flask("user", "create", …)`: the result of a command."""

    def run(*words):
        return app.test_cli_runner().invoke(args=list(words))

    return run


def create(flask, email="new@example.org", name="Newcomer", role="customer", password=PASSWORD):
    return flask("user", "create", email, "--name", name, "--role", role, "--password", password)


def person(app, email):
    from forum.accounts.queries import person_with_email

    return person_with_email(email)


def test_an_operator_makes_a_moderator_who_can_sign_in(app, flask, browse):
    result = create(flask, "Mona@Example.org", "Mona M", "moderator")
    assert result.exit_code == 0, result.output
    assert "M-01" in result.output
    typed = {"email": "mona@example.org", "password": PASSWORD}
    assert browse().submit("/account/sign-in", typed).status_code == 303
    with app.app_context():
        made = person(app, "mona@example.org")
        assert made.role == "moderator" and made.is_vouched_for and made.confirmed_at


def test_the_record_says_who_joined_the_team_by_pseudonym_alone(app, flask):
    create(flask, "s@example.org", "Sam Secret", "staff")
    create(flask, "c@example.org", "Carla")
    with app.app_context():
        from forum.ledger.models import LedgerEntry

        entries = db.session.scalars(
            db.select(LedgerEntry.canonical).where(LedgerEntry.kind == "account.role_given")
        ).all()
    assert len(entries) == 1
    text = entries[0] if isinstance(entries[0], str) else bytes(entries[0]).decode()
    assert "S-01" in text and '"staff"' in text
    assert "Sam" not in text and "example.org" not in text


def test_pseudonyms_count_on_per_role_and_are_never_given_twice(app, flask):
    from forum.accounts import actions
    from forum.core.db import writing

    for number in range(1, 4):
        create(
            flask,
            f"m{number}@example.org",
            f"Mod number {number}".replace("Mod", "Person"),
            "moderator",
        )
    create(flask, "a@example.org", "Adele", "admin")
    with app.app_context():
        with writing():
            third = person(app, "m3@example.org")
            assert third.pseudonym == "M-03"
            actions.change_role(third, "customer")
            assert third.pseudonym is None
        with writing():
            fourth = person(app, "m2@example.org")
            db.session.delete(fourth)
        with writing():
            actions.change_role(person(app, "a@example.org"), "moderator")
            assert person(app, "a@example.org").pseudonym == "M-04"
            actions.change_role(person(app, "m3@example.org"), "moderator")
            assert person(app, "m3@example.org").pseudonym == "M-03"


def test_an_operator_changes_a_role_and_the_record_says_so(app, cast, flask, browse):
    from forum.ledger.models import LedgerEntry

    nora = browse(cast.nora)
    assert nora.get("/moderation").status_code == 403
    result = flask("user", "role", "Nora@example.org", "moderator")
    assert result.exit_code == 0 and "nora is moderator M-03 from now on" in result.output
    assert nora.get("/moderation").status_code == 200
    assert flask("user", "role", "nora@example.org", "customer").exit_code == 0
    assert nora.get("/moderation").status_code == 403
    with app.app_context():
        entries = db.select(LedgerEntry.canonical).order_by(LedgerEntry.id)
        given, taken = [json.loads(one) for one in db.session.scalars(entries)]
    assert given["kind"] == taken["kind"] == "account.role_given"
    assert given["actor"]["role"] == "operator"
    first = {"from": "customer", "former_pseudonym": None, "pseudonym": "M-03"}
    assert given["fields"] == {"role": "moderator", **first}
    last = {"from": "moderator", "former_pseudonym": "M-03", "pseudonym": None}
    assert taken["fields"] == {"role": "customer", **last}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nobody@example.org", "staff"), "no account with the address nobody@example.org"),
        (("olga@example.org", "staff"), "olga is staff already"),
        (("anna@example.org", "king"), "king"),
    ],
)
def test_a_role_that_cannot_be_given_is_told(app, cast, flask, words, sentence):
    from forum.ledger.models import LedgerEntry

    result = flask("user", "role", *words)
    assert result.exit_code != 0 and sentence in result.output
    with app.app_context():
        assert db.session.scalars(db.select(LedgerEntry.id)).all() == []


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"email": "nonsense"}, "not an e-mail address"),
        ({"email": "ANNA@example.org"}, "already an account"),
        ({"name": "Anna"}, "already has this name"),
        ({"name": "0lga"}, "looks like one of our team"),
        ({"name": "x"}, "at least 2 characters"),
        ({"password": "short"}, "at least 10 characters"),
        ({"role": "king"}, "king"),
    ],
)
def test_a_failure_says_what_to_do_and_makes_nothing(app, cast, flask, changed, sentence):
    result = create(flask, **changed)
    assert result.exit_code != 0
    assert sentence in result.output
    with app.app_context():
        assert person(app, "new@example.org") is None


def test_the_team_may_have_titles_in_their_names(app, flask):
    assert create(flask, name="Support Nord", role="staff").exit_code == 0


def test_token_create_prints_the_token_alone(app, cast, flask):
    from forum.accounts import tokens

    result = flask("token", "create", "Anna@example.org")
    assert result.exit_code == 0
    assert result.stdout == result.stdout.strip() + "\n"
    assert " " not in result.stdout.strip()
    with app.app_context():
        assert tokens.person_for(f"Bearer {result.stdout.strip()}").id == cast.anna.id


def test_a_token_for_nobody_is_a_failure_that_says_what_to_do(app, flask):
    result = flask("token", "create", "nobody@example.org")
    assert result.exit_code != 0
    assert result.stdout == ""
    assert "flask user create" in result.stderr
