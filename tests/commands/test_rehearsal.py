"""The surge of June 2015 served by the living queue, unexplained: 0; what a replay refuses."""

import pytest

from tests.data import shared_data


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.short_on("sqlite", "the verbs that it calls are tested on both")
def test_the_surge_is_served_with_nothing_unexplained(run, browse, much):
    file = shared_data("comcast-fcc-2015") / "cases.jsonl"
    since, until = much(
        ("2015-06-23", "2015-06-25T12:00:00"), ("2015-06-24", "2015-06-24T14:00:00")
    )
    told = run("queue", "rehearse", file, "--agents", 8, "--from", since, "--until", until)
    assert told.exit_code == 0, told.output
    assert "opened:" in told.output and "out of turn:" in told.output
    again = run("queue", "replay", "--list")
    assert again.exit_code == 0, again.output
    assert "unexplained:  0" in again.output and "(out_of_turn)" in again.output
    assert browse().get("/queue?lane=fixed").status_code == 200
    second = run("queue", "rehearse", file)
    assert second.exit_code == 1 and "Rehearse in an empty one" in second.output


def test_a_place_that_the_record_does_not_explain_is_found(run, app, cast):
    from sqlalchemy import update

    from forum.core.db import db, writing
    from forum.queue.models import QueueEntry
    from tests.desk.scene import Line

    line = Line(app, cast, None)
    first, second = line.open("First"), line.open("Second")
    assert run("queue", "replay").exit_code == 0
    with app.app_context(), writing():
        earliest = db.session.get(QueueEntry, first).effective_at
        moved = update(QueueEntry).where(QueueEntry.number == second)
        db.session.execute(moved.values(effective_at=earliest.replace(year=earliest.year - 1)))
    found = run("queue", "replay")
    assert found.exit_code == 1
    assert f"stored case {second}, recomputed {first}" in found.output
