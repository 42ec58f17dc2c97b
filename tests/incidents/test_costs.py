"""What an incident costs does not grow with its cases: statements per case, and per page."""

import pytest

from tests.harness.application import close


@pytest.fixture
def cost(line, statements):
    """`cost(answer)`: how many statements it takes to give an answer to one case more."""

    def cost(answer: int) -> int:
        with statements() as counted:
            assert line.give(answer)
        print(counted)
        return counted.number

    return cost


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize("then", ["answer", "solve"])
def test_a_case_costs_the_same_among_ten_and_among_a_hundred(line, cast, cost, then, much):
    found = []
    for size in (10, much(100, 40)):
        line.open_many([cast.ben])  # stands before them: each is taken out of turn
        people = cast.others(size)
        numbers = line.open_many(people)
        for number, other in zip(numbers, cast.others(size), strict=True):
            line.affect(number, other)
        answer = line.publish(line.incident(numbers), then=then)
        line.give(answer)  # the first one fills what a process looks up once
        found.append([cost(answer) for _count in range(8)])
    few, many = found
    assert max(many) <= max(few) and min(many) <= max(few)
    assert max(few) <= 80


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize("reader", [None, "anna", "olga"])
def test_pages_cost_the_same_with_three_and_with_sixty(
    line, cast, browse, statements, worker, reader, much
):
    def costs(incident: int) -> list[int]:
        found = []
        for path in ("/incidents", f"/incidents/{incident}"):
            client = browse(reader)
            client.get("/account/sign-in")
            close(line.app)
            with statements() as counted:
                assert client.get(path).status_code == 200
            found.append(counted.number)
        return found

    few = line.incident(line.open_many(cast.others(3)))
    line.publish(few)
    worker()
    before = costs(few)
    many = line.incident(line.open_many(cast.others(much(60, 30))))
    line.publish(many)
    worker()
    assert all(after <= least for after, least in zip(costs(many), before, strict=True))


@pytest.mark.slow
def test_the_page_of_a_case_asks_little_more(line, cast, browse, statements):
    [number] = line.open_many([cast.anna])

    def cost(person) -> int:
        client = browse(person)
        client.get("/account/sign-in")
        close(line.app)
        with statements() as counted:
            assert client.get(f"/cases/{number}").status_code == 200
        return counted.number

    line.incident(line.open_many(cast.others(6)))  # alike, so that related ones are there
    before = cost(cast.anna)
    for _count in range(5):
        line.incident(line.open_many(cast.others(2)))
    assert cost(cast.anna) <= before
