"""Many requests, each on the same state of the database; refuses to know what they ask for."""

from tests.harness.application import close


class Undoing:
    """`with Undoing(app, databases, page) as state: … state.put_back()` after what changed it.

    The sign-in of `page` stays valid: it is part of the state, and its cookie is set again.
    """

    def __init__(self, app, databases, page):
        self._app, self._databases, self._page = app, databases, page
        self._original = app.config["SQLALCHEMY_DATABASE_URI"]
        self._cookie = page.get_cookie(app.config["SESSION_COOKIE_NAME"])

    def __enter__(self) -> "Undoing":
        close(self._app)
        self._kept = self._databases.copy(self._original)
        return self

    def __exit__(self, *_error) -> None:
        self._databases.discard(self._kept)

    def put_back(self) -> None:
        """What the last request did must not change the answer to the next."""
        close(self._app)
        self._databases.restore(self._original, self._kept)
        if self._cookie:
            self._page.set_cookie(self._cookie.key, self._cookie.value)
