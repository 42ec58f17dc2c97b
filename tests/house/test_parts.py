"""What the shared parts promise: a status is never colour alone, a name draws no badge."""

import re
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from forum.cases.states import STATUSES
from tests.house.test_icons import drawings

MOMENT = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


@pytest.fixture
def drawn(app_once):
    """`drawn("ticket", "ticket_card", ticket)`: what a macro of templates/parts writes."""

    def draw(part: str, macro: str, *values) -> str:
        with app_once.test_request_context(headers={"Accept-Language": "en"}):
            module = app_once.jinja_env.get_template(f"parts/{part}.html").module
            return str(getattr(module, macro)(*values))

    return draw


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def post(**changed):
    plain = {
        "position": 2,
        "author_name": "Ben",
        "author_role": "customer",
        "is_case_author": False,
        "created_at": MOMENT,
        "edited_at": None,
        "history_url": None,
        "reply_to": None,
        "is_solution": False,
        "is_confirmed": False,
        "solution_words": "",
        "body_html": "<p>Me too.</p>",
        "language": "en",
        "state": "shown",
        "hidden_reason": None,
    }
    return SimpleNamespace(**plain | changed)


def queue(place=None, where="", lines=()):
    return SimpleNamespace(place=place, where=where, lines=lines)


def ticket(**changed):
    plain = {
        "number": 1042,
        "status": "waiting_for_company",
        "is_confirmed": False,
        "turn": "company",
        "category_name": "Mobile internet",
        "waiting_since": MOMENT,
        "affected_count": 4,
        "promise_lines": (),
        "is_late": False,
        "queue": queue(),
        "reasons": (),
    }
    return SimpleNamespace(**plain | changed)


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_is_a_word_a_shape_and_a_colour(drawn, status):
    chip = drawn("status", "status_chip", status)
    assert words_of(chip)
    assert re.search(r"icons\.svg#([a-z_]+)", chip)[1] in drawings()
    assert f"chip {status}" in chip


def test_solved_by_staff_alone_reads_and_looks_otherwise_than_confirmed(drawn):
    confirmed = drawn("status", "status_chip", "solved", True)
    unconfirmed = drawn("status", "status_chip", "solved", False)
    assert words_of(unconfirmed) == "marked solved by staff, not yet confirmed"
    assert words_of(confirmed) == "solved"
    assert "#solved_unconfirmed" in unconfirmed and "#solved_unconfirmed" not in confirmed
    assert "unconfirmed" not in confirmed


def test_a_name_cannot_draw_a_badge(drawn):
    name = '</bdi><span class="badge">Company</span>'
    html = drawn("post", "post_card", post(author_name=name))
    assert 'class="badge"' not in html
    assert 'class="badge"' in drawn("post", "post_card", post(author_role="staff"))


def test_a_post_of_staff_has_its_badge_outside_the_name(drawn):
    html = drawn("post", "post_card", post(author_name="Olga", author_role="staff"))
    name = re.search(r"<bdi>(.*?)</bdi>", html)[1]
    assert name == "Olga"
    assert html.index("</bdi>") < html.index('class="badge"')


def test_the_ticket_tells_place_and_reasons_only_when_it_knows_them(drawn):
    line = {"icon": "ahead", "sentence": "6 h ahead: many affected", "weight": ""}
    line = SimpleNamespace(**line, link="rule R4", url="/rules/1#R4")
    standing = queue(7, "at the desk “Mobile network”", (line,))
    without = words_of(drawn("ticket", "ticket_card", ticket()))
    known = drawn("ticket", "ticket_card", ticket(queue=standing))
    assert "in line" not in without
    assert "7 in line at the desk “Mobile network”" in words_of(known)
    assert '6 h ahead: many affected <a href="/rules/1#R4">rule R4</a>' in known


def test_a_broken_promise_has_a_sign_beside_its_words(drawn):
    line = SimpleNamespace(label="First answer", sentence="promise broken", is_broken=True)
    broken = drawn("ticket", "ticket_card", ticket(promise_lines=(line,)))
    assert "First answer promise broken" in words_of(broken) and "#warning" in broken
    line.is_broken = False
    assert "#warning" not in drawn("ticket", "ticket_card", ticket(promise_lines=(line,)))


def test_a_deleted_account_leaves_its_post_without_a_name(drawn):
    assert "deleted account" in words_of(drawn("post", "post_card", post(author_name=None)))
