"""Verbs of self-service: add, change, count a click; refuses request, commit and rendering."""

from sqlalchemy.dialects import postgresql, sqlite

from forum.core.clock import now
from forum.core.db import db, is_postgresql
from forum.core.errors import Invalid, Refused
from forum.core.i18n import _
from forum.knowledge.models import SelfService, SelfServiceClicks
from forum.knowledge.self_help_queries import MOST, how_many
from forum.knowledge.self_help_rules import is_allowed

FIELDS = (
    "category",
    "title_de",
    "title_en",
    "words_de",
    "words_en",
    "url",
    "position",
    "is_offered",
)


def add_self_service(**values: str | int | bool) -> SelfService:
    """Offer one more; Invalid for an address that is none of ours and not https."""
    if how_many() >= MOST:
        raise Refused(_("There are %(number)s already; change one of them.", number=MOST))
    return change_self_service(SelfService(), **values)


def change_self_service(row: SelfService, **values: str | int | bool) -> SelfService:
    """Give it these values, one for each of FIELDS."""
    if not is_allowed(str(values["url"])):
        raise Invalid(_("An address begins with https:// or with / on this site."), "url")
    for name in FIELDS:
        setattr(row, name, values[name])
    db.session.add(row)
    db.session.flush()
    return row


def count_click(row: SelfService) -> None:
    """One more today; any number of them at one moment, each counted."""
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    first = insert(SelfServiceClicks).values(self_service_id=row.id, day=now().date(), clicks=1)
    more = {"clicks": SelfServiceClicks.clicks + 1}
    key = [SelfServiceClicks.self_service_id, SelfServiceClicks.day]
    db.session.execute(first.on_conflict_do_update(index_elements=key, set_=more))
