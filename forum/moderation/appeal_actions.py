"""What follows from an objection: where it is right, the decision is undone by its own verb."""

from collections.abc import Callable

from sqlalchemy import select

from forum.accounts.models import User
from forum.cases import merge_access, merge_actions, merges, ruling_actions, visibility_actions
from forum.cases.access import category_named
from forum.cases.models import Case, Post
from forum.core.db import db
from forum.core.errors import Refused
from forum.ledger.queries import fields_of
from forum.moderation import people_actions
from forum.statements import actions as statements
from forum.statements.models import Appeal, Statement
from forum.statements.rulings import Ruling


def answer(objection: Appeal, *, moderator: User, outcome: str, sentence: str) -> None:
    """Decide an objection in public; where it is right, undo what can be undone.

    A passage that was removed for good is gone: then the answer says only that it was wrong.
    """
    statements.decide_appeal(objection, moderator=moderator, outcome=outcome, sentence=sentence)
    if outcome != "upheld":
        return
    statement = objection.statement
    ruling = Ruling(moderator, "no_breach", sentence, "appeal", objection.created_at)
    if undo := _UNDO.get(statement.measure):
        undo(statement, ruling)
    statements.take_back(statement)


def _show_again(statement: Statement, ruling: Ruling) -> None:
    post = _post_of(statement)
    if post is not None and post.visibility == "hidden":
        visibility_actions.show_post_again(post.case, post=post, ruling=ruling)


def _approve(statement: Statement, ruling: Ruling) -> None:
    post = _post_of(statement)
    if post is not None and post.visibility == "pending":
        visibility_actions.approve_post(post.case, post=post, ruling=ruling)


def _unlock(statement: Statement, ruling: Ruling) -> None:
    case = _case(statement)
    if case.is_locked:
        ruling_actions.unlock_case(case, ruling=ruling)


def _move_back(statement: Statement, ruling: Ruling) -> None:
    """To where it stood before, unless somebody has moved it on meanwhile."""
    case, fields = _case(statement), fields_of(statement.entry_id)
    former, then = category_named(fields["from"]), category_named(fields["to"])
    if case.category_id == then.id:
        ruling_actions.move_case(case, category=former, ruling=ruling)


def _part(statement: Statement, ruling: Ruling) -> None:
    """A merged case goes on by itself, unless that merge was undone already."""
    case, *others = merge_access.with_chain(db.session.get_one(Case, statement.case_number))
    row = merges.merge_of(case.number)
    assert row is not None and ruling.by is not None  # it was merged, and somebody decides
    if case.status == "duplicate" and row.entry_id == statement.entry_id:
        merge_actions.part_case(case, others=others, person=ruling.by, ruling=ruling)


def _lift(statement: Statement, ruling: Ruling) -> None:
    try:
        people_actions.lift(statement, ruling=ruling)
    except Refused:  # it has ended by itself, or another one took its place
        return


def _case(statement: Statement) -> Case:
    wanted = select(Case).where(Case.number == statement.case_number).with_for_update()
    return db.session.scalars(wanted.execution_options(populate_existing=True)).one()


def _post_of(statement: Statement) -> Post | None:
    case = _case(statement)
    where = (Post.case_number == case.number, Post.position == statement.position)
    post = db.session.scalar(select(Post).where(*where))
    if post is not None:
        post.case = case
        post.author = db.session.get_one(User, post.author_id)
    return post


_UNDO: dict[str, Callable[[Statement, Ruling], None]] = {
    "hide": _show_again,
    "hold": _approve,
    "lock": _unlock,
    "move": _move_back,
    "merge": _part,
    "limit": _lift,
    "suspend": _lift,
}
