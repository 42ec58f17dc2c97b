"""The verb of changing what a post says; refuses request, current_user, commit and rendering."""

from sqlalchemy import select

from forum.accounts.models import User
from forum.cases import clock, marks, states
from forum.cases.actions import why_held
from forum.cases.bodies import set_body
from forum.cases.models import Case, Post, Revision
from forum.cases.personal_choice import Choice, Settled, choices_for, settle
from forum.cases.publishing import refresh_search
from forum.cases.rules import is_quiet_edit
from forum.cases.ruling_actions import held_by_rule
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.core.markdown import render
from forum.ledger.ledger import Actor, record
from forum.queue import turns


def edit_post(
    post: Post, *, case: Case, editor: User, body: str, personal: Choice | None = None
) -> None:
    """Change what a post says. Early and unanswered it is silent, else the old text stays public.

    An edit that brings in what a moderator has to look at first hides the post until then; the
    complaint itself cannot be hidden so (Invalid): a case never leaves the public by an edit.
    Raises PersonalData while `personal` does not say what becomes of what was found.
    """
    if body == post.body:
        return
    settled = _settled(post, case, editor, body, personal)
    settled.put_aside(case, editor)
    body = settled.texts["body"]
    if body == post.body:  # what was masked before is masked again
        return
    is_public = post.visibility == "public"
    suspicion = "personal_data" if settled.is_held else None
    reason = why_held(editor, render(body).html, suspicion)
    if reason and post.position == 1 and is_public:
        raise Invalid(_why_opening_stays(reason), "body")
    _keep_old(post, case, editor)
    set_body(post, body)
    if reason and is_public:
        _hold_again(case, post, reason)
    elif settled.is_held:  # it waits already; whoever looks at it is told what to look for
        post.held_because = reason
    refresh_search(case)


def _why_opening_stays(reason: str) -> str:
    if reason == "limited":
        return _("What you write is looked at first now; a text that opens a case stays as it is.")
    return _("The text that opens a case cannot be changed to so many links.")


def _settled(post: Post, case: Case, editor: User, body: str, personal: Choice | None) -> Settled:
    """The text as it may be published; what the public text has in it was decided about."""
    return settle(
        {"body": body},
        personal,
        choices=choices_for(editor, case, position=post.position),
        public_already=post.body if post.visibility == "public" else "",
    )


def _keep_old(post: Post, case: Case, editor: User) -> None:
    """Let the old text stay readable, unless hardly anybody has read it."""
    at = now()
    answered = select(Post.id).where(Post.case_number == case.number, Post.position > post.position)
    is_answered = db.session.scalar(answered.limit(1)) is not None
    is_quiet = is_quiet_edit(written_at=post.created_at, at=at, is_answered=is_answered)
    if states.serves(editor, case.author_id) and not is_quiet:
        turns.require_turn(case.number, staff=editor)  # an answer might be hidden in an old one
    if not is_quiet and post.visibility == "public":
        db.session.add(Revision(post_id=post.id, body=post.body, replaced_at=at))
        post.edited_at = at
        fields = {"post": post.position}
        record("post.edited", actor=Actor.of(editor), subject=case.number, fields=fields)


def _hold_again(case: Case, post: Post, reason: str) -> None:
    """A published rule takes a changed post out of the public until somebody has looked."""
    post.visibility, post.held_because = "pending", reason
    marks.drop_mark(case, post)
    case.pending_count += 1
    case.post_count -= 1
    ruling = held_by_rule(reason, post.author.language)
    cause = ruling.draft("post.held", post=post.position, because=reason, status=case.status)
    entry_id = clock.follow(case, cause=cause)
    about = {"case_number": case.number, "position": post.position}
    ruling.issue(entry_id, "hold", post.author_id, **about)
