"""Names and titles cannot pose as something else: invisible, reversed, or dressed as staff."""

import pytest

from tests.hostile.conftest import number_in
from tests.hostile.oracle import Page

ZERO_WIDTH = ("\u200b", "\u200b\u200c\u200d", "\ufeff", "\u2060\u2063", "\u00ad", "\u202e\u202c")
BLANKS = ("\u3000", "\u2003\u2028\u2029", "\t\n\r", "\u00a0", "\u2066\u2069 ")
ARABIC, HEBREW = "محمد", "דנה"
ARABIC_TITLE = "انقطع الاتصال 3"
ORDER = "\u202e\u202d\u2066\u2067\u2068\u2069\u202a\u202b\u202c"


@pytest.mark.slow
def test_what_cannot_be_seen_is_no_title_text_or_name(writer, browse):
    anna, visitor = writer("anna"), writer()
    sign_up = {"email": "greta@example.org", "password": "seven small boats", "language": "en"}
    for nothing in (*ZERO_WIDTH, *BLANKS):
        assert anna.open_case(nothing).status_code == 422, ascii(nothing)
        assert anna.open_case("A title", nothing).status_code == 422, ascii(nothing)
        answer = visitor.post("/account/new", name=nothing, **sign_up)
        assert answer.status_code == 422, ascii(nothing)
    assert "No case here" in browse().get("/cases").text


def test_marks_of_direction_are_taken_out_of_titles(writer, browse):
    number = number_in(writer("anna").open_case(f"Rec{ORDER}eipt"))
    assert Page(browse().get(f"/cases/{number}").text).texts("h1") == ["Receipt"]


@pytest.mark.slow
def test_a_name_written_from_right_to_left_moves_nothing_beside_it(app, cast, writer, browse):
    """Every name and title is an island of its own, so that badge and number keep their side."""
    rename(app, cast.ben, ARABIC)
    rename(app, cast.olga, HEBREW)
    rename(app, cast.fred, "يوسف")
    number = number_in(writer("ben").open_case(ARABIC_TITLE))
    path = f"/cases/{number}/posts"
    for person in ("olga", "ben", "fred"):
        number_in(writer(person).post(path, body="مرحبا", reply_to="1"))
    number_in(writer("fred").post(path, body="Answer", reply_to="2"))
    answer = writer("anna").post(f"{path}/1/reports", reason="other", note="ملاحظة")
    assert answer.status_code == 303
    loose = []
    for person, place in (
        (None, f"/cases/{number}"),
        (None, "/cases"),
        (None, "/"),
        ("mara", "/moderation"),
        ("mara", f"/cases/{number}"),
        ("ben", "/account"),
        ("ben", "/account/notifications"),
        ("anna", f"{path}/2/reports"),
        (None, f"/cases/new?title={ARABIC_TITLE}"),
    ):
        page = Page(browse(person).get(place).text)
        found = page.outside_islands((ARABIC, HEBREW, "يوسف", ARABIC_TITLE))
        loose += [f"{place}: {one}" for one in found]
    assert not loose, "\n".join(loose)


def rename(app, person, name: str) -> None:
    from forum.accounts.models import User
    from forum.core.db import writing

    with app.app_context(), writing() as session:
        session.get(User, person.id).name = name
