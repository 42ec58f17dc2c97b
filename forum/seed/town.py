"""Fills an empty forum with Niederwalde: all of it or nothing; refuses a forum that has cases."""

import sys
from datetime import timedelta

from sqlalchemy import delete, func, select
from tqdm import tqdm

from forum.accounts.models import User
from forum.cases.models import Case
from forum.core import clock
from forum.core.db import db, writing
from forum.core.house_time import HOUSE_TIME
from forum.core.letters import OUTBOX_KIND as MAIL
from forum.core.outbox import OutboxRow
from forum.seed import knowledge, people, script, templates
from forum.seed.telling import Telling

MOVED_IN = timedelta(days=60)  # before today: older than the oldest story


def is_empty() -> bool:
    """Whether nobody has opened a case and nobody of the town lives here yet."""
    known = select(User.id).where(
        User.email.in_([f"{row[0]}@example.org" for row in people.PEOPLE])
    )
    nothing = db.session.scalar(select(Case.number).limit(1)) is None
    nobody = db.session.scalar(known.limit(1)) is None
    db.session.rollback()
    return nothing and nobody


def build(*, may_sign_in: bool, progress: bool = False) -> int:
    """Let all stories happen in one transaction; returns the number of cases."""
    told_at = clock.now()
    stories = script.stories(told_at, HOUSE_TIME)
    order = {id(story): place for place, story in enumerate(stories)}
    events = [(story, event) for story in stories for event in story.events]
    # The record is in order of time across all cases, as if all of it had happened.
    events.sort(key=lambda told: (told[1].at, order[id(told[0])]))
    if events[-1][1].at > told_at:
        raise script.Unclear(f"{events[-1][0].name}: {events[-1][1].verb} lies in the future")
    try:
        with writing():
            earlier = db.session.scalar(select(func.max(OutboxRow.id))) or 0
            town = people.move_in(told_at - MOVED_IN, may_sign_in=may_sign_in)
            telling = Telling(town, templates.write(town["olga"]))
            for story, event in tqdm(events, unit="event", file=sys.stderr, disable=not progress):
                telling.tell(story, event)
            knowledge.tell(telling.cases, telling.people["olga"])
            _send_no_mail(earlier)
    finally:
        clock.freeze(None)
    return len(stories)


def how_to_sign_in() -> str:
    """What somebody who tries the forum out needs to know."""
    who = {"customer": "anna", "staff": "olga", "moderator": "mara", "administrator": "ada"}
    addresses = "\n".join(f"  {role:14} {key}@example.org" for role, key in who.items())
    return f"Sign in with the password {people.PASSWORD} as\n{addresses}"


def _send_no_mail(earlier: int) -> None:
    """What the stories would have mailed is of days gone by, and for people who are invented."""
    theirs = (OutboxRow.kind == MAIL, OutboxRow.id > earlier)
    db.session.execute(delete(OutboxRow).where(*theirs))
