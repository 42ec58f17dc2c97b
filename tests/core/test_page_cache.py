"""Visitors' pages from memory: the same for everybody, and never the wrong one for anybody."""

import pytest

from forum.core.page_cache import PageCache
from tests.harness.statements import once_quiet
from tests.moderation.scene import Scene

GERMAN = {"Accept-Language": "de"}
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def scene(app):
    return Scene(app)


@pytest.fixture
def number(scene, cast):
    return scene.open_case(cast.anna)


def is_kept(client, statements, url, **arguments) -> bool:
    """Whether the page is answered without asking the database for anything."""
    with statements() as counted:
        assert client.get(url, **arguments).status_code == 200
    return counted.number == 0


def soon_kept(client, statements, url) -> bool:
    """The same, give or take what other tests commit meanwhile."""
    counted = once_quiet(statements, lambda: client.get(url), lambda one: one.number == 0)
    return counted.number == 0


def test_the_second_visitor_gets_the_page_from_memory(browse, number, statements):
    for url in ("/", "/cases", f"/cases/{number}", "/search?q=meter"):
        assert not is_kept(browse(), statements, url)
        assert soon_kept(browse(), statements, url), url


def test_a_commit_makes_the_page_anew(browse, cast, scene, number, statements):
    first = browse().get(f"/cases/{number}")
    scene.write(number, cast.ben, "Mine counts twice as well.")
    second = browse().get(f"/cases/{number}", headers={"If-None-Match": first.headers["ETag"]})
    assert second.status_code == 200
    assert "Mine counts twice as well." in second.text


@pytest.mark.parametrize("sent", ["{}", "W/{}", '"other", {}', "*"])
def test_an_unchanged_page_is_not_sent_again(browse, number, sent):
    for _cold_then_warm in range(2):
        page = browse().get(f"/cases/{number}")
        asked = {"If-None-Match": sent.format(page.headers["ETag"])}
        again = browse().get(f"/cases/{number}", headers=asked)
        assert again.status_code == 304 and again.data == b""
        for name in ("ETag", "Vary", "Cache-Control", "Content-Security-Policy"):
            assert again.headers[name] == page.headers[name]
        assert "Content-Length" not in again.headers and "Content-Type" not in again.headers


def test_asking_for_the_head_alone_gives_the_same_head(browse, number):
    cold = browse().head(f"/cases/{number}")
    page = browse().get(f"/cases/{number}")
    warm = browse().head(f"/cases/{number}")
    assert cold.data == warm.data == b""
    assert dict(cold.headers) == dict(page.headers) == dict(warm.headers)


def test_every_reader_gets_their_language(browse, number):
    german, english = browse(), browse()
    german.set_cookie("lang", "de")
    english.set_cookie("lang", "en")
    for _cold_then_warm in range(2):
        assert 'lang="de"' in browse().get(f"/cases/{number}", headers=GERMAN).text[:200]
        assert 'lang="en"' in browse().get(f"/cases/{number}", headers=ENGLISH).text[:200]
        assert 'lang="de"' in german.get(f"/cases/{number}", headers=ENGLISH).text[:200]
        assert 'lang="en"' in english.get(f"/cases/{number}", headers=GERMAN).text[:200]


@pytest.mark.parametrize("query", ["lang=de", "l%61ng=de", "a=1&lang=de"])
def test_choosing_a_language_is_remembered_by_the_one_who_chose(browse, number, query):
    for _cold_then_warm in range(2):
        chosen = browse().get(f"/cases/{number}?{query}", headers=ENGLISH)
        assert 'lang="de"' in chosen.text[:200] and "lang=de" in chosen.headers["Set-Cookie"]
    assert "Set-Cookie" not in browse().get(f"/cases/{number}", headers=ENGLISH).headers


def test_a_visitor_who_has_seen_a_form_still_gets_kept_pages(browse, number, statements):
    visitor = browse()
    assert "Set-Cookie" in visitor.get("/account/sign-in").headers
    browse().get(f"/cases/{number}")
    assert soon_kept(visitor, statements, f"/cases/{number}")


