"""Every page within reach of links is whole: title, language, structure, no stray English."""

import re
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from babel.messages.pofile import read_po

from tests.harness.selection import some_in_short
from tests.house.stage import set_the_stage
from tests.house.test_translations import CATALOGUE

# With `make test` who sees least, who has a case with a private part, and who sees most.
EVERYBODY = some_in_short(
    [
        ("visitor", "de"),
        ("visitor", "en"),
        ("author", "de"),
        ("staff", "de"),
        ("moderator", "de"),
        ("admin", "de"),
        ("admin", "en"),
    ],
    [("visitor", "en"), ("author", "de"), ("admin", "de")],
)
FAR_ENOUGH = 120  # pages; more are the same pages with other numbers
SKIPPED = re.compile(r"^/(static/|api/|healthz|readyz)|/sign-out|\.(json|jsonl|csv|eml|txt)$")
# Works saved to disk, so it holds its own code; its policy names each piece by its hash.
SELF_CONTAINED = "/log/verify"
SHORTEST = 12  # letters; shorter words are too often the same in both languages, or names


class PageReader(HTMLParser):
    """What the checks ask of a page."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.links, self.ids, self.inline, self.words = [], Counter(), [], []
        self.title, self.language, self.headings, self.mains = "", "", 0, 0
        self._inside = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self._inside.append(tag)
        if tag == "html":
            self.language = found.get("lang", "")
        self.headings += tag == "h1"
        self.mains += tag == "main"
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        if found.get("id"):
            self.ids[found["id"]] += 1
        has_code = tag == "style" or (tag == "script" and "src" not in found) or "style" in found
        if has_code or any(name.startswith("on") for name in found):
            self.inline.append(self.get_starttag_text()[:120])

    def handle_endtag(self, tag):
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data):
        if "title" in self._inside and "svg" not in self._inside:
            self.title += data
        if not {"script", "style", "textarea"} & set(self._inside):
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def english_only() -> set[str]:
    """Sentences whose German is another; none of them may stand on a German page."""
    with CATALOGUE.open("rb") as readable:
        catalogue = read_po(readable, locale="de")
    return {
        message.id
        for message in catalogue
        if isinstance(message.id, str)
        and len(message.id) >= SHORTEST
        and "%(" not in message.id
        and message.string not in (message.id, "")
    }


def faults(page: PageReader, language: str, english_only: set[str]) -> list[str]:
    """What is wrong with one page, in words."""
    found = [f"inline code: {code}" for code in page.inline]
    found += [
        f"the id {name!r} stands {times} times" for name, times in page.ids.items() if times > 1
    ]
    if not page.title.strip():
        found.append("has no title")
    if page.language != language:
        found.append(f"says its language is {page.language!r}")
    if page.headings != 1 or page.mains != 1:
        found.append(f"has {page.headings} first headings and {page.mains} main parts")
    if language == "de":
        found += [f"English: {one!r}" for one in english_only if contains(page.text, one)]
    return found


def contains(text: str, sentence: str) -> bool:
    is_there = sentence in text  # asked first: a page is asked for a thousand sentences
    return is_there and re.search(rf"(?<!\w){re.escape(sentence)}(?!\w)", text) is not None


@pytest.mark.slow
@pytest.mark.parametrize("reader", EVERYBODY, ids="-".join)
def test_every_page_within_reach_is_whole(app, cast, browse, worker, english_only, reader):
    person, language = reader
    stage = set_the_stage(app, cast)
    worker()
    client = browse(stage.people[person])
    client.get(f"/?lang={language}")
    waiting, seen, found = ["/"], {"/"}, []
    for number in range(FAR_ENOUGH):
        if number >= len(waiting):
            break
        address = waiting[number]
        answer = client.get(address, follow_redirects=True)
        if answer.status_code != 200:
            found.append(f"{address}: {answer.status}")
        elif answer.mimetype == "text/html":
            page = PageReader(answer.text)
            if address == SELF_CONTAINED:
                assert "'sha256-" in answer.headers["Content-Security-Policy"]
                page.inline.clear()
            found += [f"{address}: {fault}" for fault in faults(page, language, english_only)]
            waiting += new_addresses(page.links, answer.request.path, seen)
    assert not found, f"as {person} in {language}:\n" + "\n".join(found)
    assert len(seen) > 3, "the crawl went nowhere"


def new_addresses(links: list[str], path: str, seen: set[str]) -> list[str]:
    """Addresses on this page that lie within the forum and were not seen; notes them as seen."""
    fresh = []
    for link in links:
        parts = urlsplit(urljoin(f"http://localhost{path}", link))
        address = parts.path + (f"?{parts.query}" if parts.query else "")
        if parts.netloc != "localhost" or SKIPPED.search(parts.path) or "lang=" in parts.query:
            continue
        if address not in seen:
            seen.add(address)
            fresh.append(address)
    return fresh


@pytest.mark.only_on("sqlite", "it is about the check itself")
def test_the_check_for_stray_english_finds_an_english_page(browse, english_only):
    page = PageReader(browse().get("/?lang=en").text)
    assert not faults(page, "en", english_only)
    assert any(fault.startswith("English: ") for fault in faults(page, "de", english_only))
