"""The record for people: search, filters, the page of one entry with its proof; nothing hidden."""

import hashlib
import html
import re
from xml.etree import ElementTree

import pytest

from tests.desk.scene import Line
from tests.harness.application import close
from tests.ledger.written import START, seal, write, write_all

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def line(app, clock, cast):
    return Line(app, cast, clock)


def shown(page: str) -> list[int]:
    """The ids of the entries on a page of the record."""
    return [int(one) for one in re.findall(r'<li id="(\d+)">', page)]


def hide(app, number: int) -> None:
    from forum.cases.models import Case
    from forum.core.db import db, writing

    with app.app_context(), writing():
        db.session.get(Case, number).visibility = "hidden"


def test_filters_narrow_together_and_stay_chosen(app, browse):
    by_rule = {"kind": "queue.granted", "role": "rules", "fields": {"rule": "R2", "minutes": 60}}
    ids = write_all(
        app,
        [
            by_rule,
            {**by_rule, "at": START},
            {**by_rule, "fields": {"rule": "R1", "minutes": 60}},
            {
                "kind": "queue.granted",
                "role": "moderator",
                "actor": "M-07",
                "fields": {"minutes": 60},
            },
            {"kind": "case.locked", "role": "moderator", "actor": "M-07"},
        ],
    )
    visitor = browse()
    assert shown(visitor.get("/log?rule=R2").text) == ids[:2]
    assert shown(visitor.get("/log?rule=R2&month=2026-09").text) == [ids[1]]
    page = visitor.get("/log?kind=queue.granted&role=moderator&q=m-07").text
    assert shown(page) == [ids[3]]
    assert '<option value="moderator" selected>' in page and 'value="m-07"' in page
    assert shown(visitor.get("/log?q=M-07").text) == [ids[4], ids[3]]
    assert shown(visitor.get("/log?q=head+starts+given").text) == [ids[3], ids[2], ids[0], ids[1]]
    assert shown(browse().get("/log?q=vorsprünge+gegeben&lang=de").text)[:2] == [ids[3], ids[2]]
    assert shown(visitor.get("/log?q=case.locked").text) == [ids[4]]
    assert "No such entry yet" in visitor.get("/log?rule=R3&kind=case.locked").text
    assert "No kind of entry is called that" in visitor.get("/log?q=xyzzy").text


def test_a_number_finds_a_case_and_offers_the_entry(line, browse):
    first, second = line.several(2)
    page = browse().get(f"/log?q={second}").text
    assert f"/cases/{second}" in page and f'href="/cases/{first}"' not in page
    assert f'href="/log/{second}"' in page


