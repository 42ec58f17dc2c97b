"""The words, sentences and files of the report, from values alone."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask

from forum.core import i18n
from forum.fairness.values import Distribution, GroupRow, Headline, Report, Waits
from forum.pages.fairness_parts import files, groups, others, summary, words
from forum.pages.fairness_parts.definitions import definition_of, definitions

NO_WAITS = Waits(0, 0, None, None, None, None)
EMPTY = Report(
    month="2026-10",
    lane="",
    headline=Headline(),
    answer=NO_WAITS,
    solution=NO_WAITS,
    rules=(),
    groups=(),
    looks=0,
    distributions=(Distribution("answer", ()),),
    served=(),
    promises={},
    size=7,
    at=datetime(2026, 11, 2, tzinfo=UTC),
)
GROUP = GroupRow("language", "de", 30, 60, 90, -0.2, 0.5, False, False)


@pytest.fixture(scope="module")
def words_alone():
    """An application that knows languages and nothing else."""
    app = Flask("words")
    app.config["DEFAULT_LANGUAGE"] = "en"
    i18n.start(app)
    return app


@pytest.fixture(params=["en", "de"])
def language(request, words_alone):
    with words_alone.test_request_context(f"/?lang={request.param}"):
        yield request.param


@pytest.fixture
def english(words_alone):
    with words_alone.test_request_context("/?lang=en"):
        yield


@pytest.mark.parametrize(
    ("part", "whole", "english", "german"),
    [
        (979, 1000, "97.9%", "97,9\xa0%"),
        (0, 5, "0.0%", "0,0\xa0%"),
        (5, 5, "100.0%", "100,0\xa0%"),
        (1, 0, "–", "–"),
    ],
)
def test_shares(language, part, whole, english, german):
    assert words.share(part, whole) == {"en": english, "de": german}[language]


def test_a_share_never_hides_the_one_that_is_left(english):
    assert words.share(1, 100_000) == "less than 0.1%"
    assert words.share(99_999, 100_000) == "more than 99.9%"


def test_lengths_and_stretches(english):
    assert words.length(None) == "–" and words.length(0) == "no time"
    assert words.length(59) == "less than a minute"
    assert words.length(90_061) == "1 day 1 hour"
    assert words.stretch(0, 900) == "under 15 min" and words.stretch(1800, 3600) == "30–60 min"
    assert words.stretch(86400, 2 * 86400) == "1–2 days"
    assert words.stretch(7 * 86400, None) == "7 days or more"


def test_effects_are_named_by_their_size(english):
    named = [words.effect(one) for one in (0, -0.146, 0.147, -0.4, 0.9)]
    assert named[0] == named[1] == "no noticeable difference"
    assert [one.split()[0] for one in named[2:]] == ["small", "medium", "large"]
    assert words.decimal(-0.25) == "−0.25"


def test_every_headline_figure_has_a_definition_and_a_unit(language):
    assert set(definitions()) == set(Headline().as_dict())
    assert all(one.label and one.words and one.unit for one in definitions().values())
    assert definition_of("by_rule.R1").key == "by_rule"


def test_of_nothing_there_is_no_sentence_but_that_it_is_nothing(english):
    [only] = summary.verdicts("2026-10", Headline(), flagged=None)
    assert only == "In October 2026 no two cases of one line waited at the same time."


def test_an_unexplained_pair_is_said_in_the_second_sentence(english):
    headline = Headline(pairs=4, pairs_in_order=2, pairs_by_rule=1, pairs_unexplained=1)
    told = summary.verdicts("2026-10", headline, flagged=2)
    assert "50.0% of all pairs" in told[0] and "1 are unexplained" in told[1]
    assert told[-1] == "2 comparisons of groups are flagged: they differ by more than chance."


def test_what_is_above_cap_or_bound_is_said_so(english):
    headline = Headline(services=3, overtaken=1, largest_gap=7200, cap=3600)
    headline = replace(headline, extra_mean=600, extra_bound=60)
    report = replace(EMPTY, headline=headline)
    assert "more than the 1 hour the rules allow" in others.overtaken_part(report).sentences[1]
    assert others.paid_part(report).sentences[2].startswith("In this month it was more")


def test_groups_are_flagged_in_words(english):
    assert groups.flagged(EMPTY) is None
    flagged = replace(GROUP, is_flagged=True)
    report = replace(EMPTY, groups=(GROUP, flagged, replace(GROUP, too_few=True)), looks=2)
    assert groups.flagged(report) == 1
    [table] = groups.groups_part(report).tables
    assert [row[-1] for row in table.rows] == [
        "no sign of unequal treatment",
        "flagged: waits differ by more than chance",
        "too few to compare",
    ]
    assert table.flagged == {1}


@pytest.mark.parametrize("name", ["=1+1", "+x", "-x", "@x", "\t=x", " =x", "\n=x"])
def test_no_cell_of_a_file_is_computed(english, name):
    report = replace(EMPTY, lane=name, groups=(replace(GROUP, group=name),))
    rows = list(csv.reader(io.StringIO(files.figures_csv(report))))
    assert rows[0] == list(files.HEAD) and rows[1][1] == f"'{name}"
    cells = {one for row in rows[1:] for one in row}
    risky = [one for one in cells if one.lstrip(" \n").startswith(files.FORMULA)]
    assert risky == ["-0.2"], "a number below zero stays one"
