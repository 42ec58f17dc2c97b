"""Who is told what about a case; refuses to change it."""

from forum.cases import affected, asks, merges
from forum.cases.models import Case, Post
from forum.notifications.actions import notify


def tell_participants(case: Case, post: Post, *, answered: Post | None, solves: bool) -> None:
    """A public post is news for the author of the case and for whom it answers.

    Only staff speak for the company. A post that is about to be marked as the solution is told
    to the author of the case as such, and not twice. What the company answers is news also for
    those whose cases were merged into this one, and for whoever said "me too".
    """
    told = {case.author_id} if not solves else set()
    told |= {answered.author_id} if answered else set()
    kind = "case.answered" if post.author.is_staff else "case.replied"
    if post.author.is_staff and not solves:
        told |= affected.others_to_tell(case)
    notify(sorted(told - {post.author_id}), kind, path=path_of(post), values=about(case))


def tell_if_held(post: Post) -> None:
    """Who wrote a post that waits for a moderator is told so, on their page alone."""
    if post.visibility == "pending":
        values = {"number": post.case_number}
        notify([post.author_id], "post.held", path=path_of(post), values=values, mail=False)


def tell_writer(post: Post, kind: str, **values) -> None:
    """What was decided about a post is news for who wrote it."""
    values = {"number": post.case_number, **values}
    notify([post.author_id], kind, path=path_of(post), values=values)


def tell_author(case: Case, kind: str, **values) -> None:
    """What was decided about a case is news for its author."""
    path = f"/cases/{case.number}"
    notify([case.author_id], kind, path=path, values={**about(case), **values})


def ask_author(case: Case, key: str) -> None:
    """Whether the solution that staff marked is one; only the mail carries the key to answer."""
    path, once = f"/cases/{case.number}", {"key": key, "days": asks.LASTS.days}
    notify([case.author_id], "case.solved", path=path, values=about(case), in_mail=once)


def tell_merged_of_end(case: Case) -> None:
    """Whose case goes on in one that has ended is sent to their own page, once each.

    Whoever said "me too" in it is told as well, and nobody twice.
    """
    others = affected.others_to_tell(case)
    merged = merges.authors_of_merged(case)
    for author_id in sorted(others & set(merged)):
        number = merged[author_id]
        values = {**about(case), "own": number}
        notify([author_id], "case.ended_there", path=f"/cases/{number}", values=values)
    path = f"/cases/{case.number}"
    notify(others - set(merged), "case.ended_affected", path=path, values=about(case))


def about(case: Case) -> dict:
    """What the words about a case need."""
    return {"number": case.number, "title": case.title}


def path_of(post: Post) -> str:
    """Where a post is found, on whatever page of its thread it stands."""
    return f"/cases/{post.case_number}/posts/{post.position}"
