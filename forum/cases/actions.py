"""Verbs of the conversation: open, answer, join. Change, then ledger, then tell people.

Refuses request, current_user, commit and rendering. Edits, solutions and visibility have files
beside.
"""

from datetime import datetime

from sqlalchemy import delete, select

from forum.accounts.models import User
from forum.cases import clock, merges, moves, news, opening, promises, states
from forum.cases.bodies import set_body
from forum.cases.fact_actions import change_facts
from forum.cases.models import Affected, Case, Category, Helped, Post
from forum.cases.personal_choice import Choice, choices_for, settle
from forum.cases.publishing import refresh_search
from forum.cases.repetition import refuse_repetition
from forum.cases.rules import held_because
from forum.cases.template_fill import refuse_open_fields
from forum.core.clock import now
from forum.core.db import db, rows_changed_by
from forum.core.errors import Invalid, Refused
from forum.core.i18n import _
from forum.core.markdown import link_count
from forum.ledger.ledger import CLOCK, Actor, Draft, record
from forum.queue import turns
from forum.search.language import detect


def open_case(
    *,
    author: User,
    title: str,
    body: str,
    category: Category,
    kind: str,
    facts: dict | None = None,
    channel: str = "web",
    suspicion: str | None = None,
    personal: Choice | None = None,
) -> Case:
    """Give a complaint its number; it is public at once unless somebody has to look first.

    Raises PersonalData while `personal` does not say what becomes of what was found.
    """
    refuse_repetition(author, body)
    texts = {"title": title, "body": body}
    settled = settle(texts, personal, choices=choices_for(author))
    title, body = settled.texts["title"], settled.texts["body"]
    language = detect(f"{title}\n{body}")
    case = Case(title=title, kind=kind, language=language, channel=channel, **(facts or {}))
    case.author, case.category = author, category
    _draw_number(case)
    suspicion = "personal_data" if settled.is_held else suspicion
    post = _write_post(case, author, body, reply_to=None, suspicion=suspicion)
    case.visibility = post.visibility
    # Its facts enter the record with it when it begins to wait in public, not while it is held.
    told = {**opening.told_of(case), **promises.give(case)}
    cause = Draft("case.opened", Actor.of(author), told)
    clock.follow(case, cause=cause, at=case.opened_at)
    settled.put_aside(case, author)
    news.tell_if_held(post)
    refresh_search(case)
    return case


def add_post(
    case: Case,
    *,
    author: User,
    body: str,
    reply_to: int | None = None,
    then: str | None = None,
    next_word_by: datetime | None = None,
    suspicion: str | None = None,
    personal: Choice | None = None,
) -> Post:
    """Write in a case. `reply_to` is the position of the post that is answered.

    Staff choose what follows with `then`: `answer` (the customer's turn, the default), `work`
    (in progress, with a public `next_word_by`) or `solve` (this post is the solution).
    Raises PersonalData while `personal` does not say what becomes of what was found, OpenFields
    for an answer of staff in which a field of a template was left open.
    """
    refuse_repetition(author, body)
    answered = _answered_post(case, reply_to)
    if states.serves(author, case.author_id):
        turns.require_turn(case.number, staff=author)
        refuse_open_fields(body)
    settled = settle({"body": body}, personal, choices=choices_for(author, case, then=then))
    body = settled.texts["body"]
    suspicion = "personal_data" if settled.is_held else suspicion
    post = _write_post(case, author, body, reply_to=reply_to, suspicion=suspicion)
    settled.put_aside(case, author)
    if post.visibility == "public":
        take_turn(case, post, author, then=then, next_word_by=next_word_by)
        solves = then == "solve" and author.is_staff
        news.tell_participants(case, post, answered=answered, solves=solves)
    news.tell_if_held(post)
    refresh_search(case)
    return post


def take_turn(
    case: Case,
    post: Post,
    author: User,
    *,
    then: str | None = None,
    next_word_by: datetime | None = None,
) -> None:
    """What a post that is public does to the turn: an answer hands it over, a reply takes it.

    A reply counts from when it was written: the time a moderator took is not the customer's.
    """
    parts = states.parts_of(author, case.author_id)
    if "staff" in parts and case.status in states.OPEN:
        if case.first_answer_at is None:
            case.first_answer_at = now()
        if then == "work":
            start_work(case, staff=author, next_word_by=next_word_by)
        elif then != "solve":
            cause = Draft("case.answered", Actor.of(author), {"post": post.position})
            moves.make(case, "answer", author, cause)
    elif "author" in parts and case.status == "waiting_for_customer":
        cause = Draft("case.replied", Actor.of(author), {"post": post.position})
        moves.make(case, "reply", author, cause, since=post.created_at)


