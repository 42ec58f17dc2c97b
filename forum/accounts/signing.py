"""Who is signed in: Flask-Login over a table of sign-ins; refuses to check passwords or rights.

The cookie carries a random token, the table its hash, so that ending a sign-in is deleting a row,
and a copied table signs nobody in.
"""

from datetime import timedelta

from flask import Flask, current_app, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, login_user, logout_user
from sqlalchemy import bindparam, delete, select

from forum.accounts.keys import hash_of, new_key
from forum.accounts.models import SignIn, User
from forum.accounts.readers import Visitor
from forum.core.clock import now
from forum.core.db import db
from forum.core.text import clean_line

LASTS = timedelta(days=30)  # from signing in; then the person is asked again
BROWSER_LONGEST = 200  # characters of what the browser calls itself

# Put together once: building it took longer than asking it, and every page asks it.
_SIGN_IN = (
    select(User, SignIn.id)
    .select_from(SignIn)
    .join(SignIn.user)
    .where(SignIn.token_hash == bindparam("token_hash"), SignIn.expires_at > bindparam("at"))
)

manager = LoginManager()
manager.anonymous_user = Visitor
# It would bind a sign-in to address and browser version, both of which change while travelling.
manager.session_protection = None


def start(app: Flask) -> None:
    """Recognise people by their cookie; what strangers are told is up to `manager`'s handler."""
    app.config["PERMANENT_SESSION_LIFETIME"] = LASTS
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False  # reading a page sets no cookie
    manager.init_app(app)


@manager.user_loader
def person_behind(token: str) -> User | None:
    """The person whose cookie this is; one select, no write."""
    found = db.session.execute(_SIGN_IN, {"token_hash": hash_of(token), "at": now()}).first()
    if found is None or not found.User.is_active:
        return None
    person = found.User
    person.session_token, person.sign_in_id = token, found.id
    return person


def sign_in_person(user: User, browser: str) -> None:
    """Sign `user` in with this browser, in a session that has nothing of the visitor's."""
    session.clear()
    session.permanent = True
    user.session_token = begin(user, browser)
    login_user(user)
    # What Flask-Login's protection and freshness would need only makes the cookie longer.
    session.pop("_id", None)
    session.pop("_fresh", None)


def begin(user: User, browser: str) -> str:
    """Add a sign-in and return the token that its cookie must carry."""
    token = new_key()
    db.session.add(
        SignIn(
            token_hash=hash_of(token),
            user_id=user.id,
            created_at=now(),
            expires_at=now() + LASTS,
            browser=clean_line(browser)[:BROWSER_LONGEST],
        )
    )
    return token


def cookie_for(user: User) -> str:
    """A session cookie that signs `user` in once committed; for benchmarks and tests."""
    token = begin(user, "cookie_for")
    interface = current_app.session_interface
    assert isinstance(interface, SecureCookieSessionInterface)  # Flask's own, unless replaced
    serializer = interface.get_signing_serializer(current_app)
    assert serializer is not None  # there is a SECRET_KEY (config.py)
    return serializer.dumps({"_permanent": True, "_user_id": token})


def sign_out(user: User) -> None:
    """End the sign-in that `user` makes this request with, and forget it in this browser."""
    db.session.execute(delete(SignIn).where(SignIn.id == user.sign_in_id))
    session.clear()
    logout_user()


def end(sign_in: SignIn) -> None:
    """End one sign-in; that browser is a visitor's from its next request on."""
    db.session.execute(delete(SignIn).where(SignIn.id == sign_in.id))


def end_all(user: User, *, but: int | None = None) -> None:
    """End every sign-in of `user`, except the one with the id `but`."""
    wanted = delete(SignIn).where(SignIn.user_id == user.id)
    db.session.execute(wanted if but is None else wanted.where(SignIn.id != but))
