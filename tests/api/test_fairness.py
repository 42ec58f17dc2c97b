"""The figures for programs: by month and lane, bounded, and refused with a sentence otherwise."""

import pytest

from tests.fairness.conftest import renew, serve  # noqa: F401 (fixtures)

MONTHS = "/fairness?from=2026-01&to=2026-12"


@pytest.mark.slow
def test_anybody_reads_the_figures_of_each_month(program, serve, renew):  # noqa: F811
    serve(2)
    renew()
    found = program().get(MONTHS)
    (item,) = found["items"]
    assert (item["month"], item["cases"], item["pairs"]) == ("2026-03", 2, 1)
    assert item["pairs_unexplained"] == 0
    assert (found["lane"], found["next"]) == ("", None)
    assert found["size"] == 4  # two cases opened, two answered
    lane = program().get("/categories")["items"][0]["lane"]
    (of_lane,) = program().get(f"{MONTHS}&lane={lane}")["items"]
    assert of_lane == item
    assert program().get("/fairness?from=2026-04&to=2026-12")["items"] == []


def test_without_a_range_it_is_the_last_twelve_months(program, serve, renew, clock):  # noqa: F811
    serve(1)
    renew()
    assert len(program().get("/fairness")["items"]) == 1
    clock.move(days=400)
    assert program().get("/fairness")["items"] == []
    assert len(program().get("/fairness?to=2026-03")["items"]) == 1


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=2026-13&to=2026-12", "from"),
        ("from=2026-00", "from"),
        ("to=2026-1", "to"),
        ("to=20260101", "to"),
        ("from=yesterday", "from"),
        ("from=2026-05&to=2026-04", "from"),
        ("from=2021-01&to=2026-01", "from"),
        ("from=0000-01&to=9999-12", "from"),
        ("from=٢٠٢٦-01&to=2026-02", "from"),
    ],
)
def test_an_impossible_range_is_refused_by_name(program, query, field):
    assert program().get(f"/fairness?{query}", 422)["field"] == field


def test_sixty_months_are_the_most(program):
    assert program().get("/fairness?from=2021-02&to=2026-01")["items"] == []


def test_an_unknown_lane_is_refused_as_by_the_queue(program):
    assert program().get(f"{MONTHS}&lane=nowhere", 422)["field"] == "lane"
