"""Reads of the private part, for this package alone and for counting; refuses writes and rights."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from forum.cases.annex.models import AnnexFile, AnnexMessage, AnnexReading, AnnexRequest
from forum.core.db import db
from forum.core.paging import Page, decode_cursor, page_of

MESSAGES = 50  # on one page
READINGS = 20  # the latest; of the others the page says how many


@dataclass(frozen=True)
class Box:
    """What the page of a case says of its private part to those who may read it."""

    messages: int
    asks: bool  # staff wait for data of the author


@dataclass(frozen=True)
class Exchange:
    """One page of a private part, as its readers see it; messages from the oldest to the newest."""

    messages: list[AnnexMessage]
    earlier: str | None  # the cursor of the page before
    files: dict[int, list[AnnexFile]]  # by message
    requests: dict[int, AnnexRequest]  # by message
    readings: list[AnnexReading]
    readings_in_all: int


def box_of(number: int) -> Box:
    """How much there is, in one statement."""
    messages = select(func.count()).where(AnnexMessage.case_number == number)
    counts = select(messages.scalar_subquery(), _open_requests(number).scalar_subquery())
    found, asked = db.session.execute(counts).one()
    return Box(found, asked > 0)


def exchange_in(number: int, cursor: str | None) -> Exchange:
    """The newest messages, or those before `cursor`, with all that belongs to them."""
    page = _messages(number, cursor)
    ids = [message.id for message in page.items]
    asked = select(AnnexRequest).where(AnnexRequest.message_id.in_(ids))
    readings, in_all = _readings(number)
    return Exchange(
        messages=page.items[::-1],
        earlier=page.next,
        files=_files(ids),
        requests={one.message_id: one for one in db.session.scalars(asked)},
        readings=readings,
        readings_in_all=in_all,
    )


def files_in(number: int) -> int:
    """How many files lie in the private part of a case."""
    return db.session.scalars(select(func.count()).where(AnnexFile.case_number == number)).one()


def who_served(number: int, *, author_id: int) -> int | None:
    """Who of the company wrote there last: they are told that the author has written."""
    where = (AnnexMessage.case_number == number, AnnexMessage.author_id != author_id)
    latest = select(AnnexMessage.author_id).where(*where).order_by(AnnexMessage.id.desc())
    return db.session.scalar(latest.limit(1))


def open_requests(number: int) -> list[AnnexRequest]:
    """What staff have asked for and the author has not answered."""
    where = (AnnexRequest.case_number == number, AnnexRequest.answered_at.is_(None))
    return list(db.session.scalars(select(AnnexRequest).where(*where)))


def vanishing_messages(number: int) -> list[AnnexMessage]:
    """What is still there and is to be removed when the case closes."""
    where = (AnnexMessage.case_number == number, AnnexMessage.vanishes.is_(True))
    statement = select(AnnexMessage).where(*where, AnnexMessage.vanished_at.is_(None))
    return list(db.session.scalars(statement))


def _messages(number: int, cursor: str | None) -> Page[AnnexMessage]:
    statement = select(AnnexMessage).where(AnnexMessage.case_number == number)
    if key := decode_cursor(cursor, int):
        statement = statement.where(AnnexMessage.id < key[0])
    statement = statement.options(joinedload(AnnexMessage.author, innerjoin=True))
    rows = db.session.scalars(statement.order_by(AnnexMessage.id.desc()).limit(MESSAGES + 1))
    return page_of(list(rows), MESSAGES, lambda row: (row.id,))


def _files(message_ids: list[int]) -> dict[int, list[AnnexFile]]:
    found: dict[int, list[AnnexFile]] = {one: [] for one in message_ids}
    statement = select(AnnexFile).where(AnnexFile.message_id.in_(message_ids))
    for file in db.session.scalars(statement.order_by(AnnexFile.id)):
        found[file.message_id].append(file)
    return found


def _readings(number: int) -> tuple[list[AnnexReading], int]:
    of_case = AnnexReading.case_number == number
    latest = select(AnnexReading).where(of_case).order_by(AnnexReading.id.desc()).limit(READINGS)
    latest = latest.options(joinedload(AnnexReading.reader, innerjoin=True))
    in_all = db.session.scalars(select(func.count()).where(of_case)).one()
    return list(db.session.scalars(latest)), in_all


def _open_requests(number: int) -> Select[int]:
    where = (AnnexRequest.case_number == number, AnnexRequest.answered_at.is_(None))
    return select(func.count()).select_from(AnnexRequest).where(*where)
