"""Known and unknown addresses cost the same: statements, hashes and answers."""

import pytest

from tests.harness.people import PASSWORD

KNOWN, UNKNOWN = "anna@example.org", "unknown@example.org"


@pytest.fixture
def work_of(app, cast, browse, statements, monkeypatch):
    """What sending a form with an address costs: shapes of statements, and hashes."""
    from argon2 import PasswordHasher

    def work_of(path: str, typed: dict) -> tuple[list[str], int, int]:
        client = browse()
        form = next(form for form in client.forms(path) if "email" in form.offered)
        hashes = []
        with monkeypatch.context() as patch, statements() as counted:
            for name in ("hash", "verify"):
                patch.setattr(PasswordHasher, name, noted(getattr(PasswordHasher, name), hashes))
            answer = client.send(form, path, typed)
        return counted.texts, len(hashes), answer.status_code

    return work_of


def noted(original, hashes: list):
    def noting(self, *args):
        hashes.append((self.time_cost, self.memory_cost))
        return original(self, *args)

    return noting


@pytest.mark.parametrize(
    ("path", "typed", "hashes"),
    [
        ("/account/new", {"name": "Greta", "password": "seven small boats"}, 1),
        ("/account/sign-in", {"password": "not the password"}, 1),
        ("/account/forgotten", {}, 0),
    ],
)
def test_known_and_unknown_addresses_cost_the_same(work_of, path, typed, hashes):
    known = work_of(path, {**typed, "email": KNOWN})
    unknown = work_of(path, {**typed, "email": UNKNOWN})
    assert known == unknown
    assert known[1] == hashes


@pytest.mark.slow
def test_a_hash_for_nobody_takes_the_work_of_a_real_one(app):
    """With the real costs, on the processor's clock: within a factor of two, best of five."""
    from time import process_time

    from forum.accounts import passwords

    app.config.update(
        ARGON2_TIME_COST=passwords.TIME_COST, ARGON2_MEMORY_COST=passwords.MEMORY_COST
    )

    def seconds(password_hash) -> float:
        times = []
        for _ in range(5):
            begun = process_time()
            assert not passwords.is_right("wrong", password_hash)
            times.append(process_time() - begun)
        return min(times)

    with app.app_context():
        somebodys = seconds(passwords.hash_password(PASSWORD))
        nobodys = seconds(None)
    assert 0.5 < nobodys / somebodys < 2, (nobodys, somebodys)


def test_the_costs_are_what_owasp_asks_for():
    from forum.accounts import passwords

    assert (passwords.TIME_COST, passwords.MEMORY_COST) == (2, 19 * 1024)
