"""Every line of the attack lists in every field of the pages: no failure, no script, nothing lost.

What is taken is stored to the letter and read on the page to the letter; what is refused is
answered with 4xx and stands in its field again.
"""

import pytest
from sqlalchemy import select

from forum.accounts.names import tidy
from forum.core.text import clean_line, clean_text
from tests.core.test_redirects import host_in_a_browser
from tests.core.unsafe_html import unsafe_parts
from tests.hostile.conftest import number_in
from tests.hostile.oracle import Page, harm_in

pytestmark = [pytest.mark.slow, pytest.mark.long]

HALVES = (0, 1)  # so that two processes share the longest test
SOME = 20  # one page in so many is read whole, where the pieces of all are read by themselves
AS_A_POST = "titles, posts, searches and filters bring the same characters into both databases"
A_THREAD = 40  # posts; they stand on one page
FILTERS = (
    ("/cases", "category"),
    ("/cases", "status"),
    ("/cases", "order"),
    ("/cases", "from"),
    ("/cases", "cursor"),
    ("/search", "category"),
    ("/search", "language"),
    ("/search", "to"),
    ("/search", "cursor"),
    ("/search", "has_solution"),
    ("/cases/new", "lang"),
)


@pytest.mark.parametrize("half", HALVES)
def test_as_title_and_text_of_a_case(writer, browse, cast, rows, lines, half):
    anna, taken = writer("anna"), {}
    for line in lines[half :: len(HALVES)]:
        answer = anna.open_case(line, line)
        if answer.status_code == 303:
            taken[number_in(answer)] = line
        else:
            assert_kept(answer, title=clean_line(line), body=clean_text(line))
    assert len(taken) > len(lines) / len(HALVES) * 0.8
    assert_stored(rows, taken)
    assert_listed(browse(), taken)
    for number in list(taken)[::SOME]:
        assert_shown(browse().get(f"/cases/{number}"), taken[number])


def assert_kept(answer, **typed) -> None:
    """A refusal that says so, and has what was typed in its fields."""
    assert answer.status_code == 422, f"{typed}: {answer.status}"
    page = Page(answer.text)
    assert not page.harm(), (typed, page.harm())
    assert page.texts(".error-summary a"), typed
    for name, text in typed.items():
        assert page.typed(name) == text


def assert_stored(rows, taken: dict[int, str]) -> None:
    from forum.cases.models import Case, Post

    statement = select(Case.number, Case.title, Post.body, Post.html).join(
        Post, Post.case_number == Case.number
    )
    found = rows(lambda session: session.execute(statement).all())
    assert len(found) == len(taken)
    for number, title, body, html in found:
        assert title == clean_line(taken[number])
        assert body == clean_text(taken[number])
        page = Page(f"<div class=post-body>{html}</div>")
        assert not page.harm(), (body, page.harm())


def assert_listed(visitor, taken: dict[int, str]) -> None:
    """All titles are on the pages of the list, letter by letter, newest first."""
    address, titles = "/cases", []
    while address:
        page = Page(visitor.get(address).text)
        assert not page.harm(), (address, page.harm())
        titles += page.texts(".case-row-title a")
        address = page.following()
    assert titles == [folded(f"{number} {taken[number]}") for number in sorted(taken)[::-1]]


def assert_shown(answer, line: str) -> None:
    assert answer.status_code == 200
    page = Page(answer.text)
    assert not page.harm(), (line, page.harm())
    assert page.texts("h1") == [folded(line)]
    assert page.title.endswith(f"{folded(line)} · Wartemarke")


def folded(text: str) -> str:
    return " ".join(clean_line(text).split())


def test_as_text_of_a_post(writer, browse, cast, rows, some):
    from forum.cases.models import Post

    ben, lines = writer("ben"), some(8)
    for start in range(0, len(lines), A_THREAD):
        number, taken = number_in(ben.open_case(f"Thread {start}")), []
        for line in lines[start : start + A_THREAD]:
            answer = ben.post(f"/cases/{number}/posts", body=line, reply_to="1")
            if answer.status_code == 303:
                taken.append(clean_text(line))
            else:
                assert_kept(answer, body=clean_text(line))
        where = (Post.case_number == number, Post.position > 1)
        statement = select(Post.body).where(*where).order_by(Post.position)
        stored = rows(lambda session, asked=statement: session.scalars(asked).all())
        assert stored == taken
        for person in (None, "ben", "mara"):
            page = Page(browse(person).get(f"/cases/{number}").text)
            assert not page.harm()
            assert len(page.texts(".post .post-body")) == len(taken) + 1


