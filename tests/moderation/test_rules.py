"""The pure decisions of moderation."""

import pytest

from forum.moderation import rules


@pytest.mark.parametrize(
    ("visibility", "has_reports", "kind", "choices"),
    [
        ("pending", False, "held", ("approve", "hide", "redact", "move")),
        ("pending", True, "held", ("approve", "hide", "redact", "move")),
        ("public", True, "reported", ("keep", "hide", "redact", "move")),
        ("public", False, None, ("hide", "redact", "move")),
        ("hidden", False, None, ("show_again",)),
        ("hidden", True, None, ("show_again",)),
    ],
)
def test_what_can_be_decided_follows_from_the_state(visibility, has_reports, kind, choices):
    reasons = ("insult",) if has_reports else ()
    assert rules.kind_of(visibility, "first_post", reasons=reasons) == kind
    assert rules.choices(visibility, has_reports=has_reports) == choices


@pytest.mark.parametrize(
    ("held_because", "kind"),
    [("links", "spam"), ("honeypot", "spam"), ("personal_data", "personal"), ("limited", "held")],
)
def test_why_a_post_was_held_decides_where_it_waits(held_because, kind):
    assert rules.kind_of("pending", held_because, reasons=()) == kind


def test_what_its_own_author_asks_for_waits_by_itself():
    assert rules.kind_of("public", None, reasons=("insult", rules.PRIVATE)) == "private"


def test_the_mark_changes_with_all_that_a_moderator_sees():
    seen = {"visibility": "pending", "body": "Text", "category_id": 1, "last_report_id": 0}
    changes = [
        {"visibility": "public"},
        {"body": "Text "},
        {"category_id": 2},
        {"last_report_id": 1},
    ]
    marks = {rules.fingerprint(**seen)} | {rules.fingerprint(**{**seen, **one}) for one in changes}
    assert len(marks) == 5
    assert rules.fingerprint(**seen) == rules.fingerprint(**seen)


def test_parts_of_the_mark_do_not_run_into_each_other():
    one = rules.fingerprint(visibility="public", body="x", category_id=1, last_report_id=11)
    other = rules.fingerprint(visibility="public", body="x", category_id=11, last_report_id=1)
    assert one != other


def test_any_text_has_a_mark():
    """A lone surrogate cannot be encoded; it must not break the page."""
    mark = rules.fingerprint(visibility="public", body="\ud800", category_id=1, last_report_id=0)
    assert len(mark) == 24
