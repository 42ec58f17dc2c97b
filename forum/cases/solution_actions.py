"""Verbs of the end of a case: solved and by whose word, confirmed, declined, reopened, closed."""

from forum.accounts.models import User
from forum.cases import asks, clock, marks, news, states
from forum.cases.annex_actions import let_vanish
from forum.cases.models import Case, Post
from forum.cases.publishing import refresh_search
from forum.core.clock import now
from forum.core.errors import Invalid, Refused
from forum.core.i18n import _
from forum.knowledge import template_actions as templates
from forum.ledger.ledger import CLOCK, Actor, Draft, record
from forum.queue import turns


def mark_solution(case: Case, *, post: Post, person: User) -> None:
    """Mark a post as a solution: the case is solved by this person's word. Twice is once."""
    if post.position == 1:
        raise Invalid(_("The complaint itself cannot be its solution."), "post")
    if post.is_solution and case.status in ("solved", "closed"):
        return
    name = "add_solution" if case.status == "solved" else "solve"
    target = _allowed(case, name, person)
    if states.serves(person, case.author_id):
        turns.require_turn(case.number, staff=person)
    post.is_solution = True
    fields = {"post": post.position, "by": _word_of(case, person)}
    _solve(case, target, person, fields)


def mark_answer(case: Case, *, post: Post, author: User, then: str | None) -> None:
    """What the choice `solve` of staff makes of an answer; without effect for everybody else."""
    if then == "solve" and author.is_staff:
        mark_solution(case, post=post, person=author)


def unmark_solution(case: Case, *, post: Post, person: User) -> None:
    """Take back a mark. The last mark of a case that only staff called solved opens it again."""
    _allowed(case, "add_solution", person)
    if not post.is_solution:
        return
    if "author" in (case.solved_by, case.confirmed_by) and case.author_id != person.id:
        raise Refused(_("The author said so; only the author can take it back."))
    marks.drop_mark(case, post)
    fields = {"post": post.position, "status": case.status}
    clock.follow(case, cause=Draft("solution.unmarked", Actor.of(person), fields))
    refresh_search(case)


def say_solved(case: Case, *, author: User) -> None:
    """The author says that the problem is gone, without naming a post."""
    target = _allowed(case, "solve", author)
    _solve(case, target, author, {"by": "author"})


def confirm_solution(case: Case, *, author: User) -> None:
    """The author confirms what staff marked."""
    _allowed(case, "confirm", author)
    if case.confirmed_by:
        return
    _take_authors_word(case)
    record("case.confirmed", actor=Actor.of(author), subject=case.number, fields={"by": "author"})
    refresh_search(case)


def reopen_case(case: Case, *, author: User) -> None:
    """One click from every end state; the clock goes on with the time the case already waited."""
    former = case.status
    target = _allowed(case, "reopen", author)
    asks.settle(case, "not_solved")
    templates.note_reopened(case.number)
    marks.forget_end(case)
    case.reopened_count += 1
    fields = {"from": former, "times": case.reopened_count}
    clock.enter(case, target, cause=Draft("case.reopened", Actor.of(author), fields))
    refresh_search(case)


def decline_case(case: Case, *, staff: User, reason: str) -> None:
    """Close without a solution; the public reason is required (Invalid without)."""
    if not reason.strip():
        raise Invalid(_("Declining needs a public reason."), "reason")
    target = _allowed(case, "decline", staff)
    turns.require_turn(case.number, staff=staff)
    if case.first_answer_at is None:
        case.first_answer_at = now()
    case.declined_reason = reason
    cause = Draft("case.declined", Actor.of(staff), texts={"reason": reason})
    clock.enter(case, target, cause=cause, staff=staff)
    let_vanish(case)
    news.tell_author(case, "case.declined", reason=reason)
    news.tell_merged_of_end(case)
    refresh_search(case)


def close_after_silence(case: Case) -> None:
    """Fourteen days after the solution without objection: confirmed by time, and closed."""
    decision = states.move("close", status=case.status, parts=("clock",))
    is_due = case.solved_at is not None and now() >= case.solved_at + states.SILENCE
    if decision.to is None or not is_due:
        raise Refused(decision.refusal or _("This happens by time alone."))
    case.confirmed_by = case.confirmed_by or "silence"
    fields = {"confirmed_by": case.confirmed_by}
    clock.enter(case, decision.to, cause=Draft("case.closed", CLOCK, fields))
    let_vanish(case)
    if case.confirmed_by == "silence":
        news.tell_author(case, "case.closed")
    refresh_search(case)


def _solve(case: Case, target: str, person: User, fields: dict) -> None:
    at = now()
    is_authors_word = case.author_id == person.id
    if case.solved_by != "author":
        case.solved_by = "author" if is_authors_word else "staff"
    if is_authors_word:
        _take_authors_word(case)
    is_first_word = case.status != "solved"
    if is_first_word:
        case.solved_at = at  # from here the days of silence count; a further mark adds none
    case.declined_reason = None
    if states.serves(person, case.author_id) and case.first_answer_at is None:
        case.first_answer_at = at
    staff = person if states.serves(person, case.author_id) else None
    clock.enter(case, target, cause=Draft("case.solved", Actor.of(person), fields), staff=staff)
    if is_first_word and not is_authors_word:
        _ask(case, fields["post"])
    if is_first_word:
        news.tell_merged_of_end(case)
    refresh_search(case)


def _take_authors_word(case: Case) -> None:
    """The author says it is solved: nothing is asked any more, and the answers did their work."""
    case.confirmed_by = "author"
    asks.settle(case, "solved")
    templates.note_confirmed(case.number)


def _ask(case: Case, position: int) -> None:
    """Ask the author whether this solution solved it, once, on their page and by mail."""
    if key := asks.put(case, position=position):
        news.ask_author(case, key)


def _allowed(case: Case, name: str, person: User) -> str:
    parts = states.parts_of(person, case.author_id)
    decision = states.move(name, status=case.status, parts=parts)
    if decision.to is None:
        raise Refused(decision.refusal)
    return decision.to


def _word_of(case: Case, person: User) -> str:
    return "author" if case.author_id == person.id else "staff"
