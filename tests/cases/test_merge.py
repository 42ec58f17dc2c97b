"""Duplicates go on as one case: who leads, who counts, who is told, and "mine is different"."""

import pytest

from tests.desk.scene import Line
from tests.harness.forms import read_forms

REASON = "Both are about the mast at the harbour."


@pytest.fixture
def line(app, clock, cast):
    return Line(app, cast, clock)


def merge(client, number, into, reason=REASON):
    """Both steps: look what it changes, then confirm."""
    page = f"/cases/{number}/merge"
    first = client.submit(page, {"into": into, "reason": reason})
    if first.status_code != 200:
        return first
    asks_again = read_forms(first.text)
    form = next(one for one in asks_again if "seen" in [name for name, _value in one.filled])
    return client.send(form, f"http://localhost{page}")


def test_the_longest_waiting_clock_is_kept_and_the_stub_says_where(line, browse, cast, case_row):
    first, second, third = line.several(3)
    mara = browse(cast.mara)
    asked = mara.submit(f"/cases/{first}/merge", {"into": third, "reason": REASON})
    assert asked.status_code == 200 and "moves it ahead of 1 other" in asked.text
    assert line.places() == [first, second, third]
    since = case_row(first).waiting_since
    assert merge(mara, first, third).status_code == 303
    assert line.places() == [third, second]
    assert case_row(third).waiting_since == since
    stub = browse().get(f"/cases/{first}").text
    assert f"goes on in case {third}" in stub and f'href="/cases/{third}"' in stub
    assert "Nothing works." in stub and REASON in stub
    there = browse().get(f"/cases/{third}").text
    assert "1 case was merged into this one" in there and f'href="/cases/{first}"' in there
    assert line.replays_clean()


def test_the_record_has_one_entry_about_each_of_both(line, browse, cast):
    first, second, third = line.several(3)
    merge(browse(cast.mara), first, third)
    [merged] = line.entries(first, "case.merged")
    assert merged.fields["into"] == third and merged.fields["queue"] == "left"
    assert merged.texts == {"reason": REASON} and merged.actor == "M-01"
    [absorbed] = line.entries(third, "case.absorbed")
    assert absorbed.fields["other"] == first and absorbed.fields["overtook"] == 1
    assert len(line.entries(first)) == len(line.entries(third)) == 2
    assert len(line.entries(second)) == 1
