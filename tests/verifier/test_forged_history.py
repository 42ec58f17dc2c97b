"""What a forum with its own signing key could write: whatever the rules do not explain is named."""

import copy
import json
import random

import pytest

from forum.verifier import verify
from tests.queue.house import House
from tests.verifier import town

JUNK = (None, "", "x", -1, 10**30, True, [], ["a"], {"a": 1}, 0.5, "2026-99-99T00:00:00.000000Z")


@pytest.fixture
def record(app, cast, clock):
    """(rulebooks, entries) of the small town, as anybody can read them."""
    from forum.ledger.queries import plain_entries
    from forum.pages.log_files import rulebooks

    with app.app_context():
        house = House(cast, clock)
        house.begin()
        town.live(house)
        told = [json.loads(entry.canonical) for entry in plain_entries()]
        books = rulebooks()["items"]
        house.end()
    return books, told


def replayed(books, entries) -> verify.Queue:
    queue = verify.Queue([verify.Rulebook(one) for one in books])
    for seq, entry in enumerate(entries, 1):
        queue.take(seq, entry)
    return queue.finish()


def altered(entries, kind: str, **fields) -> tuple[int, list[dict]]:
    """The first entry of a kind (or a way in the queue) told otherwise; (its number, entries)."""
    told = copy.deepcopy(entries)
    for seq, entry in enumerate(told, 1):
        is_it = kind in (entry["kind"], entry["fields"].get("queue"))
        if is_it and all(name in entry["fields"] for name in fields):
            entry["fields"].update(fields)
            return seq, told
    raise AssertionError(f"the town has no {kind}")


@pytest.mark.only_on("sqlite", "what is read is the record, whatever kept it")
def test_what_the_rules_do_not_explain_is_named_with_its_entry(record):
    books, told = record
    assert replayed(books, told).doubts == []
    for kind, fields, sentence in (
        ("queue.out_of_turn", {"overtook": 7}, "stood before it, 7 are declared"),
        ("queue.granted", {"rule": "R3", "minutes": 2}, "rule R3 does not give this case 2"),
        ("joined", {"place": 40}, "it says place 40, recomputed it is"),
        ("joined", {"head_start": 5}, "it says head_start 5, recomputed it is 0"),
        ("joined", {"waiting_since": "2025-03-01T00:00:00.000000Z"}, "clock has another time"),
        ("case.absorbed", {"waiting_since": "2025-03-01T00:00:00.000000Z"}, "its clock another"),
        ("case.promise_broken", {"due": "2026-03-02T08:00:00.000000Z"}, "a broken promise that"),
        ("rulebook.published", {"fingerprint": "0" * 64}, "with other rules or another cap"),
        ("rulebook.published", {"rulebook": 9}, "rulebook 9 is not published"),
    ):
        seq, changed = altered(told, kind, **fields)
        doubts = replayed(books, changed).doubts
        assert (doubts[0][0], sentence in doubts[0][1]) == (seq, True), (kind, doubts[:2])


@pytest.mark.only_on("sqlite", "what is read is the record, whatever kept it")
def test_a_service_without_the_entry_that_says_why_is_unexplained(record):
    books, told = record
    seq = max(at for at, one in enumerate(told, 1) if one["kind"] == "queue.out_of_turn")
    queue = replayed(books, [*told[: seq - 1], *told[seq:]])
    assert any("0 are declared" in sentence for _seq, sentence in queue.doubts)
    found = verify.figures(queue)
    assert sum(one["pairs_unexplained"] for one in found.values()) > 0


@pytest.mark.slow
@pytest.mark.only_on("sqlite", "what is read is the record, whatever kept it")
def test_nonsense_is_doubted_and_never_an_error_of_the_checker(record):
    books, told = record
    chance = random.Random(6)
    for _time in range(300):
        changed = list(told)
        at = chance.randrange(len(told))
        entry = changed[at] = copy.deepcopy(told[at])
        part = entry["fields"] if entry["fields"] and chance.random() < 0.8 else entry
        part[chance.choice(sorted(part))] = chance.choice(JUNK)
        queue = replayed(books, changed)
        try:
            verify.figures(queue)
        except verify.ODD:
            assert queue.doubts, (at, entry)
