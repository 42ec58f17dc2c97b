"""Cases from before promises had clocks of their own get deadlines that can be counted."""

from datetime import UTC, datetime

import pytest

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.slow
def test_the_deadlines_of_former_cases_are_those_they_had(
    app, open_case, reply, press, clock, deadlines
):
    from flask_migrate import downgrade, upgrade

    clock.set(MONDAY)
    asked = open_case()
    clock.move(hours=2)
    reply("olga", asked)
    solved = open_case("ben")
    clock.move(hours=1)
    press("ben", solved, "solution")
    waiting = open_case()
    before = {number: deadlines(number) for number in (asked, solved, waiting)}
    with app.app_context():
        downgrade(revision="0011")
        upgrade()
    for number in (asked, waiting):
        assert deadlines(number) == before[number]
    assert [one.state for one in deadlines(solved)] == ["void", "kept"]
    outcome = replayed(app)
    assert not outcome.differences
    clock.move(hours=9)
    press("olga", waiting, "claim", reason="Late.")
    reply("olga", waiting)
    assert [one.state for one in deadlines(waiting)] == ["broken", "paused"]
    assert not replayed(app).differences


def replayed(app):
    from forum.ledger.queries import plain_entries
    from forum.promises.queries import all_deadlines
    from forum.promises.replay import replay

    with app.app_context():
        return replay(plain_entries(), all_deadlines())
