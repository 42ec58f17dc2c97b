"""A case that stood outside its line while the rulebook changed comes back under the new one."""

import pytest


@pytest.mark.parametrize("cap", [30, 5 * 24 * 60])
def test_who_comes_back_is_placed_by_the_cap_in_force(app, cast, clock, cap):
    from forum.cases import solution_actions
    from forum.core.db import writing
    from forum.queue import reading
    from forum.queue.models import QueueEntry

    with app.app_context(), writing() as session:
        case = open_urgent_case(cast)
        solution_actions.decline_case(case, staff=cast.olga.row(), reason="It is not our line.")
        publish(cast, cap)
        clock.move(hours=1)
        solution_actions.reopen_case(case, author=cast.anna.row())
        session.flush()
        entry = session.get(QueueEntry, case.number)
        assert entry.head_start == min(cap, (48 + 24 + 4) * 60)
        replay = reading.replayed()
        assert not replay.findings and not reading.differences(replay)


def open_urgent_case(cast):
    """Two rules hold for it; together they give more than the first cap."""
    from forum.cases import access, actions

    return actions.open_case(
        author=cast.anna.row(),
        title="No emergency calls",
        body="The line is dead.",
        category=access.category_named("telephone"),
        kind="outage",
        facts={"is_emergency_call_impossible": True, "is_total_outage": True},
    )


def publish(cast, cap: int) -> None:
    """Another cap, with rules that fit under it."""
    from dataclasses import replace

    from forum.queue.rulebook_actions import put_in_force
    from forum.rulebook import actions
    from forum.rulebook.queries import content_of

    draft = actions.start_draft(proposer=cast.mara.row())
    actions.save_frame(draft, cap=cap, note="Another cap.")
    for rule in content_of(draft).rules:
        actions.save_rule(draft, replace(rule, minutes=min(cap, rule.minutes)))
    actions.propose(draft)
    put_in_force(draft, approver=cast.mona.row())
