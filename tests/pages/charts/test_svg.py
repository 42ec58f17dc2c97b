"""Every picture is well-formed, says in words what it shows, and writes nothing over words."""

from xml.etree import ElementTree

import pytest

from forum.pages.charts import bars, lines, order, scales
from forum.pages.charts.svg import LINE, WIDTH, element, width_of

NASTY = "<b>&\"'</b>"
WORDS = order.Words("came", "served", "sooner", "later")


def parsed(markup) -> ElementTree.Element:
    return ElementTree.fromstring(str(markup))


def found(markup, name: str) -> list[ElementTree.Element]:
    return list(parsed(markup).iter(name))


def boxes(markup) -> list[tuple[str, float, float, float, float]]:
    """Every text with the room that it takes at most: words, left, right, top, foot."""
    told = []
    for one in found(markup, "text"):
        if "transform" in one.attrib:
            continue
        x, y, wide = float(one.get("x")), float(one.get("y")), width_of(one.text)
        left = x - {"start": 0, "middle": wide / 2, "end": wide}[one.get("text-anchor", "start")]
        told.append((one.text, left, left + wide, y - 9, y))
    return told


def overlapping(markup) -> list[tuple[str, str]]:
    told = boxes(markup)
    return [
        (one[0], other[0])
        for place, one in enumerate(told)
        for other in told[place + 1 :]
        if one[1] < other[2] and other[1] < one[2] and one[3] < other[4] and other[3] < one[4]
    ]


def outside(markup) -> list[str]:
    height = float(parsed(markup).get("viewBox").split()[3])
    return [
        words
        for words, left, right, top, foot in boxes(markup)
        if left < -0.5 or right > WIDTH + 0.5 or top < -0.5 or foot > height
    ]


def waits(number=8, most=12_345):
    return bars.side_by_side(
        "waits",
        title="Waits",
        description="Words",
        rows=[
            bars.Row(f"{at}–{at + 1} Tage", most - at, at * 3, str(most - at), str(at * 3))
            for at in range(number)
        ],
    )


def change():
    return bars.to_both_sides(
        "change",
        title="Change",
        description="Words",
        heads=("früher", "später"),
        rows=[
            bars.Row("Mobilfunk, " * (at + 1), at, 2 * at, str(at), str(2 * at)) for at in range(9)
        ],
    )


def months(*values, number=12, first=0):
    counted = range(first, first + number)
    named = [f"{2025 + at // 12}-{at % 12 + 1:02}" for at in counted]
    return lines.month_by_month(
        "months",
        title="Months",
        description="Words",
        months=named,
        series=[lines.Series(f"Reihe {at}", one) for at, one in enumerate(values)],
        ticks=[0, 50, 100],
        word=lambda value: f"{value:.0f} %",
    )


def diagram(services):
    return order.order_diagram(
        "order", title="Order", description="Words", services=services, words=WORDS
    )


EVERY = {
    "waits": waits,
    "change": change,
    "months": lambda: months((10,) * 12, (11,) * 12, (100,) * 12),
    "the turn of a year": lambda: months((10,) * 12, first=11),
    "a single month": lambda: months((10,), (None,), number=1),
    "five years": lambda: months((10, 20) * 30, (None, 5) * 30, number=60),
    "order": lambda: diagram([order.Service(at, at) for at in range(1, 50)]),
    "nobody": lambda: diagram([]),
}


@pytest.mark.parametrize("name", EVERY)
def test_it_is_whole_and_says_what_it_shows(name):
    root = parsed(EVERY[name]())
    ids = {one.get("id"): one for one in root.iter() if one.get("id")}
    assert root.get("role") == "img"
    assert ids[root.get("aria-labelledby")].text and ids[root.get("aria-describedby")].text
    assert not [one for one in root.iter() if "style" in one.attrib or one.tag == "style"]


@pytest.mark.parametrize("name", EVERY)
def test_no_words_lie_over_others_or_outside(name):
    markup = EVERY[name]()
    assert boxes(markup), "no words: the test would pass on nothing"
    assert not overlapping(markup) and not outside(markup)


