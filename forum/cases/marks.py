"""The marks of solutions and the word that stands on them; refuses to enter anything."""

from sqlalchemy import select, update

from forum.cases import asks, clock
from forum.cases.models import Case, Post
from forum.core.clock import now
from forum.core.db import db


def drop_mark(case: Case, post: Post) -> None:
    """Take the mark off a post. Where staff's word alone stood on it, the case waits again.

    The caller lets the queue follow, with the entry of what it does.

    No case stays solved by nobody's word: the author's stands by itself, staff's needs a post
    that can be read (the tenth promise).
    """
    if not post.is_solution:
        return
    post.is_solution = False
    db.session.flush()
    others = select(Post.id).where(Post.case_number == case.number, Post.is_solution.is_(True))
    is_only_staffs_word = case.solved_by == "staff" and not case.confirmed_by
    if case.status == "solved" and is_only_staffs_word and not db.session.scalar(others.limit(1)):
        forget_end(case)
        clock.set_status(case, "waiting_for_company", now())


def forget_end(case: Case) -> None:
    """Nothing is solved or declined any more; what was marked did not solve it.

    The marks are in the ledger; the thread starts clean.
    """
    asks.settle(case, "withdrawn")  # unless its author has just answered
    case.solved_by = case.solved_at = case.confirmed_by = case.declined_reason = None
    where = (Post.case_number == case.number, Post.is_solution.is_(True))
    db.session.execute(update(Post).where(*where).values(is_solution=False))
