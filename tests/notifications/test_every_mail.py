"""Every mail read as a mail program reads it: parts, ids, threads, the way out, nothing hidden."""

import re
from html.parser import HTMLParser

import pytest

from forum.notifications.messages import KINDS
from forum.notifications.sorts import SORTS, sort_of
from tests.hostile.lines import sample
from tests.notifications.letters import know_one_case, letter

LINK = re.compile(r"https?://[^\s<>\"]+")
# Whatever a program would fetch by itself, or that could tell who reads.
LOADED = ("img", "script", "link", "iframe", "object", "embed", "video", "audio", "style", "form")
LOADING = ("src", "srcset", "background", "style", "action", "poster", "data")

pytestmark = pytest.mark.only_on("sqlite", "a mail is made of words, not of rows")
LANGUAGES = ("de", "en")


class Reading(HTMLParser):
    """The words of an html mail, where its links lead, and what it would load."""

    def __init__(self):
        super().__init__()
        self.words, self.links, self.loads = "", [], []
        self._is_head = False

    def handle_starttag(self, tag, attributes):
        self._is_head = self._is_head or tag == "head"
        self.links += [value for name, value in attributes if tag == "a" and name == "href"]
        self.loads += [tag] if tag in LOADED else []
        self.loads += [name for name, _value in attributes if name in LOADING]
        self.words += " " if tag in ("p", "br", "hr") else ""

    def handle_endtag(self, tag):
        self._is_head = self._is_head and tag != "head"
        self.words += " " if tag in ("p", "br", "hr") else ""

    def handle_data(self, data):
        if not self._is_head:
            self.words += data


def read(html: str) -> Reading:
    reading = Reading()
    reading.feed(html)
    reading.close()
    return reading


def plain(text: str) -> str:
    """Words alone: how they are broken into lines, and the mark before a signature, aside."""
    lines = [line for line in text.splitlines() if line.strip() != "--"]
    return " ".join(" ".join(lines).split())


@pytest.fixture
def mails(app):
    """`mails()`: every kind in both languages, as (kind, mail)."""
    know_one_case(app)

    def mails(**others):
        with app.app_context():
            return [
                (kind, letter(kind, language, **others)) for kind in KINDS for language in LANGUAGES
            ]

    return mails


@pytest.mark.slow
def test_both_parts_say_the_same_and_every_link_leads_here(app, mails):
    base = app.config["BASE_URL"]
    for kind, mail in mails():
        assert mail.get_content_type() == "multipart/alternative", kind
        text, html = mail.iter_parts()
        assert [text.get_content_type(), html.get_content_type()] == ["text/plain", "text/html"]
        reading = read(html.get_content())
        assert plain(reading.words) == plain(text.get_content()), kind
        links = LINK.findall(text.get_content())
        assert links and sorted(links) == sorted(reading.links), kind
        assert all(one == base or one.startswith(base + "/") for one in links), kind


@pytest.mark.slow
def test_nothing_is_loaded_and_no_link_says_who_followed_it(mails):
    for kind, mail in mails():
        reading = read(mail.get_body(("html",)).get_content())
        assert reading.loads == [], kind
        assert not any("?" in link for link in reading.links), kind
        assert all(part.get_content_maintype() == "text" for part in mail.iter_parts()), kind


@pytest.mark.slow
def test_each_row_has_its_own_id_and_the_same_every_time(app, mails):
    first, again = mails(), mails()
    other = mails(id="f" * 32)
    for (kind, one), (_same, two), (_kind, three) in zip(first, again, other, strict=True):
        assert one["Message-ID"] == two["Message-ID"] == f"<{'0123456789abcdef' * 2}@localhost>"
        assert three["Message-ID"] != one["Message-ID"], kind
        assert one["Auto-Submitted"] == "auto-generated"


@pytest.mark.slow
def test_all_mails_about_a_case_are_one_thread_whoever_gets_them(mails):
    for kind, mail in mails():
        if kind.startswith("account."):
            assert mail["References"] is None and mail["In-Reply-To"] is None, kind
            continue
        roots = mail["References"].split()
        assert mail["In-Reply-To"] == roots[-1]
        assert mail["Message-ID"] not in roots
        if kind.startswith("case.") and kind != "case.ended_there":
            assert roots == ["<case-12@localhost>"], kind
    for (kind, mine), (_kind, yours) in zip(mails(person=7), mails(person=8), strict=True):
        assert mine["References"] == yours["References"], kind


