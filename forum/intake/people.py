"""Makes the accounts under which imported posts stand; nobody can sign in with one.

An account has no password that fits, an address that no mail can reach (`.invalid`, RFC 2606) and
is never confirmed. What the former system knows of a person stays there: the name is invented.
"""

import hashlib
from datetime import datetime
from functools import partial

from sqlalchemy import select

from forum.accounts import actions, queries
from forum.accounts.models import User
from forum.core.db import db
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.core.text import fold_handle
from forum.ledger.ledger import IMPORT, record

NO_PASSWORD = "!"  # the shape of no hash: nothing fits it
KEY_SHOWN = 24  # characters of a ticket number in a name; names have at most 40


def customer_of(source: str, key: str, *, at: datetime) -> User:
    """The one who opened the case `key` of `source`: always the same account, `Customer 223441`."""
    email = _address("customer", source, key)
    known = db.session.scalar(select(User).where(User.email == email))
    if known:
        return known
    shown = "".join(c for c in key if c.isalnum() or c in "-_")[:KEY_SHOWN] or email[9:17]
    name = _free_name(_("Customer %(key)s", key=shown))
    user = User(
        email=email,
        name=name,
        name_key=fold_handle(name),
        password_hash=NO_PASSWORD,
        role="customer",
        created_at=at,
    )
    db.session.add(user)
    db.session.flush()
    return user


def office_named(source: str, name: str, *, at: datetime) -> User:
    """The staff account for an office that answered in `source`; shown under the office's name."""
    email = _address("office", source, name)
    known = db.session.scalar(select(User).where(User.email == email))
    if known:
        return known
    create = partial(actions.create_user, email=email, password_hash=NO_PASSWORD, role="staff")
    try:
        user = create(name=name)
    except Invalid:  # taken by somebody, or not the form of a name
        plain = "".join(c for c in name if c.isalnum() or c in " -")[:20]
        user = create(name=_free_name(f"{plain} import"))
    user.created_at, user.confirmed_at = at, None
    fields = {"role": "staff", "pseudonym": user.pseudonym}
    record("account.role_given", actor=IMPORT, fields=fields)
    return user


def _address(role: str, source: str, key: str) -> str:
    digest = hashlib.sha256(f"{source}\n{key}".encode()).hexdigest()
    return f"{role}-{digest[:24]}@import.invalid"


def _free_name(wish: str) -> str:
    name, number = wish, 1
    while queries.person_named(name):
        number += 1
        name = f"{wish} {number}"
    return name
