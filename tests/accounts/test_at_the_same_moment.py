"""Two people ask for the same name at the same moment: one has it, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from forum.core.db import writing
from forum.core.errors import Problem


def test_one_name_goes_to_one_person(app):
    from forum.accounts import actions, passwords
    from forum.accounts.queries import person_named

    begun = Event()

    def make(email: str, waits: bool) -> str:
        if waits:
            assert begun.wait(10)
        with app.app_context():
            password_hash = passwords.hash_password("seven small boats")
            try:
                with writing():
                    actions.create_user(email=email, name="Greta", password_hash=password_hash)
                    begun.set()
            except Problem as problem:
                return problem.sentence
        return "made"

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(make, "one@example.org", False)
        second = pool.submit(make, "two@example.org", True)
        results = [first.result(30), second.result(30)]
    assert results[0] == "made"
    assert "Please" in results[1]
    with app.app_context():
        assert person_named("greta").email == "one@example.org"
