"""The verb of splitting: what belongs to another matter gets a case of its own.

In the old thread a stub stays at each position and says where the post is. Refuses request,
current_user, commit and rendering.
"""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import User
from forum.cases import clock, news, opening, promises
from forum.cases.models import Case, Category, Post
from forum.cases.publishing import refresh_search
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.ledger.canonical import moment
from forum.ledger.ledger import Actor, record
from forum.search.language import detect
from forum.statements.rulings import Ruling


def split_case(
    case: Case,
    *,
    positions: list[int],
    title: str,
    category: Category,
    kind: str,
    ruling: Ruling,
) -> Case:
    """Give posts of one customer a case of their own, which waits since the first was written.

    Raises Invalid, with the field, for posts that cannot go together and without a reason.
    """
    ruling.check()
    posts = posts_for_splitting(case, positions)
    new = Case(title=title, kind=kind, channel=case.channel, visibility="public")
    new.author, new.category = posts[0].author, category
    _draw_number(new, posts)
    moved = [post.position for post in posts]
    _carry_over(case, new, posts)
    actor, texts = Actor.of(ruling.by), {"reason": ruling.sentence}
    fields = {"target": new.number, "posts": moved}
    record("case.split", actor=actor, subject=case.number, fields=fields, texts=texts)
    told = {"promised_at": moment(new.opened_at), **opening.told_of(new), **promises.give(new)}
    cause = ruling.draft("case.split_off", origin=case.number, posts=len(posts), **told)
    entry_id = clock.follow(new, cause=cause, at=now())
    # The news of the new case says it; the statement stands beside it.
    ruling.issue(entry_id, "split", new.author_id, case_number=new.number, tells=False)
    news.tell_author(new, "case.split_off", origin=case.number, reason=ruling.sentence)
    refresh_search(new)
    refresh_search(case)
    return new


def posts_for_splitting(case: Case, positions: list[int]) -> list[Post]:
    """The posts at these positions in order; Invalid unless they may get a case of their own."""
    wanted = set(positions)
    if not wanted:
        raise Invalid(_("Choose at least one post."), "posts")
    found = [post for post in splittable_posts(case) if post.position in wanted]
    if len(found) != len(wanted):
        raise Invalid(_("One of these posts cannot be moved."), "posts")
    if len({post.author_id for post in found}) > 1:
        raise Invalid(_("Choose posts of one person: the new case is theirs."), "posts")
    return found


def splittable_posts(case: Case) -> list[Post]:
    """What can go into a case of its own: public posts of customers, not the first, no solution."""
    is_free = (Post.visibility == "public", Post.position > 1, Post.is_solution.is_(False))
    statement = (
        select(Post)
        .join(User, User.id == Post.author_id)
        .where(Post.case_number == case.number, *is_free, User.role == "customer")
        .options(joinedload(Post.author, innerjoin=True))
        .order_by(Post.position)
    )
    return list(db.session.scalars(statement))


def _draw_number(new: Case, posts: list[Post]) -> None:
    """Give the case its number, counters for these posts and a clock that runs since the first."""
    first = posts[0]
    new.language = detect(f"{new.title}\n{first.body}")
    new.opened_at, new.last_post_at = first.created_at, posts[-1].created_at
    new.post_count = new.last_position = len(posts)
    new.pending_count = new.waited_microseconds = 0
    clock.set_status(new, "new", first.created_at)
    db.session.add(new)
    db.session.flush()


def _carry_over(case: Case, new: Case, posts: list[Post]) -> None:
    """The rows go along with what hangs on them (reports, revisions); a stub takes their place."""
    new_position = {post.position: place for place, post in enumerate(posts, start=1)}
    stubs = [_stub(post, new.number, new_position[post.position]) for post in posts]
    for post in posts:
        post.reply_to = new_position.get(post.reply_to or 0)  # positions begin at 1
        post.case_number, post.position = new.number, new_position[post.position]
    db.session.flush()
    db.session.add_all(stubs)
    case.post_count -= len(posts)
    db.session.flush()
    where = (Post.case_number == case.number, Post.visibility == "public")
    latest = db.session.scalar(select(func.max(Post.created_at)).where(*where))
    assert latest is not None  # the case is public, and so is its first post
    case.last_post_at = latest


def _stub(post: Post, number: int, position: int) -> Post:
    return Post(
        case_number=post.case_number,
        position=post.position,
        author_id=post.author_id,
        author_role=post.author_role,
        created_at=post.created_at,
        published_at=post.published_at,
        body="",
        html="",
        renderer=post.renderer,
        visibility="moved",
        moved_to_case=number,
        moved_to_position=position,
    )
