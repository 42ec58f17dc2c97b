"""The record of a forum given to verify.py without files, for histories that nobody has sealed."""

import json

from forum.verifier import verify


def told_again() -> verify.Queue:
    """All entries that there are, in the order of their numbers to come."""
    from forum.ledger.queries import plain_entries
    from forum.pages.log_files import rulebooks

    queue = verify.Queue([verify.Rulebook(one) for one in rulebooks()["items"]])
    for seq, entry in enumerate(plain_entries(), 1):
        queue.take(seq, json.loads(entry.canonical))
    return queue.finish()


def microseconds(at) -> int:
    """A moment as verify.py counts it."""
    from forum.ledger.canonical import moment

    return verify.moment(moment(at))


def services_of_the_forum() -> list[tuple]:
    """Every service as the forum's own replay tells it, in the order in which they ended."""
    from forum.queue.reading import replayed

    return [
        (
            one.number,
            one.lane,
            microseconds(one.ended_at),
            microseconds(one.waiting_since),
            microseconds(one.joined_at),
            one.head_start,
            one.by_hand,
            sorted(one.standing.by_rule),
            one.standing.cap,
            one.standing.before,
            one.standing.declared,
        )
        for one in replayed().spells
        if one.is_served
    ]


def services_of(queue: verify.Queue) -> list[tuple]:
    """The same by verify.py."""
    return [
        (
            one.number,
            one.lane,
            one.at,
            one.since,
            one.joined_at,
            one.minutes,
            one.by_hand,
            sorted(one.rules),
            one.cap,
            one.before,
            one.declared,
        )
        for one in queue.services
    ]


def headlines_of_the_forum() -> dict[tuple[str, str], dict]:
    """The headline figures of every month and lane as the room of fairness counts them."""
    from forum.core.clock import now
    from forum.fairness.past import Past
    from forum.fairness.reports import Counted
    from forum.ledger.queries import plain_entries
    from forum.rulebook.queries import published_rulebooks

    past = Past({one.version: one for one in published_rulebooks()}).take(plain_entries())
    return {
        (one.month, one.lane): one.headline.as_dict()
        for one in Counted(past).reports(size=1, at=now())
    }


def differing(found: dict, other: dict) -> dict:
    """(month, lane, figure) → both values, wherever they are not the same."""
    return {
        (*key, name): (value, other.get(key, {}).get(name))
        for key in {*found, *other}
        for name, value in {**other.get(key, {}), **found.get(key, {})}.items()
        if key not in found or key not in other or value != other[key].get(name)
    }
