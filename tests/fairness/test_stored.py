"""What was counted is stored, renewed when it is due, and read again as it was."""

from datetime import UTC, datetime, timedelta

import pytest

from forum.fairness.compact import packed, unpacked
from forum.fairness.past import Past
from forum.fairness.reports import Counted
from forum.fairness.stored import content_text, headline_from, headline_text, report_from
from tests.fairness.random_history import RULEBOOK, History


@pytest.fixture
def worker_looks(app):
    """`worker_looks()`: what the worker does about the figures each minute."""

    def worker_looks() -> None:
        from forum.worker import renew_figures

        with app.app_context():
            renew_figures()

    return worker_looks


@pytest.fixture
def seal(app):
    def seal() -> None:
        from forum.ledger import sealing

        with app.app_context():
            sealing.seal()

    return seal


@pytest.fixture
def ask(app):
    """`ask("report_of", "2026-03")`: the answer of a query of the room."""

    def ask(name: str, *arguments, **more):
        from forum.fairness import queries

        with app.app_context():
            return getattr(queries, name)(*arguments, **more)

    return ask


def test_a_month_is_counted_from_what_is_sealed(ask, serve, renew):
    assert ask("months") == []
    assert ask("report_of", "2026-03") is None
    serve(3)
    renew()
    assert ask("months") == ["2026-03"]
    (lane,) = ask("lanes_of", "2026-03")
    report = ask("report_of", "2026-03", lane)
    headline = report.headline
    assert (headline.cases, headline.answered, headline.services) == (3, 3, 3)
    assert (headline.pairs, headline.pairs_in_order, headline.pairs_unexplained) == (3, 3, 0)
    assert headline.answer_median == headline.answer_median_fcfs == 3600 + 20 * 60
    assert report.size == ask("counted_size") == 6
    assert ask("report_of", "2026-03").headline == headline  # the only lane is all lanes
    assert ask("report_of", "2026-03", "elsewhere") is None
    assert [(one.month, one.headline) for one in ask("series", lane)] == [("2026-03", headline)]
    assert ask("series", lane, first="2026-04") == ask("series", lane, last="2026-02") == []


def test_the_worker_counts_when_there_is_something_new_and_not_too_often(
    ask, serve, seal, worker_looks, clock
):
    worker_looks()
    assert ask("counted_size") == 0  # nothing is sealed
    serve(1)
    seal()
    worker_looks()
    first = ask("counted_size")
    assert ask("report_of", "2026-03").headline.cases == 1
    serve(1)
    seal()
    clock.set(ask("report_of", "2026-03").at + timedelta(minutes=9))
    worker_looks()
    assert ask("counted_size") == first
    clock.move(minutes=1)
    worker_looks()
    second = ask("report_of", "2026-03")
    assert second.size > first
    assert second.headline.cases == 2
    clock.move(hours=5)
    worker_looks()
    assert ask("report_of", "2026-03").at == second.at  # nothing new was sealed


def test_who_took_long_rests_long(app, serve, renew, clock):
    from forum.core.db import db, writing
    from forum.fairness import actions
    from forum.fairness.models import ONE, FairnessCount

    serve(1)
    renew()
    serve(1)
    with app.app_context():
        from forum.ledger import sealing

        sealing.seal()
        with writing():
            db.session.get(FairnessCount, ONE).milliseconds = 60_000
        at = db.session.get(FairnessCount, ONE).at
        assert not actions.is_due(at + timedelta(minutes=19))
        assert actions.is_due(at + timedelta(minutes=20))


@pytest.mark.slow
def test_rows_are_written_only_where_something_changed(app, serve, renew, clock):
    from forum.core.db import one_view, writing
    from forum.fairness import actions

    serve(2)
    renew()
    with app.app_context():
        with one_view():
            again = actions.count()
        with writing():
            assert actions.store(again) == 0
    clock.set(datetime(2026, 5, 2, 12, tzinfo=UTC))
    serve(1)
    renew()
    with app.app_context(), writing():
        assert actions.store(again) == 0  # an older count changes nothing
    with app.app_context():
        from forum.fairness import queries

        assert queries.months() == ["2026-03", "2026-05"]


@pytest.mark.slow
def test_a_page_asks_the_same_number_of_statements_whatever_there_is(
    app, ask, serve, renew, statements
):
    def asked() -> int:
        with app.app_context():
            from forum.fairness import queries

            with statements() as counted:
                lanes = queries.lanes_of("2026-03")
                assert queries.report_of("2026-03", lanes[0])
                queries.months(), queries.series(), queries.counted_size()
                queries.moderation_of("2026-03"), queries.precedents_of("2026-03")
            return counted.number

    serve(1)
    renew()
    first = asked()
    serve(12)
    renew()
    assert asked() == first


def test_goodwill_of_a_month_is_counted(ask):
    found = ask("precedents_of", "2026-03")
    assert (found.granted, found.claimed, found.claims_granted, found.claims_refused) == (0,) * 4


def test_a_report_is_read_as_it_was_stored():
    past = Past({1: RULEBOOK}).take(History(5, 90).entries)
    at = datetime(2026, 3, 1, tzinfo=UTC)
    reports = Counted(past).reports(size=90, at=at)
    assert len(reports) >= 2
    for report in reports:
        headline = headline_from(headline_text(report.headline))
        found = report_from(
            content_text(report),
            month=report.month,
            lane=report.lane,
            headline=headline,
            size=90,
            at=at,
        )
        assert found == report


def test_services_are_unpacked_as_they_were_packed():
    past = Past({1: RULEBOOK}).take(History(7, 90).entries)
    spells = [one for one in past.spells if one.is_served]
    assert len(spells) > 5
    for stored, spell in zip(unpacked(packed(spells)), spells, strict=True):
        for name in ("number", "joining", "joined_at", "waiting_since", "ended_at", "by_hand"):
            assert getattr(stored, name) == getattr(spell, name)
        assert stored.head_start == spell.head_start
        assert stored.facts == dict(spell.facts)
        assert stored.rules == tuple(sorted(spell.standing.by_rule))
    assert unpacked(packed([])) == unpacked(b"") == []


def test_the_command_counts_and_says_what_changed(app, serve, seal):
    def renew():
        return app.test_cli_runner().invoke(args=["fairness", "renew"])

    refused = renew()
    assert refused.exit_code == 1
    assert "log seal" in refused.output
    serve(1)
    seal()
    told = renew()
    assert told.exit_code == 0, told.output
    assert "2 reports" in told.output
    assert "changed: 2" in told.output
    assert "changed: 0" in renew().output
