"""What is nearest votes for the article that answered it; pure arithmetic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.knowledge import nearness


def rank(articles, cases, answered, sizes=None):
    return nearness.rank(articles, cases, answered, sizes or {})


def shown(ranked) -> list[tuple[str, int]]:
    return [(one.kind, one.number) for one in ranked]


def test_nothing_near_suggests_nothing():
    assert rank([], [], {}) == []
    assert rank([(1, 0.0)], [(2, 0.0)], {}) == []


def test_an_article_is_found_by_its_own_words():
    assert shown(rank([(1, 2.0), (2, 1.0)], [], {})) == [("article", 1), ("article", 2)]


def test_cases_lead_to_the_article_that_answered_them():
    cases = [(10, 3.0), (11, 2.9), (12, 2.8)]
    answered = {11: [1], 12: [1]}
    assert shown(rank([(2, 1.0)], cases, answered))[0] == ("article", 1)


def test_a_case_without_an_article_is_suggested_itself():
    assert shown(rank([], [(10, 3.0), (11, 1.0)], {11: [1]})) == [("case", 10), ("article", 1)]


def test_a_case_of_two_articles_gives_each_a_share():
    ranked = rank([], [(10, 1.0), (11, 1.0)], {10: [1, 2], 11: [2]})
    assert shown(ranked) == [("article", 2), ("article", 1)]
    assert abs(ranked[0].score - 3 * ranked[1].score) < 1e-9


def test_answering_many_cases_is_no_merit_by_itself():
    cases = [(10, 1.0), (11, 0.9), (12, 0.9)]
    answered = {10: [1], 11: [2], 12: [2]}
    assert shown(rank([], cases, answered))[0] == ("article", 2)
    assert shown(rank([], cases, answered, {1: 1, 2: 30}))[0] == ("article", 1)


SCORES = st.lists(st.tuples(st.integers(1, 9), st.floats(0.01, 99)), unique_by=lambda one: one[0])


@pytest.mark.slow
@given(SCORES, SCORES, st.dictionaries(st.integers(1, 9), st.lists(st.integers(1, 9), max_size=3)))
def test_scores_in_another_unit_rank_the_same(articles, cases, answered):
    articles, cases = (sorted(some, key=lambda one: -one[1]) for some in (articles, cases))
    doubled = [[(key, 2 * score) for key, score in some] for some in (articles, cases)]
    assert shown(rank(*doubled, answered)) == shown(rank(articles, cases, answered))
    ranked = rank(articles, cases, answered)
    assert len({one[:2] for one in ranked}) == len(ranked)
