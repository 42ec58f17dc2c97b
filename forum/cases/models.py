"""The tables of cases and their conversation; refuses rules."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.core.db import Model, UTCDateTime


class Category(Model):
    """What a case is about; `lane` names the desk that serves it, promises are in minutes."""

    __tablename__ = "categories"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    lane: Mapped[str] = mapped_column(String(40))
    name_de: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    # What it promises now; every version is in promised_times, each case has its own deadlines.
    first_answer_minutes: Mapped[int | None]
    first_answer_calendar: Mapped[str] = mapped_column(String(400), default="always")
    solution_minutes: Mapped[int | None]
    solution_calendar: Mapped[str] = mapped_column(String(400), default="always")
    position: Mapped[int] = mapped_column(default=0)


class Case(Model):
    """One complaint or question and all that happens to it."""

    __tablename__ = "cases"
    __table_args__ = (
        # Every list of cases pages along one of these, so its cost does not grow with the table.
        Index("ix_cases_newest", "visibility", "opened_at", "number"),
        Index("ix_cases_by_status", "visibility", "status", "opened_at", "number"),
        Index("ix_cases_by_category", "visibility", "category_id", "opened_at", "number"),
        Index("ix_cases_by_turn", "visibility", "turn", "opened_at", "number"),
        Index("ix_cases_waiting", "visibility", "waiting_since", "number"),
        # Whose promise breaks next.
        Index("ix_cases_due", "visibility", "promise_due_at", "number"),
        Index("ix_cases_rated", "category_id", "visibility", "rating_score"),
        Index("ix_cases_by_author", "author_id", "number"),
        Index("ix_cases_silence", "status", "solved_at"),
        UniqueConstraint("source", "source_key"),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(150))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("categories.id"))
    language: Mapped[str] = mapped_column(String(2))
    channel: Mapped[str] = mapped_column(String(20), default="web")  # web api mail import
    visibility: Mapped[str] = mapped_column(String(10), default="public")  # pending hidden

    # The facts a rule may ever see (the closed list of the queue).
    kind: Mapped[str] = mapped_column(String(20))
    is_total_outage: Mapped[bool] = mapped_column(default=False)
    is_emergency_call_impossible: Mapped[bool] = mapped_column(default=False)
    is_health_dependent: Mapped[bool] = mapped_column(default=False)
    contract_class: Mapped[str] = mapped_column(String(10), default="private")
    affected_count: Mapped[int] = mapped_column(default=0)  # "me too" of distinct others
    reopened_count: Mapped[int] = mapped_column(default=0)
    is_promise_broken: Mapped[bool] = mapped_column(default=False)  # for ever, once it is

    status: Mapped[str] = mapped_column(String(24), default="new")
    turn: Mapped[str] = mapped_column(String(10), default="company")
    opened_at: Mapped[datetime] = mapped_column(UTCDateTime)
    last_post_at: Mapped[datetime] = mapped_column(UTCDateTime)
    first_answer_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    # The clock: runs from `waiting_since`; while it stands, what it had is kept.
    waiting_since: Mapped[datetime | None] = mapped_column(UTCDateTime)
    waited_microseconds: Mapped[int] = mapped_column(BigInteger, default=0)
    next_word_by: Mapped[datetime | None] = mapped_column(UTCDateTime)
    promise_due_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # the next one that runs

    solved_by: Mapped[str | None] = mapped_column(String(10))  # author staff import
    solved_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    confirmed_by: Mapped[str | None] = mapped_column(String(10))  # author silence
    declined_reason: Mapped[str | None]
    # The last rating of its author, for lists and figures; all of them are in outcome_models.py.
    rating_score: Mapped[int | None]
    rated_at: Mapped[datetime | None] = mapped_column(UTCDateTime)

    post_count: Mapped[int] = mapped_column(default=0)  # public posts
    pending_count: Mapped[int] = mapped_column(default=0)  # posts a moderator has to look at
    last_position: Mapped[int] = mapped_column(default=0)  # of any post, public or not
    is_locked: Mapped[bool] = mapped_column(default=False)  # author and staff alone write
    source: Mapped[str | None] = mapped_column(String(40))  # of an import, with the key there
    source_key: Mapped[str | None] = mapped_column(String(80))

    author: Mapped[User] = relationship(lazy="raise_on_sql")
    category: Mapped[Category] = relationship(lazy="raise_on_sql")

    @property
    def waited_seconds(self) -> int:
        """What the clock had when it last stood, in whole seconds."""
        return (self.waited_microseconds or 0) // 1_000_000


class Post(Model):
    """One message in the thread; rendered to safe HTML once, when written."""

    __tablename__ = "posts"
    __table_args__ = (
        UniqueConstraint("case_number", "position"),
        Index("ix_posts_held", "visibility", "created_at", "id"),
        Index("ix_posts_by_author", "author_id", "id"),
        CheckConstraint("reply_to < position", name="answers_an_earlier_post"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_number: Mapped[int] = mapped_column(ForeignKey("cases.number"))
    position: Mapped[int]  # 1 is the complaint itself
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    author_role: Mapped[str] = mapped_column(String(20))  # the role in which it was written
    reply_to: Mapped[int | None]  # the position of the post it answers, in the same case
    body: Mapped[str]
    html: Mapped[str]
    renderer: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UTCDateTime)  # first public; or never
    edited_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    is_solution: Mapped[bool] = mapped_column(default=False)
    visibility: Mapped[str] = mapped_column(String(10), default="public")  # pending hidden moved
    held_because: Mapped[str | None] = mapped_column(String(20))  # see cases/rules.py
    hidden_because: Mapped[str | None]  # the public reason, shown on the stub
    hidden_ground: Mapped[str | None] = mapped_column(String(20))  # a section of the terms
    # Of a post that went into a case of its own only this stays here; its row is empty.
    moved_to_case: Mapped[int | None]
    moved_to_position: Mapped[int | None]

    author: Mapped[User] = relationship(lazy="raise_on_sql")
    case: Mapped[Case] = relationship(lazy="raise_on_sql")


class Revision(Model):
    """What a post said before an edit that readers may have missed; public, shown as a diff."""

    __tablename__ = "revisions"
    __table_args__ = (Index("ix_revisions_post", "post_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(ForeignKey("posts.id"))
    body: Mapped[str]
    replaced_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Affected(Model):
    """ "Me too": one person who has the same problem as the author."""

    __tablename__ = "affected"

    case_number: Mapped[int] = mapped_column(ForeignKey("cases.number"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class Helped(Model):
    """ "This solved it": one person who needed no case of their own because of this one."""

    __tablename__ = "helped"

    case_number: Mapped[int] = mapped_column(ForeignKey("cases.number"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime)


class MergedCase(Model):
    """That a case goes on in another one, and all that its author gets back by "mine is different".

    The row stays when the merge is undone; then it is in no `root` any more.
    """

    __tablename__ = "merged_cases"
    __table_args__ = (Index("ix_merged_cases_root", "root", "number"),)

    number: Mapped[int] = mapped_column(ForeignKey("cases.number"), primary_key=True)
    into: Mapped[int] = mapped_column(ForeignKey("cases.number"))
    root: Mapped[int | None] = mapped_column(ForeignKey("cases.number"))  # at the end of the chain
    ahead_microseconds: Mapped[int] = mapped_column(BigInteger)  # see forum/queue/together.py
    status: Mapped[str] = mapped_column(String(24))  # these three as they were before
    waiting_since: Mapped[datetime | None] = mapped_column(UTCDateTime)
    next_word_by: Mapped[datetime | None] = mapped_column(UTCDateTime)
    merged_at: Mapped[datetime] = mapped_column(UTCDateTime)
    merged_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    entry_id: Mapped[int | None]  # of the ledger
    undone_at: Mapped[datetime | None] = mapped_column(UTCDateTime)
    undone_by: Mapped[str | None] = mapped_column(String(10))  # author moderator
