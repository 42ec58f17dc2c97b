"""The people of the tests, always the same; refuses rights that their role does not have."""

from dataclasses import dataclass
from functools import cache

PASSWORD = "Wartemarke-2011!"


@dataclass(frozen=True)
class Person:
    """One of the cast, as plain values: good in any context and after any request."""

    id: int
    name: str
    email: str
    role: str
    password: str = PASSWORD

    def row(self):
        """This person's row, for the application context that the caller holds."""
        from forum.accounts.models import User
        from forum.core.db import db

        return db.session.get(User, self.id)


# name, role, has written before (first posts of new accounts wait for a moderator)
ROLES = (
    ("anna", "customer", True),  # opened the case
    ("ben", "customer", True),  # another customer
    ("fred", "customer", False),  # means harm, and is new
    ("nora", "customer", False),  # means well, and is new
    ("olga", "staff", True),
    ("otto", "staff", True),
    ("mara", "moderator", True),
    ("mona", "moderator", True),
    ("ada", "admin", True),
)


class Cast:
    """`cast.anna`, `cast.olga` …, by attribute or by name; `cast.another(...)` adds more."""

    def __init__(self, app, *, is_enrolled: bool = False):
        """`is_enrolled`: their rows came with the database, and they sign up as of now."""
        self._app = app
        self._people: dict[str, Person] = {}
        self._number = 0
        if is_enrolled:
            self.arrive()
        else:
            self._enrol(ROLES)

    def __getattr__(self, name: str) -> Person:
        try:
            return self._people[name]
        except KeyError:
            raise AttributeError(f"nobody in the cast is called {name!r}") from None

    def __getitem__(self, name: str) -> Person:
        return self._people[name]

    def __iter__(self):
        return iter(self._people.values())

    def another(self, role: str = "customer", *, known: bool = True) -> Person:
        """One more person, for tests that need many authors."""
        return self.others(1, role, known=known)[0]

    def others(self, count: int, role: str = "customer", *, known: bool = True) -> list[Person]:
        """`count` more people, made in one transaction."""
        names = [f"person{self._number + place}" for place in range(1, count + 1)]
        self._number += count
        self._enrol([(name, role, known) for name in names])
        return [self._people[name] for name in names]

    def _enrol(self, rows) -> None:
        from forum.core.db import writing

        with self._app.app_context(), writing():
            for name, role, known in rows:
                user = _user(name, role, known)
                self._people[name] = Person(user.id, user.name, user.email, user.role)

    def state(self) -> tuple:
        """Who is here, as plain values; see `become`."""
        return dict(self._people), self._number

    def become(self, state: tuple) -> None:
        """Be the people of a database in which `state` was kept."""
        people, self._number = state
        self._people = dict(people)

    def arrive(self) -> None:
        """Find those who came with the database; they sign up now."""
        from sqlalchemy import select, update

        from forum.accounts.models import User
        from forum.core.clock import now
        from forum.core.db import db, writing

        self._people, self._number = {}, 0
        with self._app.app_context(), writing():
            db.session.execute(update(User).values(created_at=now(), confirmed_at=now()))
            columns = (User.id, User.own_name, User.email, User.role)
            for row in db.session.execute(select(*columns).order_by(User.id)):
                self._people[row.own_name] = Person(*row)


def _user(name: str, role: str, known: bool):
    """An account made as an operator makes it; known people had a post approved before."""
    from forum.accounts import actions

    user = actions.create_user(
        email=f"{name}@example.org", name=name, password_hash=_quick_hash(), role=role
    )
    user.approved_posts = 1 if known else 0
    return user


@cache
def _quick_hash() -> str:
    """The one password, hashed once with the least work: its strength is tested elsewhere."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def sign_in(client, person) -> None:
    """Give the client the cookie that signing in gives; the sign-in page has tests of its own."""
    from forum.accounts.signing import cookie_for
    from forum.core.db import writing

    with client.application.app_context():
        with writing():
            cookie = cookie_for(person.row())
        client.set_cookie(client.application.config["SESSION_COOKIE_NAME"], cookie)
    client.person = person


def token_of(app, person) -> str:
    """A new token for the API."""
    from forum.accounts.tokens import create_token
    from forum.core.db import writing

    with app.app_context(), writing():
        return create_token(person.row(), label="tests")
