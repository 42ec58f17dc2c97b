"""The verbs of accounts; refuse request, commit and hashing, which callers do beforehand."""

from flask import current_app
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from forum.accounts import names, queries
from forum.accounts.models import ROLES, TEAM, MailedLink, SignIn, TeamNumber, User
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid, Refused
from forum.core.i18n import _
from forum.core.text import fold_handle


def create_user(
    *,
    email: str,
    name: str,
    password_hash: str,
    role: str = "customer",
    language: str = "en",
    is_vouched_for: bool = False,
) -> User:
    """A person with a confirmed address; `email` and `name` in their tidy forms.

    Raises Invalid when either is somebody else's, or the name claims what the role is not;
    Refused when another request took one of them at this very moment.
    Whoever gives a role of the team writes the ledger entry: it is a floor above.
    """
    if role not in ROLES:
        raise Invalid(_("There is no role of this name."), "role")
    check_name(name, role=role)
    if queries.person_with_email(email):
        raise Invalid(_("There is already an account with this address."), "email")
    user = User(
        email=email,
        name=name,
        name_key=fold_handle(name),
        password_hash=password_hash,
        role=role,
        language=language,
        created_at=now(),
        confirmed_at=now(),
        is_vouched_for=is_vouched_for,
        approved_posts=0,
    )
    _add(user)
    user.pseudonym = _pseudonym(user)
    return user


def check_name(name: str, *, role: str = "customer") -> None:
    """Raise Invalid, with what to do, unless a new person of `role` may have this tidy name."""
    if wrong := names.what_is_wrong(name):
        raise Invalid(wrong, "name")
    if queries.person_named(name):
        raise Invalid(_("Somebody already has this name. Please choose another."), "name")
    if role in TEAM:
        return
    company = current_app.config["COMPANY_NAME"]
    if names.claims_to_speak_for_the_house(name, queries.names_of_the_team(), company):
        sentence = _("This name looks like one of our team. Please choose another.")
        raise Invalid(sentence, "name")


def change_role(user: User, role: str) -> None:
    """Give `user` another role and its pseudonym; sign-ins go on with the new rights."""
    if role not in ROLES:
        raise Invalid(_("There is no role of this name."), "role")
    user.role = role
    user.pseudonym = _pseudonym(user)


def change_language(user: User, language: str) -> None:
    """Write to `user` in this language from now on."""
    user.language = language


def keep_better_hash(user: User, password_hash: str) -> None:
    """Store the same password under today's parameters."""
    user.password_hash = password_hash


def change_password(user: User, password_hash: str) -> None:
    """Set a new password; whoever knew the old one can do nothing with mailed links either."""
    user.password_hash = password_hash
    db.session.execute(
        delete(MailedLink).where(MailedLink.email == user.email, MailedLink.purpose == "reset")
    )


def forget_expired() -> None:
    """Drop sign-ins and links whose time is over; called by the worker now and then."""
    for table in (SignIn, MailedLink):
        db.session.execute(delete(table).where(table.expires_at <= now()))


def _add(user: User) -> None:
    """Insert `user`; the database decides when two ask for the same name at the same moment."""
    db.session.add(user)
    try:
        db.session.flush()
    except IntegrityError as error:
        sentence = _("Somebody was faster with this name or address. Please start again.")
        raise Refused(sentence) from error


def _pseudonym(user: User) -> str | None:
    """`M-07`: the number this person had in the role before, else the next after the highest."""
    if user.role not in TEAM:
        return None
    prefix = user.role[0].upper()
    given = select(TeamNumber).where(TeamNumber.prefix == prefix)
    own = db.session.scalars(given.where(TeamNumber.user_id == user.id)).first()
    if own is None:
        highest = db.session.scalar(
            select(func.max(TeamNumber.number)).where(TeamNumber.prefix == prefix)
        )
        own = TeamNumber(prefix=prefix, number=(highest or 0) + 1, user_id=user.id)
        db.session.add(own)
    return f"{prefix}-{own.number:02d}"
