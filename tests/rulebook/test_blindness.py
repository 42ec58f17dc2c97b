"""Promise 3: no rule sees who writes, how loud, how often or by which way."""

import ast
from itertools import cycle, islice

import pytest

from forum.rulebook.facts import FACTS
from tests.data import REPOSITORY
from tests.rulebook.counter import NEUTRAL, Counter, Standing
from tests.rulebook.loudness import SWAPS, Told, real_texts

# What is declared about a case, by column; each gives another head start.
DECLARED = (
    {},
    {"is_total_outage": True},
    {"is_health_dependent": True, "contract_class": "business"},
    {"is_emergency_call_impossible": True, "is_total_outage": True},
)
KINDS = ("fault", "outage", "question")

# Of a case a rule may see what happened, by these columns and no other; of people and posts none.
MAY_BE_SEEN = {
    "category_id",
    "kind",
    "is_total_outage",
    "is_emergency_call_impossible",
    "is_health_dependent",
    "affected_count",
    "reopened_count",
    "is_promise_broken",
    "contract_class",
}
UNSPEAKABLE = set(
    "author user person customer name email account role staff team member known new famous "
    "reputation followers rank score votes karma verified password pseudonym confirmed approved "
    "title body text html wording word words tone language length capitals exclamation mentions "
    "links sentiment channel source via web api mail import twitter posts post reply replies "
    "written wrote activity position visibility seen views press media".split()
)


@pytest.fixture
def counter(app, cast, clock):
    """In a line of thirty others; nothing that happens here is kept."""
    from forum.core.db import db, intend_to_write

    with app.app_context():
        counter = Counter(cast, clock)
        intend_to_write(True)
        counter.let_others_wait()
        yield counter
        db.session.rollback()
        intend_to_write(False)


def check(counter: Counter, texts: list[Told], *, swaps_each: int = len(SWAPS)) -> None:
    """Every text stands, told in so many other ways in turn, where a plain sentence stands."""
    expected: dict[tuple, Standing] = {}
    turn = cycle(SWAPS.items())
    for told, kind, declared in zip(texts, cycle(KINDS), cycle(DECLARED), strict=False):
        key = kind, *declared
        if key not in expected:
            expected[key] = counter.standing(NEUTRAL, kind, declared)
        swapped = {name: swap(told) for name, swap in islice(turn, swaps_each)}
        ways = {"as it was written": told} | swapped
        for name, other in ways.items():
            found = counter.standing(other, kind, declared)
            assert found == expected[key], f"{name} moves the case: {found}, not {expected[key]}"
    assert len({one.head_start for one in expected.values()}) == len(DECLARED) - 1
    assert len({one.place for one in expected.values()}) == len(DECLARED) - 1


@pytest.mark.slow
def test_who_writes_and_how_loud_does_not_move_a_case(counter):
    check(counter, real_texts(24))


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.only_on("sqlite", "9,000 cases; the order is the same code, and a few run on both")
def test_a_thousand_real_texts_stand_where_their_facts_put_them(counter, much):
    texts, swaps_each = much((1000, len(SWAPS)), (50, 1))
    check(counter, real_texts(texts), swaps_each=swaps_each)


def test_no_fact_is_about_people_texts_or_channels():
    from forum.accounts.models import User
    from forum.cases.models import Case, Post

    hidden = {column.name for table in (User, Post) for column in table.__table__.columns}
    hidden |= {column.name for column in Case.__table__.columns} - MAY_BE_SEEN
    names = names_in_the_list()
    assert names == set(FACTS), "read from the source, so that nothing is added at run time"
    for name in names:
        columns = {name, f"{name}_id", f"is_{name}"}
        assert not columns & (hidden - MAY_BE_SEEN), f"{name} is a column that no rule may see"
        assert not set(name.split("_")) & UNSPEAKABLE, f"{name} speaks of people, texts or channels"


def names_in_the_list() -> set[str]:
    """The first argument of every `Fact(...)` in the closed list."""
    source = (REPOSITORY / "forum" / "rulebook" / "facts.py").read_text("utf-8")
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    made = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Fact"]
    return {call.args[0].value for call in made}


def test_the_facts_of_a_case_are_those_of_the_list_and_read_no_other_column(counter):
    from forum.cases import facts

    case, read = counter.open(NEUTRAL, "fault", {}), set()
    found = facts.facts_of(Watched(case, read))
    assert list(found) == list(FACTS)
    assert read == MAY_BE_SEEN


class Watched:
    """A case that notes which of its columns somebody reads."""

    def __init__(self, case, read: set[str]):
        self._case, self._read = case, read

    def __getattr__(self, name: str):
        self._read.add(name)
        return getattr(self._case, name)


def test_the_values_of_facts_are_those_that_cases_have():
    from forum.cases.states import CONTRACT_CLASSES, KINDS

    assert FACTS["kind"].values == KINDS
    assert FACTS["contract_class"].values == CONTRACT_CLASSES