def test_a_decision_and_the_answer_to_an_objection_stand_together(app):
    know_one_case(app)
    with app.app_context():
        decided = letter("statement.post", "en")["References"].split()
        answered = letter("appeal.decided", "en")["References"].split()
        about_person = letter("statement.account", "en")["References"].split()
    assert decided == ["<case-12@localhost>", "<statement-5@localhost>"]
    assert answered == about_person == ["<statement-5@localhost>"]


@pytest.mark.slow
def test_the_way_out_is_in_the_headers_and_at_the_end_of_what_one_may_do_without(app, mails):
    base = app.config["BASE_URL"]
    for kind, mail in mails():
        text = mail.get_body(("plain",)).get_content()
        if sort_of(kind) is None:
            assert mail["List-Unsubscribe"] is None and mail["List-Unsubscribe-Post"] is None, kind
            assert mail["List-Id"] is None and "/mail/off/" not in text, kind
            continue
        url = re.fullmatch(r"<(.+)>", mail["List-Unsubscribe"])[1]
        assert url.startswith(f"{base}/mail/off/"), kind
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert mail["List-Id"] == f"<{sort_of(kind)}.localhost>"
        assert url in text
        assert "anna" not in url and "example.org" not in url


@pytest.mark.slow
def test_the_headers_are_whole_on_the_wire(mails):
    """A key that a program cut or wrote as an encoded word would switch nothing off."""
    for kind, mail in mails():
        head = mail.wire.split(b"\r\n\r\n")[0]
        if sort_of(kind):
            assert b"List-Unsubscribe-Post: List-Unsubscribe=One-Click" in head
            unfolded = re.sub(rb"\r\n[ \t]+", b" ", head)
            found = re.search(rb"List-Unsubscribe: <([!-~]+)>(\r\n|$)", unfolded)
            assert found and b"=?" not in found[1], (kind, unfolded)
            assert found[1].decode() == mail["List-Unsubscribe"].strip("<>")


def test_nobody_without_an_account_is_offered_a_choice(app):
    with app.app_context():
        mail = letter("case.answered", "en", person=None)
    assert mail["List-Unsubscribe"] is None


@pytest.mark.slow
def test_lines_are_short_and_umlauts_in_subjects_encoded(mails):
    for kind, mail in mails():
        wire = mail.wire
        lines = wire.split(b"\r\n")
        assert all(len(line) <= 998 for line in lines), kind
        assert b"\n" not in wire.replace(b"\r\n", b"") and b"\r" not in wire.replace(b"\r\n", b"")
        head = wire.split(b"\r\n\r\n")[0]
        assert head.isascii(), kind
        subject = mail["Subject"]
        assert ("=?utf-8?" in head.decode("ascii").lower()) == (not subject.isascii()), kind


@pytest.mark.slow
def test_no_title_gets_into_a_header_or_breaks_a_mail(app):
    """Also where a kind has a title or a name in its subject, and where the text is hostile."""
    from dataclasses import replace

    from forum.core.text import clean_line
    from forum.notifications.titles import PresentCase, start

    kind = replace(KINDS["case.answered"], subject="Case %(number)s: %(title)s")
    lines = sample("sqlite", 5)
    with app.app_context(), pytest.MonkeyPatch.context() as patch:
        patch.setitem(KINDS, "case.answered", kind)
        for line in [*lines, "a\r\nBcc: all@example.org", "ä" * 500, "x" * 5_000]:
            title = clean_line(line)[:5_000]
            start(app, lambda numbers, title=title: {12: PresentCase(12, title, "new", False)})
            mail = letter("case.answered", "en")
            assert mail["Bcc"] is None and mail["To"] == "anna@example.org"
            assert len(mail.get_all("Subject")) == 1
            text, html = mail.iter_parts()
            assert plain(title) in plain(text.get_content())
            reading = read(html.get_content())
            assert reading.loads == []
            assert all(one.startswith("http://localhost") for one in reading.links)
            assert all(len(one) <= 998 for one in mail.wire.split(b"\r\n"))


def test_every_sort_has_words_and_a_kind():
    used = {sort_of(kind) for kind in KINDS}
    assert used == {None, *SORTS}


def test_the_docs_say_of_which_sort_each_kind_is():
    from tests.data import REPOSITORY

    text = (REPOSITORY / "docs" / "mail.md").read_text("utf-8")
    rows = re.findall(r"^\| `?([a-z ]+?)`? \| (.*) \|$", text, re.MULTILINE)
    said = {known: sort for sort, kinds in rows for known in re.findall(r"`([a-z_.*]+)`", kinds)}
    for kind in KINDS:
        sort = said.get(kind) or said.get(kind.split(".")[0] + ".*") or "course"
        assert (None if sort == "everybody gets them" else sort) == sort_of(kind), kind
