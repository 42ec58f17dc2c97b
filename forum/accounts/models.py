"""People, their sign-ins, tokens and mailed links; refuses rules about what they may do."""

from datetime import datetime
from typing import ClassVar, Literal, cast

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.core.clock import now
from forum.core.db import Model, UTCDateTime
from forum.core.i18n import _

ROLES = ("customer", "staff", "moderator", "admin")
TEAM = ("staff", "moderator", "admin")  # those who speak for the house


class User(Model):
    """One person. `name` is shown in public, `name_key` is what makes two names the same."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # in lower case
    own_name: Mapped[str] = mapped_column("name", String(40))  # empty once it is erased
    name_key: Mapped[str] = mapped_column(String(80), unique=True)
    password_hash: Mapped[str]
    role: Mapped[str] = mapped_column(String(20), default="customer")
    # The ledger's name for members of the team ("M-07"); customers never have one.
    pseudonym: Mapped[str | None] = mapped_column(String(20), unique=True)
    language: Mapped[str] = mapped_column(String(2), default="en")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    # Without it nobody has proved the address, as with imported authors: no sign-in, no token.
    confirmed_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    # An administrator made this account: its first posts need no look beforehand.
    is_vouched_for: Mapped[bool] = mapped_column(default=False)
    approved_posts: Mapped[int] = mapped_column(default=0)
    # A moderator's decision, which ends by itself: posts wait for a look; nothing can be written.
    limited_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    suspended_until: Mapped[datetime | None] = mapped_column(UTCDateTime)
    # Of this person nothing is left but the row, to which what they wrote or counted points.
    erased_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    # What Flask-Login asks of a user object.
    is_authenticated: ClassVar[Literal[True]] = True
    is_anonymous: ClassVar[Literal[False]] = False
    # Set by accounts/signing.py for the request that this person makes; not stored here.
    # Cast, for SQLAlchemy takes an annotation for that of a column.
    session_token = cast("str | None", None)
    sign_in_id = cast("int | None", None)

    @hybrid_property
    def name(self) -> str:
        """What everybody sees beside what this person wrote; in a statement, the column."""
        return self.own_name or _("deleted account")

    @name.inplace.setter
    def _set_name(self, name: str) -> None:
        self.own_name = name

    @name.inplace.expression
    @classmethod
    def _name_column(cls):
        return cls.own_name

    def get_id(self) -> str | None:
        """What the cookie carries: the token of this sign-in, never the person's number."""
        return self.session_token

    @property
    def is_active(self) -> bool:
        return self.confirmed_at is not None

    @property
    def is_staff(self) -> bool:
        """Speaks for the company: may answer, decline and mark solutions in any case."""
        return self.role in ("staff", "admin")

    @property
    def is_moderator(self) -> bool:
        return self.role in ("moderator", "admin")

    @property
    def is_team(self) -> bool:
        return self.role in TEAM

    @property
    def is_new(self) -> bool:
        """Nobody has looked at anything this person wrote yet."""
        return not self.approved_posts and not self.is_vouched_for and not self.is_team

    @property
    def is_limited(self) -> bool:
        """Everything this person writes waits for a moderator, until a day to come."""
        return self.limited_until is not None and self.limited_until > now()

    @property
    def is_suspended(self) -> bool:
        """This person reads, but writes nothing in public until a day to come."""
        return self.suspended_until is not None and self.suspended_until > now()


class TeamNumber(Model):
    """A number of the ledger's pseudonyms (`M-07`): given once, never to a second person."""

    __tablename__ = "team_numbers"

    prefix: Mapped[str] = mapped_column(String(1), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )


class SignIn(Model):
    """One browser that is signed in; ending it is deleting the row."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime)
    browser: Mapped[str] = mapped_column(String(200), default="")

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class AccessToken(Model):
    """A key for the API; only its hash is stored."""

    __tablename__ = "access_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    # What its owner calls it, to know which one to delete.
    label: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)

    user: Mapped[User] = relationship(lazy="joined", innerjoin=True)


class MailedLink(Model):
    """A link sent to an address that works once: to confirm a sign-up or to set a new password.

    It hangs on the address and not on a person, so that asking for one is the same work whether
    or not somebody with that address is known here. A person exists from the confirmation on.
    """

    __tablename__ = "mailed_links"
    __table_args__ = (Index("ix_mailed_links_email_purpose", "email", "purpose"),)

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    purpose: Mapped[str] = mapped_column(String(20))  # confirm | reset
    expires_at: Mapped[datetime] = mapped_column(UTCDateTime, index=True)
    # For a confirmation: name, password_hash, language and following (where they go next).
    sign_up: Mapped[dict] = mapped_column(JSON, default=dict)
