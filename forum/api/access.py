"""Who asks: the owner of the bearer token or a visitor. Refuses cookies: browsers send them."""

from flask import Request, g

from forum.accounts.models import User
from forum.accounts.readers import Reader, Visitor
from forum.accounts.tokens import person_for
from forum.core.errors import NotAllowed, SignInFirst
from forum.core.i18n import _


def identify(request: Request) -> None:
    """Note for this request whose token it carries; a token that is nobody's is refused."""
    header = request.headers.get("Authorization")
    found = person_for(header)
    if header and found is None:
        raise SignInFirst(_("This token is not valid. Make a new one on your account page."))
    g.api_person = found or Visitor()


def person() -> Reader:
    """Whoever sent this request, as the doors of other rooms want to know it."""
    return g.api_person


def require_token() -> User:
    """The owner of the token; SignInFirst without one."""
    if not g.api_person.is_authenticated:
        raise SignInFirst(_("Send your token: Authorization: Bearer TOKEN."))
    return g.api_person


def require_staff_for_steps(user: User, then: str | None) -> None:
    """Only staff say what follows an answer; a page ignores it, a program has to be told."""
    if then is not None and not user.is_staff:
        raise NotAllowed(_("Only staff can say what follows an answer."))
