"""The figures of a small record, worked out by hand from docs/fairness.md.

One day in the lane `fixed`; the moments of taking are 12, 13, 14, 15 and 16 o'clock.

case  came   head start              taken           first come, first served
1     10:00  none                    13 (answered 13:20)  12   one hour sooner
2     10:30  none                    16                   13   three hours sooner
3     11:00  2 h by rule R1          12                   14   two hours later
4     11:10  1 h by hand             14                   15   one hour later
5     14:30  out of turn, before 2   15 (answered 15:05)  16   one hour later
6     11:20  was held back and never stood in a line
"""

from datetime import UTC, datetime

import pytest

from forum.fairness.past import Past
from forum.fairness.reports import Counted
from forum.fairness.values import ALL_LANES, Headline
from forum.ledger.canonical import moment
from forum.ledger.queries import Entry
from forum.rulebook.rules import Condition, Rule, Rulebook

RULEBOOK = Rulebook(
    version=1,
    cap=180,
    rules=(Rule("R1", "", "", "", "", (Condition("kind", "is", "outage"),), minutes=120),),
)
MONTH = "2026-03"


def at(clock: str, day: int = 10) -> datetime:
    hour, minute = clock.split(":")
    return datetime(2026, 3, day, int(hour), int(minute), tzinfo=UTC)


class Told:
    """Writes entries as the forum does."""

    def __init__(self):
        self.entries: list[Entry] = []

    def tell(self, clock: str, kind: str, number: int, role: str = "staff", **fields) -> None:
        place, day = len(self.entries) + 1, fields.pop("day", 10)
        who = (role, "S-01" if role == "staff" else "")
        self.entries.append(Entry(place, kind, at(clock, day), number, *who, fields, {}, ""))

    def open(self, clock: str, number: int, **more) -> None:
        joins = {"queue": "joined", "lane": "fixed", "waiting_since": moment(at(clock))}
        self.tell(clock, "case.opened", number, "customer", status="new", **joins, **more)

    def serve(self, clock: str, number: int, taken: str, kind="case.answered", **more) -> None:
        told = {"status": "waiting_for_customer"} | more
        self.tell(clock, kind, number, queue="served", lane="fixed", taken=taken, **told)


@pytest.fixture
def record() -> list[Entry]:
    """The day above; case 1 was solved and reopened, 2 and 3 are solved."""
    told = Told()
    promise = {"answer_minutes": 240, "answer_calendar": ["always"]}
    told.open("10:00", 1, channel="web", **promise)
    told.open("10:30", 2, channel="mail", **promise)
    told.open("11:00", 3, channel="web", fact_kind="outage")
    told.tell("11:00", "queue.granted", 3, "rules", by="rule", rule="R1", minutes=120, overtook=2)
    told.open("11:10", 4, channel="web")
    told.tell("11:15", "queue.granted", 4, "moderator", by="hand", minutes=60, overtook=1)
    told.tell("11:20", "case.opened", 6, "customer", status="new", channel="web")
    told.serve("12:00", 3, "next")
    told.tell("13:00", "queue.claimed", 1, lane="fixed", overtook=0)
    told.tell("13:00", "case.solved", 3, "customer", by="author", status="solved")
    told.serve("13:20", 1, "claim")
    told.serve("14:00", 4, "next")
    told.open("14:30", 5, channel="web")
    told.tell("15:00", "queue.out_of_turn", 5, lane="fixed", overtook=1)
    told.serve("15:05", 5, "out_of_turn")
    told.serve("16:00", 2, "next", kind="case.solved", by="staff", status="solved")
    told.tell("17:00", "case.solved", 1, "customer", by="author", status="solved")
    since = moment(at("14:40"))  # it had waited 3 h 20 min when it was answered
    joins = {"queue": "joined", "lane": "fixed", "waiting_since": since}
    told.tell("18:00", "case.reopened", 1, "customer", status="waiting_for_company", **joins)
    return told.entries


def counted(entries) -> dict[tuple[str, str], Headline]:
    past = Past({1: RULEBOOK}).take(entries)
    assert not past.replay.findings
    reports = Counted(past).reports(size=len(entries), at=at("20:00"))
    return {(one.month, one.lane): one for one in reports}


def test_every_headline_figure_is_that_worked_out_by_hand(record):
    found = counted(record)
    assert found.keys() == {(MONTH, ALL_LANES), (MONTH, "fixed")}
    hour = 3600
    assert found[MONTH, "fixed"].headline == Headline(
        cases=5,
        answered=5,
        solved=2,
        # 35 min, 1 h, 2 h 50, 3 h 20, 5 h 30
        answer_median=2 * hour + 50 * 60,
        answer_p95=5 * hour + 30 * 60,
        # 1 h 35, 2 h 20, 2 h 30, 3 h, 3 h 50
        answer_median_fcfs=2 * hour + 30 * 60,
        answer_p95_fcfs=3 * hour + 50 * 60,
        # 2 h, 5 h 30; first come, first served 4 h, 2 h 30
        solution_median=2 * hour,
        solution_p95=5 * hour + 30 * 60,
        solution_median_fcfs=2 * hour + 30 * 60,
        solution_p95_fcfs=4 * hour,
        cases_ahead=2,
        services=5,
        services_ahead=2,
        services_by_hand=1,
        services_out_of_turn=1,
        by_rule={"R1": 1},
        # 3 before 1, 2 (rule) and 4 (in order); 1 before 2, 4; 4 before 2 and 5 before 2 (hand)
        pairs=7,
        pairs_in_order=3,
        pairs_by_rule=2,
        pairs_by_hand=2,
        pairs_unexplained=0,
        overtaken=2,
        largest_gap=hour,  # 3 came an hour after 1; 4 only 40 minutes after 2
        cap=3 * hour,
        extra_mean=2 * hour,  # of 1 and 2: one hour and three
        extra_bound=36 * 60,  # three hours of head start, five services
        promises_kept=1,
        promises_broken=1,
    )