def start_work(case: Case, *, staff: User, next_word_by: datetime | None) -> None:
    """Say in public that the case is being worked on and until when the next word comes."""
    moves.start_work(case, "case.in_progress", staff=staff, next_word_by=next_word_by)


def wait_again(case: Case) -> None:
    """The promised next word did not come: the case waits again, with the clock it had."""
    decision = states.move("wait_again", status=case.status, parts=("clock",))
    if decision.to is None:
        raise Refused(decision.refusal)
    clock.enter(case, decision.to, cause=Draft("case.waits_again", CLOCK))
    refresh_search(case)


def say_me_too(case: Case, *, person: User) -> None:
    """Count one more distinct person with the same problem; saying it twice changes nothing."""
    if not db.session.get(Affected, (case.number, person.id)):
        db.session.add(Affected(case_number=case.number, user_id=person.id, created_at=now()))
        _count_affected(case)


def take_back_me_too(case: Case, *, person: User) -> None:
    """Undo "me too"; without effect for somebody who had not said it."""
    where = (Affected.case_number == case.number, Affected.user_id == person.id)
    if rows_changed_by(delete(Affected).where(*where)):
        _count_affected(case)


def say_it_helped(case: Case, *, person: User) -> None:
    """ "This solved it": one person needed no case of their own; counted once a person."""
    if not db.session.get(Helped, (case.number, person.id)):
        db.session.add(Helped(case_number=case.number, user_id=person.id, created_at=now()))


def correct_language(case: Case, *, language: str, editor: User) -> None:
    """Correct the detected language, so that the search stems the words rightly."""
    if language not in ("de", "en"):
        raise Invalid(_("The language must be German or English."), "language")
    if language == case.language:
        return
    case.language = language
    fields = {"language": language}
    record("case.language_corrected", actor=Actor.of(editor), subject=case.number, fields=fields)
    refresh_search(case)


def _count_affected(case: Case) -> None:
    """Anew, in the case and in those where it goes on: who came by another way counts already."""
    group = merges.together([case.number])
    for one in (case, *merges.cases_in_order(group.chain(case.number))):
        counted = merges.affected_in(one, group.below(one.number))
        if counted != one.affected_count:
            one.affected_count = counted
            change_facts(one, Draft("case.affected", Actor("customer"), {"affected": counted}))


def _draw_number(case: Case) -> None:
    """Give a new case its number, its empty counters and a running clock."""
    case.opened_at = case.last_post_at = now()
    case.post_count = case.last_position = case.pending_count = case.waited_microseconds = 0
    clock.set_status(case, "new", case.opened_at)
    db.session.add(case)
    db.session.flush()


def _write_post(
    case: Case, author: User, body: str, *, reply_to: int | None, suspicion: str | None
) -> Post:
    at = now()
    post = Post(
        case_number=case.number,
        position=case.last_position + 1,
        author=author,
        author_role=author.role,
        reply_to=reply_to,
        created_at=at,
    )
    set_body(post, body)
    post.held_because = why_held(author, post.html, suspicion)
    post.visibility = "pending" if post.held_because else "public"
    case.last_position = post.position
    if post.held_because:
        case.pending_count += 1
    else:
        case.post_count += 1
        case.last_post_at = post.published_at = at
    db.session.add(post)
    db.session.flush()
    return post


def why_held(writer: User, html: str, suspicion: str | None = None) -> str | None:
    """Why a moderator looks at a rendered text of this person first, or None."""
    return held_because(
        is_new=writer.is_new,
        is_team=writer.is_team,
        is_limited=writer.is_limited,
        links=link_count(html),
        suspicion=suspicion,
    )


def _answered_post(case: Case, reply_to: int | None) -> Post | None:
    """The public post that is being answered; a forged or foreign position is Invalid."""
    if reply_to is None:
        return None
    where = (Post.case_number == case.number, Post.position == reply_to)
    is_possible = 0 < reply_to <= case.last_position
    found = db.session.scalar(select(Post).where(*where)) if is_possible else None
    if found is None or found.visibility != "public":
        raise Invalid(_("The post you answer does not exist in this case."), "reply_to")
    return found
