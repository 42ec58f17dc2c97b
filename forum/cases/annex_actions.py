"""Verbs of the private part: write, ask for data, put aside, let vanish, and open, which is noted.

What staff write here is service like an answer in public: refused out of turn, with one entry in
the record that says that there was a message and nothing of it. Refuses request and commit.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete

from forum.accounts.models import User
from forum.cases import moves, states
from forum.cases.annex import queries
from forum.cases.annex.models import AnnexFile, AnnexMessage, AnnexReading, AnnexRequest
from forum.cases.annex.rules import FILES_PER_CASE
from forum.cases.annex.sent_files import SentFile
from forum.cases.models import Case
from forum.cases.publishing import refresh_search
from forum.core.clock import now
from forum.core.db import db
from forum.core.errors import Invalid, Refused
from forum.core.i18n import _
from forum.core.markdown import render
from forum.ledger.ledger import CLOCK, Actor, Draft, record
from forum.notifications.actions import notify
from forum.queue import turns

# Nothing is added any more. A merged case may part again: what is to vanish stays with it.
ENDED = ("closed", "declined", "duplicate")
ONE = {"messages": 1}


def write_message(
    case: Case,
    *,
    author: User,
    text: str,
    files: Iterable[SentFile] = (),
    vanishes: bool = False,
    then: str | None = None,
    next_word_by: datetime | None = None,
) -> AnnexMessage:
    """Write in the private part; `then` is what follows when staff write: `answer` or `work`.

    Raises OutOfTurn or Taken for staff who may not serve the case now, Refused when it has ended.
    """
    _require_open(case)
    message = _add(case, author, text, files=list(files), vanishes=vanishes)
    if states.serves(author, case.author_id):
        _serve(case, author, "private.answered", then=then, next_word_by=next_word_by)
        _tell(case, [case.author_id], "private.message")
    else:
        _take_turn(case, author)
        for one in queries.open_requests(case.number):
            one.answered_at = now()
        served = queries.who_served(case.number, author_id=case.author_id)
        _tell(case, [served], "private.message")
    return message


def ask_for_data(case: Case, *, staff: User, what: str) -> AnnexMessage:
    """Ask the author for something in private; the case waits for them and its clock stands."""
    _require_open(case)
    message = _add(case, staff, what)
    request = AnnexRequest(message_id=message.id, case_number=case.number, created_at=now())
    db.session.add(request)
    _serve(case, staff, "private.asked")
    _tell(case, [case.author_id], "private.asked")
    return message


def put_aside(case: Case, *, author: User, text: str, vanishes: bool = True) -> AnnexMessage:
    """Put what the author must not show in public into the private part; nobody's turn changes.

    For a case just opened in the same transaction as well. What was put aside vanishes with the
    end of the case unless `vanishes` says otherwise.
    """
    message = _add(case, author, text, vanishes=vanishes)
    record("private.written", actor=Actor.of(author), subject=case.number, fields=ONE)
    return message


def keep_until_end(message: AnnexMessage, *, vanishes: bool) -> None:
    """Its writer decides whether a message is removed when the case closes."""
    message.vanishes = vanishes


def let_vanish(case: Case) -> None:
    """The case has ended: remove texts and files that were to vanish, with one entry of how many.

    Called by every verb that closes or declines a case; without effect where nothing is.
    """
    found = queries.vanishing_messages(case.number)
    if not found:
        return
    at = now()
    ids = [message.id for message in found]
    db.session.execute(delete(AnnexFile).where(AnnexFile.message_id.in_(ids)))
    for message in found:
        message.body = message.html = ""
        message.vanished_at = at
    fields = {"messages": len(found)}
    record("private.vanished", actor=CLOCK, subject=case.number, fields=fields)


def open_annex(case: Case, *, reader: User, cursor: str | None = None) -> queries.Exchange:
    """Hand over a page of the private part, and note who looked unless it is the author."""
    _note_reading(case.number, case.author_id, reader)
    return queries.exchange_in(case.number, cursor)


def open_file(case: Case, file: AnnexFile, *, reader: User) -> bytes:
    """Hand over what is in a file, and note who looked unless it is the author."""
    _note_reading(case.number, case.author_id, reader, file_id=file.id)
    return file.content


def _serve(
    case: Case,
    staff: User,
    kind: str,
    *,
    then: str | None = None,
    next_word_by: datetime | None = None,
) -> None:
    """What an answer of staff does to the turn; its one entry is written whatever the status."""
    turns.require_turn(case.number, staff=staff)
    cause = Draft(kind, Actor.of(staff), ONE)
    if case.status not in states.OPEN:
        cause.record(case.number)
        return
    if case.first_answer_at is None:
        case.first_answer_at = now()
    if then == "work":
        moves.start_work(case, kind, staff=staff, next_word_by=next_word_by, fields=ONE)
    else:
        moves.make(case, "answer", staff, cause)
    refresh_search(case)  # of its status; nothing that is private is ever indexed


def _take_turn(case: Case, author: User) -> None:
    cause = Draft("private.written", Actor.of(author), ONE)
    if case.status == "waiting_for_customer":
        moves.make(case, "reply", author, cause)
        refresh_search(case)
    else:
        cause.record(case.number)


def _add(
    case: Case,
    author: User,
    text: str,
    *,
    files: list[SentFile] | None = None,
    vanishes: bool = False,
) -> AnnexMessage:
    if files and queries.files_in(case.number) + len(files) > FILES_PER_CASE:
        sentence = _("There are too many files in this case; at most %(limit)s fit.")
        raise Invalid(sentence % {"limit": FILES_PER_CASE}, "files")
    rendered = render(text)
    message = AnnexMessage(
        case_number=case.number,
        author=author,
        author_role=author.role,
        body=text,
        html=rendered.html,
        renderer=rendered.version,
        created_at=now(),
        vanishes=vanishes,
    )
    db.session.add(message)
    db.session.flush()
    for one in files or ():
        db.session.add(_file(message, one))
    return message


def _file(message: AnnexMessage, sent: SentFile) -> AnnexFile:
    return AnnexFile(
        message_id=message.id,
        case_number=message.case_number,
        name=sent.name,
        media_type=sent.media_type,
        size=len(sent.content),
        content=sent.content,
        created_at=message.created_at,
    )


def _require_open(case: Case) -> None:
    if case.status in ENDED:
        raise Refused(_("This case has ended. Its author can reopen it; then it goes on here."))


def _tell(case: Case, people: list[int | None], kind: str) -> None:
    """News that there is something, and where; a mail is no place for what it says."""
    notify(people, kind, path=f"/cases/{case.number}/private", values={"number": case.number})


def _note_reading(number: int, author_id: int, reader: User, *, file_id: int | None = None) -> None:
    if reader.id == author_id:
        return
    reading = AnnexReading(
        case_number=number,
        reader=reader,
        reader_role=reader.role,
        at=now(),
        file_id=file_id,
    )
    db.session.add(reading)
    db.session.flush()
