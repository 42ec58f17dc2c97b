"""Months of the sealed record: each has exactly its numbers, whatever the order they came in."""

import random
from datetime import timedelta

import pytest

from tests.ledger.written import START, seal, write_all


def entry(at) -> dict:
    return {"kind": "case.opened", "at": at}


@pytest.mark.slow
def test_each_month_has_its_entries_in_the_order_of_their_numbers(app, monkeypatch):
    from forum.ledger import months, tiles

    monkeypatch.setattr(months, "PAGE", 7)
    monkeypatch.setattr(months, "STEP", 11)
    chance, moments = random.Random(6), []
    for _ in range(6):  # several sealings: runs go on, end and begin
        lot = [START + timedelta(hours=chance.choice((0, 1, 2, 800))) for _ in range(25)]
        write_all(app, [entry(at) for at in lot])
        moments += lot
        seal(app)
    with app.app_context():
        for size in (1, 10, 77, 150):
            wanted = {}
            for seq, one in tiles.sealed_entries(0, size):
                wanted.setdefault(f"{one.at:%Y-%m}", []).append((seq, one.canonical))
            counted = [(month, len(found)) for month, found in sorted(wanted.items())]
            assert months.months_until(size) == counted
            for month, found in wanted.items():
                steps = list(months.canonical_of(month, size))
                assert [one for step in steps for one in step] == found
                assert max(map(len, steps)) <= 7
                assert months.last_of(month, size) == found[-1][0]
        assert months.last_of("2020-01", 150) is None
    assert len({at.month for at in moments}) == 3  # the end of September, October, November


def test_months_are_those_of_utc(app):
    from forum.ledger import months

    write_all(app, [entry(START.replace(hour=23, minute=59)), entry(START + timedelta(hours=2))])
    seal(app)
    with app.app_context():
        assert months.months_until(2) == [("2026-09", 1), ("2026-10", 1)]


def test_nothing_is_held_between_two_steps(app, monkeypatch):
    from forum.core.db import db
    from forum.ledger import months

    monkeypatch.setattr(months, "PAGE", 2)
    write_all(app, [entry(START)] * 5)
    seal(app)
    with app.app_context():
        for _ in months.canonical_of("2026-09", 5):
            assert not db.session().in_transaction()


@pytest.mark.parametrize("size", [1, 255, 256, 257, 65_536, 70_000])
def test_every_tile_of_a_tree_is_named_once(size):
    from forum.ledger.tile_paths import address, parsed, tiles_of

    found = list(tiles_of(size))
    assert len(found) == len(set(found))
    for level, number, width in found:
        assert parsed(address(number, width)) == (number, width)
        assert number * 256 + width <= size >> 8 * level
    if size == 70_000:  # the example of c2sp.org/tlog-tiles
        assert sum(level == 0 for level, _, _ in found) == 274
        assert {(0, 273, 112), (1, 0, 256), (1, 1, 17), (2, 0, 1)} <= set(found)


def test_an_address_is_written_in_groups_of_three():
    from forum.ledger.tile_paths import address, parsed

    assert address(1_234_067) == "x001/x234/067"
    assert address(0, 5) == "000.p/5"
    assert parsed("x001/x234/067.p/255") == (1_234_067, 255)


@pytest.mark.parametrize(
    "path",
    ["", "0", "1234", "x000/067", "x001/x234", "001/234", "000.p/0", "000.p/256", "000.p/05"]
    + ["000.p", "000.p/-1", "٠٠١", "../000", "000/", "x999/" * 9 + "000", "000.p/1.p/1", "000\n"],
)
def test_an_impossible_address_is_refused(path):
    from forum.ledger.tile_paths import parsed

    with pytest.raises(ValueError):
        parsed(path)


@pytest.mark.parametrize("level", ["", "64", "-1", "01", "x", "１", "999999999999"])
def test_an_impossible_level_is_refused(level):
    from forum.ledger.tile_paths import parsed_level

    with pytest.raises(ValueError):
        parsed_level(level)