def test_pages_go_on_under_the_same_filters(app, browse):
    ids = write_all(app, [{"kind": "case.closed", "role": "clock"}] * 70)
    write(app, "case.opened")
    visitor, url, found = browse(), "/log?kind=case.closed&role=clock", []
    while url:
        page = visitor.get(url).text
        found += shown(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        url = html.unescape(following[1]) if following else None
    assert found == ids[::-1]


HOSTILE = {
    422: [
        *(
            "month=2026-13",
            "month=26-1",
            "month=%D9%A2%D9%A0-01",
            "month=9999-1",
        ),
        *("kind=case", "kind=private.written", "kind=%27%20OR%201=1", "role=god", "rule=R99"),
        *("q=99999999999", "q=0", "q=" + "a" * 101, "cursor=WzFd", "cursor=" + "A" * 3000),
        "month=0000-01",
    ],
    200: [
        "q=%00",
        "month=2026-11%00",
        "q=%F0%9F%8E%AB",
        "q=M-999999999",
        "q=%27;drop",
        "month=2999-12",
        "kind=&q=",
    ],
    404: ["0", "999999", "99999999999999999999999", "-1", "1.5", "x", "1%00"],
}


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_can_name_no_entry_is_refused_in_words(app, browse, language):
    write(app)
    seal(app)
    visitor = browse()
    for status, asked in HOSTILE.items():
        for one in asked:
            path = f"/log/{one}?" if status == 404 else f"/log?{one}&"
            answer = visitor.get(f"{path}lang={language}")
            assert answer.status_code == status, one
            assert "<h1>" in answer.text and "Traceback" not in answer.text


def test_the_page_of_an_entry_proves_what_it_shows(app, browse):
    write_all(app, [{"kind": "case.opened", "subject": number} for number in range(1, 8)])
    newest = seal(app)
    for seq in range(1, newest.size + 1):
        page = browse().get(f"/log/{seq}").text
        canonical, note = map(
            html.unescape, re.findall(r"<pre[^>]*><code>(.*?)</code>", page, re.S)
        )
        hashes = re.findall(r"<code>([0-9a-f]{64})</code>", page)
        so_far = hashlib.sha256(b"\0" + canonical.encode()).digest()
        assert hashes[:2] == [so_far.hex(), newest.root]
        sides = re.findall(r"(Left|Right): <code>([0-9a-f]{64})</code>", page)
        for side, sibling in sides:
            pair = [bytes.fromhex(sibling), so_far]
            so_far = hashlib.sha256(
                b"\1" + b"".join(pair if side == "Left" else pair[::-1])
            ).digest()
        assert so_far.hex() == newest.root and sides
        assert note == newest.note
        assert "checkpoint of 7 entries" in page and f"Case {seq}, which is not public" in page


def test_what_is_not_sealed_says_so(app, browse):
    from forum.ledger import sealing

    write(app)
    seal(app)
    write(app, "case.closed", role="clock")
    visitor = browse()
    page = visitor.get("/log").text
    assert page.count("Not sealed yet; within a minute") == 1
    assert 'href="/log/1"' in page and 'href="/log/2"' not in page
    assert visitor.get("/log/2").status_code == 404
    with app.app_context():
        sealing.seal(is_urgent=False)  # numbered, and not signed before its time
    page = visitor.get("/log/2").text
    assert "No signed checkpoint covers it yet" in page and "Signed root" not in page


def test_each_entry_tells_the_first_checkpoint_with_it(app, browse):
    sizes = []
    for _ in range(3):
        write_all(app, [{"kind": "case.opened"}] * 2)
        sizes.append(seal(app).size)
    page = browse().get("/log").text
    assert re.findall(r"checkpoint of (\d+) entries", page) == ["6", "6", "4", "4", "2", "2"]
    assert sizes == [2, 4, 6]


def test_the_texts_of_what_is_not_public_are_nowhere(app, line, browse):
    (number,) = line.several(1)
    write(
        app, "case.declined", role="staff", actor="S-01", subject=number, texts={"reason": "Egret"}
    )
    seal(app)
    addresses = ("/log", "/log?q=S-01", "/log/feed", *(f"/log/{seq}" for seq in (1, 2)))
    assert "Egret" in "".join(browse().get(one).text for one in addresses)
    assert "Egret" in browse().get("/log/2").text and "Egret" in browse().get("/log/feed").text
    hide(app, number)
    for one in addresses:
        page = browse().get(one).text
        assert "Egret" not in page and "Matter 0" not in page, one


def test_the_feed_tells_the_newest_decisions(app, browse):
    ids = write_all(app, [{"kind": "case.closed", "role": "clock"}] * 60)
    seal(app)
    answer = browse().get("/log/feed")
    entries = ElementTree.fromstring(answer.data).findall(f"{ATOM}entry")
    assert answer.mimetype == "application/atom+xml" and len(entries) == 50
    assert entries[0].find(f"{ATOM}link").get("href").endswith("/log/60")
    assert entries[0].find(f"{ATOM}id").text.endswith(f"/log#{ids[-1]}")
    again = browse().get("/log/feed", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.slow
@pytest.mark.parametrize("url", ["/log", "/log?kind=case.opened&role=customer", "/log?q=opened"])
def test_statements_do_not_grow_with_the_entries(app, cast, line, browse, statements, url):
    def count() -> int:
        seal(app)
        visitor = browse()
        visitor.get("/account/sign-in")  # the newest checkpoint is read now, once for many pages
        close(app)
        with statements() as counted:
            assert visitor.get(url).status_code == 200
        return counted.number

    line.open()
    few = count()
    for person in cast.others(12):
        cast_line = Line(app, {"ben": person}, line.clock)
        cast_line.open()
    assert 0 < count() <= few