@pytest.mark.slow
def test_a_signed_in_page_is_nobody_elses(browse, cast, number):
    for _cold_then_warm in range(2):
        for person in (cast.anna, None, cast.ben, cast.mara):
            page = browse(person).get(f"/cases/{number}")
            assert ("csrf_token" in page.text) == (person is not None)
            assert ("public" in page.headers["Cache-Control"]) == (person is None)
            assert "Cookie" in page.headers["Vary"]


def test_what_somebody_is_told_once_is_told_to_nobody_else(browse, cast, number):
    ben = browse(cast.ben)
    token = {"csrf_token": ben.token(f"/cases/{number}")}
    assert ben.post(f"/cases/{number}/affected", data=token).status_code == 303
    assert 'class="message' in ben.get(f"/cases/{number}").text
    for person in (None, cast.nora, cast.ben):
        assert 'class="message' not in browse(person).get(f"/cases/{number}").text


def test_a_page_names_no_host_and_a_forged_prefix_stays_with_its_forger(browse, number):
    forged = {"SCRIPT_NAME": "//evil.example"}
    for url in ("/", "/cases", f"/cases/{number}", "/search?q=meter"):
        browse().get(url, environ_overrides=forged)
        assert "evil.example" not in browse().get(url).text
        asked = browse().get(url, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.test"})
        assert "evil." not in asked.text
        assert "evil." not in str(asked.headers)


@pytest.mark.slow
def test_many_made_up_addresses_do_not_fill_the_memory(app, browse, number):
    cache = app.wsgi_app
    cache.pages._limits = 10, 100_000
    for count in range(40):
        browse().get(f"/cases/{number}?made-up={count}")
        browse().get("/cases", headers={"Host": f"host{count}.example"})
    assert 0 < len(cache.pages) <= 10
    assert cache.pages.size <= 100_000


class Body:
    """What an application gives back: may break, and notes whether it was closed."""

    def __init__(self, *pieces):
        self.pieces, self.is_closed = pieces, False

    def __iter__(self):
        for piece in self.pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece

    def close(self):
        self.is_closed = True


DECLARED = [("Cache-Control", "public, no-cache"), ("ETag", '"a"'), ("Content-Type", "text/html")]


def ask(body, headers, status="200 OK", method="GET"):
    """What a cache before such an application keeps and answers."""

    def application(environ, start_response):
        start_response(status, headers)
        return body

    cache = PageCache(application, lambda: 1, session_cookie="s", default_language="en")
    environ = {"REQUEST_METHOD": method, "PATH_INFO": "/"}
    try:
        answer = b"".join(cache(environ, lambda status, headers, exc_info=None: None))
    except OSError:
        answer = None
    return answer, len(cache.pages)


def test_a_declared_page_is_kept_and_its_body_closed():
    body = Body(b"a", b"b")
    assert ask(body, DECLARED) == (b"ab", 1)
    assert body.is_closed


def test_a_page_that_breaks_off_is_closed_and_not_kept():
    body = Body(b"a", OSError("gone"))
    assert ask(body, DECLARED) == (None, 0)
    assert body.is_closed


@pytest.mark.parametrize(
    "headers",
    [
        [*DECLARED, ("Set-Cookie", "s=1")],
        [("Cache-Control", "private, no-cache"), ("ETag", '"a"')],
        [("Cache-Control", "public, max-age=3600"), ("ETag", '"a"')],  # a file, not a page
        DECLARED[:1],
        [],
    ],
)
def test_what_is_not_declared_for_everybody_is_not_kept(headers):
    assert ask(Body(b"a"), headers) == (b"a", 0)


@pytest.mark.parametrize(("status", "method"), [("404 NOT FOUND", "GET"), ("200 OK", "POST")])
def test_failures_and_writes_are_not_kept(status, method):
    assert ask(Body(b"a"), DECLARED, status, method) == (b"a", 0)


def test_a_page_is_made_anew_after_a_minute(browse, clock, number, statements):
    for _attempt in range(20):  # what other tests commit meanwhile would make it anew too early
        browse().get(f"/cases/{number}")
        clock.move(seconds=59)
        if is_kept(browse(), statements, f"/cases/{number}"):
            break
    else:
        raise AssertionError("no page was kept for 59 seconds")
    clock.move(seconds=2)
    assert not is_kept(browse(), statements, f"/cases/{number}")
