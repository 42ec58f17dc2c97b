"""Who may stand before a page: a person who is signed in, or a visitor."""

from typing import ClassVar, Literal

from forum.accounts.models import User


class Visitor:
    """Nobody who is signed in; what Flask-Login asks of a user object, and nothing else."""

    is_authenticated: ClassVar[Literal[False]] = False
    is_active: ClassVar[Literal[False]] = False
    is_anonymous: ClassVar[Literal[True]] = True

    def get_id(self) -> None:
        """There is no sign-in that a cookie could name."""


Reader = User | Visitor
