"""Fifty duplicates become one case and three leave: all of it equals what a replay says."""

import pytest

from tests.cases.duplicates import Duplicates, merge

LANES = ("mobile", "internet", "billing")


@pytest.fixture
def line(app, clock, cast):
    return Duplicates(app, cast, clock)


@pytest.fixture
def recomputed(app, line):
    """`recomputed()`: what a replay knows of every case, after it found nothing unexplained."""

    def recomputed() -> dict:
        from forum.queue import reading

        assert line.replays_clean()
        with app.app_context():
            return reading.replayed().known

    return recomputed


@pytest.fixture
def stored(app):
    """`stored()`: number → status, clock while it runs, people, of every case."""

    def stored() -> dict:
        from sqlalchemy import select

        from forum.cases.models import Case
        from forum.core.db import db

        columns = (Case.number, Case.status, Case.waiting_since, Case.affected_count)
        with app.app_context():
            return {number: row for number, *row in db.session.execute(select(*columns))}

    return stored


def open_duplicates(line, people) -> list[int]:
    """Each by somebody else, some before and some after the others, in three lanes."""
    numbers = []
    for place, person in enumerate(people):
        category = LANES[place % 3 if place % 5 == 0 else 0]
        numbers.append(line.open(f"Mast {place}", person.name, category))
        line.clock.move(minutes=7)
        if place % 10 == 3:
            line.open(f"Something else {place}", "ben")
    return numbers


@pytest.fixture
def agree(stored, recomputed):
    """`agree()`: clocks and people of every case are those that the record gives; returns them."""

    def agree() -> dict:
        found, known = stored(), recomputed()
        for number, (_status, since, affected) in found.items():
            assert known[number].waiting_since == since, number
            assert known[number].facts["affected_count"] == affected, number
        return found

    return agree


@pytest.mark.slow
@pytest.mark.long
def test_fifty_duplicates_and_three_who_leave(line, cast, browse, press, agree, much):
    """With `make test` sixteen: in all three lanes, some of them before and some after others."""
    duplicates, beside = much((50, 5), (16, 2))
    people, mara = cast.others(duplicates), browse(cast.mara)
    numbers = open_duplicates(line, people)
    for number in numbers[::6]:
        line.affect(number, 2)
    target = line.open("The mast at the harbour is off", "anna")
    line.answer(numbers[7])  # waits for its customer, with the clock it had
    before, places = agree(), line.places()
    for number in numbers:
        assert merge(mara, number, target).status_code == 303
    after = agree()
    assert {after[number][0] for number in numbers} == {"duplicate"}
    assert after[target][1:] == expected(before, numbers, target)
    assert line.places()[0] == target and len(line.places()) == beside + 1
    leaving = [0, 1, 7]
    for place in leaving:
        assert press(people[place].name, numbers[place], "different").status_code == 303
    after, gone = agree(), [numbers[place] for place in leaving]
    assert all(after[number] == before[number] for number in gone), "as if they had never left"
    left = [one for one in numbers if one not in gone]
    assert after[target][1:] == expected(before, left, target)
    assert [one for one in line.places() if one in numbers] == [
        one for one in places if one in gone
    ]
    line.answer(target)
    told = [place for place, one in enumerate(people) if is_told(line, one, target)]
    assert told == [place for place in range(duplicates) if place not in leaving]
    agree()


def expected(before: dict, numbers: list[int], target: int) -> list:
    """The earliest clock of all, and each of their people once."""
    since = min(before[one][1] for one in (*numbers, target) if before[one][1])
    return [since, len(numbers) + sum(before[one][2] for one in numbers)]


def is_told(line, person, target: int) -> bool:
    """Whether the answer in the case that goes on is news for somebody."""
    return any(path == f"/cases/{target}/posts/2" for _kind, _values, path in line.news_of(person))