def test_the_check_finds_words_over_words():
    twice = element("text", "one", x=10, y=20) + element("text", "two", x=12, y=22)
    assert overlapping(element("svg", twice)) == [("one", "two")]


def test_names_cannot_break_out():
    row = bars.Row(NASTY, 1, 1, NASTY, NASTY)
    markup = bars.side_by_side("x", title=NASTY, description=NASTY, rows=[row])
    assert "<b>" not in markup
    assert {one.text for one in found(markup, "text")} == {NASTY}
    assert element("text", NASTY, class_='"><b>').count("<") == 2


def test_bars_are_as_long_as_what_they_stand_for():
    rows = [bars.Row("a", 100, 50, "100", "50"), bars.Row("b", 0, 25, "0", "25")]
    markup = bars.side_by_side("x", title="t", description="d", rows=rows)
    wide = {one.get("class"): [] for one in found(markup, "rect")}
    for one in found(markup, "rect"):
        wide[one.get("class")].append(float(one.get("width")))
    assert len(wide["bar-first"]) == 1, "nothing has no bar"
    assert wide["bar-second"][0] == pytest.approx(wide["bar-first"][0] / 2, abs=0.01)
    assert wide["bar-second"][1] == pytest.approx(wide["bar-first"][0] / 4, abs=0.01)


def test_who_is_served_in_order_stands_on_the_straight_line():
    markup = diagram([order.Service(at, at) for at in (1, 2, 3)])
    [straight] = [one for one in found(markup, "line") if one.get("class") == "chart-straight"]
    x1, y1, x2, y2 = (float(straight.get(name)) for name in ("x1", "y1", "x2", "y2"))
    for one in found(markup, "circle"):
        part = (float(one.get("cx")) - x1) / (x2 - x1)
        assert float(one.get("cy")) == pytest.approx(y1 + part * (y2 - y1), abs=0.02)


def test_each_sort_of_service_has_a_shape_of_its_own():
    kinds = {"plain": "circle", "rule": "polygon", "hand": "rect", "unexplained": "polygon"}
    markup = diagram([order.Service(1, 1, kind) for kind in kinds])
    for kind, shape in kinds.items():
        assert [one.get("class") for one in found(markup, shape)].count(f"mark-{kind}") == 1


def test_of_many_services_a_part_is_drawn_and_the_rare_ones_stay():
    services = [order.Service(at, at, "hand" if at % 100 == 0 else "plain") for at in range(10_000)]
    shown = order.sampled(services)
    assert len(shown) == order.MARKS_AT_MOST
    assert sum(one.how == "hand" for one in shown) == 100
    assert max(one.turn for one in shown) > 9_900
    assert len(str(diagram(services))) < 60_000


def test_a_month_without_a_figure_is_a_gap():
    markup = months((1, 2, None, 4, 5), number=5)
    assert len(found(markup, "polyline")) == 2 and len(found(markup, "circle")) == 4


def test_lines_that_end_together_have_their_names_below_each_other():
    markup = months((50, 50), (50, 50), (51, 50), number=2)
    feet = sorted(float(one.get("y")) for one in found(markup, "text") if "Reihe" in one.text)
    assert all(low - high >= LINE for high, low in zip(feet, feet[1:], strict=False))


@pytest.mark.parametrize("most", [0, 0.4, 1, 7, 99, 100, 101, 12_345, 10**9])
@pytest.mark.parametrize("steps", [scales.round_counts, scales.round_spans])
def test_marks_of_an_axis_reach_the_highest_and_are_few(steps, most):
    found = steps(most)
    assert found[0] == 0 and found[-1] >= most and 2 <= len(found) <= 6
    gaps = {round(b - a, 9) for a, b in zip(found, found[1:], strict=False)}
    assert len(gaps) == 1


def test_lengths_of_time_stand_at_round_ones():
    assert scales.round_spans(50 * 3600) == [0, 86400, 2 * 86400, 3 * 86400]
    assert scales.round_spans(0) == [0, 60]