def test_what_never_stood_in_a_line_is_counted_in_all_lanes_alone(record):
    found = counted(record)
    whole = found[MONTH, ALL_LANES]
    assert whole.headline == Headline(**found[MONTH, "fixed"].headline.as_dict() | {"cases": 6})
    assert (whole.answer.count, whole.answer.waiting) == (5, 1)


def test_each_rule_has_the_waits_of_its_cases(record):
    rules = {one.rule: one for one in counted(record)[MONTH, "fixed"].rules}
    assert list(rules) == ["R1", "hand", "out_of_turn", "none"]
    assert [(one.services, one.cases) for one in rules.values()] == [(1, 1), (1, 1), (1, 1), (2, 2)]
    assert (rules["R1"].answer.median, rules["R1"].answer.median_fcfs) == (3600, 3 * 3600)
    assert (rules["none"].answer.count, rules["none"].solution.waiting) == (2, 1)


def test_the_pictures_hold_every_wait_and_every_service(record):
    report = counted(record)[MONTH, "fixed"]
    answers, solutions = report.distributions
    assert sum(one.actual for one in answers.bins) == sum(one.fcfs for one in answers.bins) == 5
    assert [(one.at_least, one.actual) for one in answers.bins if one.actual] == [
        (1800, 1),  # 35 minutes
        (3600, 1),  # one hour
        (7200, 2),
        (14400, 1),
    ]
    assert sum(one.actual for one in solutions.bins) == 2
    ways = [one.way for one in report.served]
    assert ways == ["rule", "order", "hand", "out_of_turn", "order"]
    assert [one.fcfs_at.hour for one in report.served] == [14, 12, 15, 16, 13]


def test_a_case_taken_before_others_without_a_word_is_unexplained(record):
    """The same day, and the entry about case 5 does not say that 2 stood before it."""
    quiet = [
        Entry(**{**vars(one), "kind": "queue.claimed", "fields": {"lane": "fixed", "overtook": 0}})
        if one.kind == "queue.out_of_turn"
        else one
        for one in record
    ]
    past = Past({1: RULEBOOK}).take(quiet)
    assert [one.sentence for one in past.replay.findings] == [
        "1 stood before it; 0 declared",
        "overtook one that came 4:00:00 earlier, more than the cap",
    ]
    headline = Counted(past).reports(size=1, at=at("20:00"))[1].headline
    assert (headline.pairs_by_hand, headline.pairs_unexplained) == (1, 1)
    assert headline.services_out_of_turn == 0
    assert headline.largest_gap == 4 * 3600  # beside a cap of three hours
    assert Counted(past).reports(size=1, at=at("20:00"))[1].served[3].way == "unexplained"


def test_services_count_in_their_month_and_cases_in_that_of_their_opening():
    told = Told()
    told.open("10:00", 1)
    told.tell("10:00", "case.answered", 1, day=31, queue="served", lane="fixed", taken="next")
    told.entries = [
        *told.entries[:1],
        Entry(**{**vars(told.entries[1]), "at": datetime(2026, 4, 1, tzinfo=UTC)}),
    ]
    found = counted(told.entries)
    march, april = found[MONTH, "fixed"].headline, found["2026-04", "fixed"].headline
    assert (march.cases, march.answered, march.services, march.cap) == (1, 1, 0, None)
    assert (april.cases, april.services, april.cap, april.answer_median) == (0, 1, 10800, None)
    assert (march.extra_mean, april.extra_mean, april.extra_bound) == (None, 0, 0)
    assert april.largest_gap is None


def test_a_part_of_a_thread_counts_since_it_was_written():
    told = Told()
    told.open("10:00", 1)
    joins = {"queue": "joined", "lane": "fixed", "waiting_since": moment(at("11:00"))}
    promised = {"promised_at": moment(at("11:00"))}
    told.tell(
        "15:00", "case.split_off", 2, "moderator", origin=1, status="new", **joins, **promised
    )
    told.serve("16:00", 1, "next")
    told.serve("17:00", 2, "next")
    answer = counted(told.entries)[MONTH, "fixed"].answer
    assert (answer.count, answer.median, answer.p95) == (2, 6 * 3600, 6 * 3600)


def test_an_empty_record_has_no_months():
    assert counted([]) == {}