@pytest.mark.short_on("sqlite", AS_A_POST)
def test_as_a_persons_name(writer, lines):
    """Few of them are names; all of them stand in their field again."""
    visitor = writer()
    fields = {"email": "greta@example.org", "password": "seven small boats", "language": "de"}
    for line in lines:
        answer = visitor.post("/account/new", name=line, **fields)
        if answer.status_code != 303:
            assert_kept(answer, name=tidy(line))
        else:
            assert not harm_in(f"<h1>{tidy(line)}</h1>"), "a name that could be markup was taken"


def test_as_a_question_to_the_search(browse, lines):
    visitor = browse()
    for line in lines:
        answer = visitor.get("/search", query_string={"q": line})
        assert answer.status_code == 200, line
        page = Page(answer.text)
        assert not page.harm(), (line, page.harm())
        asked = clean_line(line)[:300]
        assert page.typed("q") == asked
        assert not asked.strip() or folded(asked) in page.title


def test_as_a_filter_or_a_place_in_a_list(browse, lines):
    visitor = browse()
    for place, line in enumerate(lines):
        path, name = FILTERS[place % len(FILTERS)]
        answer = visitor.get(path, query_string={name: line})
        assert answer.status_code in (200, 422), (path, name, line, answer.status)
        assert not harm_in(answer.text), (path, name, line)


@pytest.mark.short_on("sqlite", AS_A_POST)
def test_as_the_page_to_go_to_after_signing_in(browse, lines):
    visitor, anna = browse(), browse("anna")
    for place, line in enumerate(lines):
        answer = anna.get("/account/sign-in", query_string={"next": line})
        assert answer.status_code == 303
        assert host_in_a_browser(answer.location) == "https://forum.example", line
        if place % SOME == 0:
            page = Page(visitor.get("/account/sign-in", query_string={"next": line}).text)
            assert not page.harm(), (line, page.harm())
            assert page.typed("next") == line.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.short_on("sqlite", AS_A_POST)
def test_as_a_report_and_as_a_moderators_reason(writer, browse, cast, number, some):
    """A report's note is for moderators; the reason of a decision is read by everybody."""
    ben, otto, mara = writer("ben"), writer("otto"), writer("mara")
    lines = [line for line in some(40) if clean_text(line).strip()]
    for position, line in enumerate(lines, start=2):
        number_in(ben.post(f"/cases/{number}/posts", body=f"Post {position}"))
        path = f"/cases/{number}/posts/{position}/reports"
        answer = otto.post(path, reason="other", note=line)
        assert answer.status_code == 303 or assert_kept(answer, note=clean_text(line)) is None
        page = browse("mara").get("/moderation")
        assert not harm_in(page.text), line
        decide(mara, line)
    page = Page(browse().get(f"/cases/{number}").text)
    assert not page.harm()
    assert browse("ben").get("/account/notifications").status_code == 200
    assert not harm_in(browse("ben").get("/account/notifications").text)


def decide(mara, reason: str) -> None:
    """Hide what waits first, with this reason, as the page offers it."""
    form = next(one for one in mara.client.forms("/moderation") if "/hide" in one.action)
    answer = mara.client.send(form, "/moderation", {"ground": "insult", "reason": reason})
    if answer.status_code != 303:
        assert_kept(answer, reason=clean_text(reason))
        answer = mara.client.send(
            form, "/moderation", {"ground": "insult", "reason": "It says nothing."}
        )
        assert answer.status_code == 303


@pytest.mark.short_on("sqlite", AS_A_POST)
def test_as_the_reason_to_decline_a_case(writer, browse, cast, some):
    anna, olga = writer("anna"), writer("olga")
    case = None
    for line in some(60):
        case = case or number_in(anna.open_case("A case to decline"))
        answer = olga.post(f"/cases/{case}/decline", reason=line)
        if answer.status_code != 303:
            assert_kept(answer, reason=clean_text(line))
            continue
        page, case = Page(browse().get(f"/cases/{case}").text), None
        assert not page.harm(), (line, page.harm())
        assert folded(line) in [folded(text) for text in page.texts(".timeline-entry blockquote")]


@pytest.mark.short_on("sqlite", AS_A_POST)
def test_as_the_name_of_a_token(writer, browse, cast, some):
    anna = writer("anna")
    for line in some(40):
        answer = anna.post("/account/tokens", label=line)
        if answer.status_code == 201:
            assert not harm_in(answer.text), line
        else:
            assert_kept(answer, label=clean_line(line))
    assert not harm_in(browse("anna").get("/account").text)


@pytest.mark.short_on("sqlite", AS_A_POST)
def test_in_the_preview_and_among_similar_cases(writer, some):
    anna = writer("anna")
    for line in some(8):
        answer = anna.post("/cases/preview", body=line)
        assert answer.status_code == 200 and not unsafe_parts(answer.text), line
        answer = anna.client.get("/cases/similar", query_string={"title": line, "body": line})
        assert answer.status_code == 200 and not harm_in(answer.text), line
