"""The verb of somebody who leaves and takes the texts along; refuses to decide who may."""

from sqlalchemy import delete, func, select

from forum.accounts.models import User
from forum.cases import clock, marks, traces
from forum.cases.bodies import set_body
from forum.cases.models import Case, Post, Revision
from forum.cases.publishing import refresh_search
from forum.core.db import db
from forum.core.i18n import _, force_locale
from forum.knowledge import erasure as knowledge
from forum.ledger.ledger import Actor, Draft


def remove_texts_of(user: User, *, actor: Actor) -> int:
    """Empty every post of this person and what it said before; returns how many there were.

    A post keeps its place behind a sentence that says so. A case whose opening text goes is hidden
    and leaves its line, with an entry. `actor` is who decided.
    """
    removed = 0
    for number in _cases_with_posts_of(user):
        case = db.session.get_one(Case, number, with_for_update=True)
        where = (Post.case_number == number, Post.author_id == user.id)
        posts = list(db.session.scalars(select(Post).where(*where).order_by(Post.position)))
        _remove_from(case, posts, actor)
        removed += len(posts)
    return removed


def written_by(user: User) -> tuple[int, int]:
    """How many cases this person has opened, and how many posts written."""
    cases = select(func.count()).select_from(Case).where(Case.author_id == user.id)
    posts = select(func.count()).select_from(Post).where(Post.author_id == user.id)
    return db.session.scalars(cases).one(), db.session.scalars(posts).one()


def _cases_with_posts_of(user: User) -> list[int]:
    """In order, so that two who leave at once lock them in the same one."""
    numbers = select(Post.case_number).where(Post.author_id == user.id).distinct()
    return sorted(db.session.scalars(numbers))


def _remove_from(case: Case, posts: list[Post], actor: Actor) -> None:
    former = {text for post in posts for text in (post.body, post.html)}
    is_opened_here = posts[0].position == 1
    with force_locale(case.language):
        stub, title = _("Removed by its author."), _("Removed by its author")
    if is_opened_here:
        former.add(case.title)
        case.title = title
    ids = [post.id for post in posts]
    former |= set(db.session.scalars(select(Revision.body).where(Revision.post_id.in_(ids))))
    knowledge.forget_texts([case.number], former)
    db.session.execute(delete(Revision).where(Revision.post_id.in_(ids)))
    for post in posts:
        _empty(case, post, stub, actor)
    traces.rewrite(case, lambda text: "" if text in former else text, former)
    refresh_search(case)
    traces.purge_storage(case, is_title_gone=is_opened_here)


def _empty(case: Case, post: Post, stub: str, actor: Actor) -> None:
    """Put the sentence in the place of the text; hide what opens a case or was never public."""
    former = post.visibility
    set_body(post, f"*{stub}*")
    post.edited_at = post.held_because = None
    if former == "pending":
        case.pending_count -= 1
    if former == "public" and post.position == 1:
        case.post_count -= 1
    if former == "pending" or post.position == 1:
        post.visibility, post.hidden_because = "hidden", stub
    if post.position == 1:
        case.visibility = "hidden"
    marks.drop_mark(case, post)  # nobody is sent to a solution that cannot be read
    if former != "hidden":
        fields = {"post": post.position, "status": case.status}
        clock.follow(case, cause=Draft("post.removed", actor, fields))
