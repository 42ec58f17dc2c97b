"""The only door from a request to what waits for a moderator: 404 hides, 403 refuses.

Refuses to change anything. `user` may be a visitor: then it is asked to sign in.
"""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.accounts.access import require_moderator, require_sign_in
from forum.accounts.keys import hash_of
from forum.accounts.models import User
from forum.cases.access import LARGEST, case_for_moderating, post_for_reading
from forum.cases.models import Case, Post
from forum.cases.outcome_models import Rating
from forum.core.db import db, is_writing
from forum.core.errors import NotAllowed, NotFound, Refused
from forum.core.i18n import _
from forum.moderation import rules
from forum.moderation.item_queries import Item, case_numbers_of, items_of
from forum.moderation.models import Report
from forum.moderation.queries import POST
from forum.moderation.take_queries import holder_of, taken_by_others


def item_for_reading(user: User, post_id: int) -> Item:
    """Any post as moderators see it, whether it waits or not."""
    require_moderator(user)
    _case_number_of(post_id)
    return items_of([post_id], user)[0]


def item_for_deciding(user: User, post_id: int) -> Item:
    """A post this moderator may decide about, its case locked until the commit.

    The lock comes before the look: of two moderators at the same moment the second one sees what
    the first one decided. NotAllowed in a moderator's own matter.
    """
    require_moderator(user)
    case_for_moderating(user, _case_number_of(post_id))
    item = items_of([post_id], user)[0]
    if item.refusal:
        raise NotAllowed(item.refusal)
    _require_free(POST, post_id, moderator=user)
    return item


def items_for_batch(user: User, ids: list[str]) -> list[Item]:
    """Those of these posts that wait as suspected spam and that this moderator may decide about.

    Their cases are locked in the order of their numbers, so that two batches never wait for each
    other. What somebody else has decided or looks at meanwhile is left out; forged ids are, too.
    """
    require_moderator(user)
    wanted = [int(one) for one in ids if one.isascii() and one.isdigit() and len(one) < 10]
    rows = case_numbers_of(wanted[: rules.BATCH_AT_MOST])
    for number in sorted(set(rows.values())):
        case_for_moderating(user, number)
    taken = taken_by_others(POST, rows, moderator=user)
    items = items_of([post_id for post_id in rows if post_id not in taken], user)
    return [one for one in items if one.kind == "spam" and not one.refusal]


def item_for_moving(user: User, post_id: int) -> Item:
    """As for deciding, and the case is not this moderator's own."""
    item = item_for_deciding(user, post_id)
    refusal = rules.why_not_move(moderator_id=user.id, case_author_id=item.post.case.author_id)
    if refusal:
        raise NotAllowed(refusal)
    return item


def case_for_locking(user: User, number: int) -> Case:
    """A case of somebody else, locked until the commit, for a decision about it as a whole."""
    case = case_for_moderating(user, number)
    refusal = rules.why_not_move(moderator_id=user.id, case_author_id=case.author_id)
    if refusal:
        raise NotAllowed(refusal)
    return case


def rating_for_taking_out(user: User, number: int, rating_id: int) -> tuple[Case, Rating]:
    """A rating of somebody else's case, locked until the commit, for a decision about it."""
    case = case_for_locking(user, number)
    rating = db.session.get(Rating, rating_id) if 0 < rating_id <= LARGEST else None
    if rating is None or rating.case_number != number:
        raise NotFound(_("This case has no such rating."))
    return case, rating


def person_for_deciding(user: User, person_id: int) -> User:
    """A customer about whom a moderator may decide; the team answers to administrators."""
    require_moderator(user)
    person = db.session.get(User, person_id) if 0 < person_id <= LARGEST else None
    if person is None:
        raise NotFound(_("There is nobody with this number."))
    if person.is_team:
        raise NotAllowed(_("About members of the team an administrator decides."))
    return person


def post_for_reporting(user: User, number: int, position: int) -> Post:
    """A public post of somebody else, its case locked so that nobody hides it in between.

    Anybody may report, with an account or without.
    """
    _lock(number)
    return post_for_the_form(user, number, position)


def post_for_the_form(user: User, number: int, position: int) -> Post:
    """The same post for the page with the form, which changes nothing and locks nothing."""
    post = post_for_reading(user, number, position)
    if post.visibility != "public":
        raise NotFound(_("There is no such post, or it is not public."))
    if user.is_authenticated and post.author_id == user.id:
        raise NotAllowed(_("This is your own post; you can change it instead of reporting it."))
    return post


def post_for_taking_out(user: User, number: int, position: int) -> Post:
    """One's own public post, of which a passage is to go for good, its case locked."""
    require_sign_in(user)
    _lock(number)
    post = post_for_reading(user, number, position)
    if post.author_id != user.id:
        raise NotAllowed(_("Only the author of a post can ask for this; others can report it."))
    if post.visibility != "public":
        raise NotFound(_("There is no such post, or it is not public."))
    return post


def report_by_key(key: str) -> Report:
    """What somebody without an account reported, by the secret of their receipt."""
    wanted = select(Report).where(Report.key_hash == hash_of(key))
    found = db.session.scalar(wanted.options(joinedload(Report.post, innerjoin=True)))
    if found is None:
        raise NotFound(_("There is nothing at this address, or it is not public."))
    return found


def _require_free(sort: str, item_id: int, *, moderator: User) -> None:
    """Raise Refused while another moderator looks at the item."""
    held = holder_of(sort, item_id)
    if held is not None and held.moderator_id != moderator.id:
        raise Refused(
            _("Another moderator is looking at this; it is free again after ten minutes at most.")
        )


def _lock(number: int) -> None:
    """Let nobody else change a case until the commit; a reader needs no lock."""
    if is_writing() and 0 < number <= LARGEST:
        db.session.execute(select(Case.number).where(Case.number == number).with_for_update())


def _case_number_of(post_id: int) -> int:
    statement = select(Post.case_number).where(Post.id == post_id)
    number = db.session.scalar(statement) if 0 < post_id <= LARGEST else None
    if number is None:
        raise NotFound(_("There is no such post."))
    return number
