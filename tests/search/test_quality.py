"""The small labelled collections stay above their goals; the bench prints all of them."""

import pytest

from tests.data import shared_data

pytestmark = pytest.mark.slow


@pytest.fixture
def bench():
    from bench import search_quality

    return search_quality


@pytest.mark.parametrize("name", ["telekom-faq-de", "german-forum-search"])
def test_labelled_questions_find_their_answers(bench, library, name):
    folder = shared_data(name).parent
    chosen = next(one for one in bench.collections(folder) if one.name == name)
    reached = bench.quality(chosen)
    assert reached >= bench.GOALS[name]
    assert reached > bench.ndcg(chosen, bench.plain_bm25(chosen))


def test_a_search_for_data_cap_finds_a_case_about_data_caps_first(bench, library):
    folder = shared_data("comcast-fcc-2015").parent
    first = bench.first_complaint(folder).split("', '")[0].casefold()
    assert "data" in first and "cap" in first
