"""After signing in, people land on this site and nowhere else."""

import re
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forum.core.redirects import safe_next
from tests.data import shared_data

HERE = "https://forum.example"
HOME = "/home"


def host_in_a_browser(target: str) -> str | None:
    """The host a browser would ask, after the first steps of the URL standard."""
    trimmed = target.strip("".join(map(chr, range(0x21))))
    address = re.sub(r"[\t\n\r]", "", trimmed).replace("\\", "/")
    try:
        parts = urlsplit(urljoin(HERE + "/sign-in", address))
    except ValueError:
        return None
    return f"{parts.scheme}://{parts.netloc}"


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/cases/12",
        "/cases/12?page=2#post-3",
        "/search?q=stra%C3%9Fe+%C3%BC&status=new",
        "/search?q=Straße",
        "/search?q=http://example.org//x",
        "/account/",
    ],
)
def test_pages_of_this_site_are_reached(target):
    assert safe_next(target, HOME) == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        " ",
        "cases/12",
        "//evil.example",
        "///evil.example",
        "////evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "https:/evil.example",
        "https://evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "/\t/evil.example",
        "/\n/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/\r\nLocation: https://evil.example",
        "/\x00/evil.example",
        "/%2fevil.example",
        "/%2F%2Fevil.example",
        "/%252fevil.example",
        "/%25252fevil.example",
        "/%5cevil.example",
        "/%09/evil.example",
        "/%0d%0aSet-Cookie:x=1",
        "/..//evil.example",
        "/%2e%2e/%2f/evil.example",
        "/a/../b",
        "/@evil.example",
        "/:80@evil.example",
        "/\u2028/evil.example",
        "/\uff0fevil.example",
        "/\u202eevil",
        "/\ud800",
        "/%ff",
        "/" + "a" * 5_000,
        "?next=x",
        "#x",
    ],
)
def test_everything_else_leads_to_the_usual_page(target):
    assert safe_next(target, HOME) == HOME


def test_no_line_of_the_redirect_lists_leaves_the_site():
    lines = [
        line
        for file in sorted(shared_data("injection-lists/open-redirect").glob("*.txt"))
        for line in file.read_text("utf-8", errors="replace").split("\n")
    ]
    assert sum(host_in_a_browser(line) != HERE for line in lines) > 100, "the judge sees nothing"
    for line in lines:
        for target in (line, line.strip(), unquote(line), "/" + line, "/cases" + line):
            assert host_in_a_browser(safe_next(target, HOME)) == HERE, target


@given(
    st.lists(
        st.sampled_from(["/", "\\", "%2f", "%5c", ".", "..", "@", ":", "\t", "\n", " ", "%09", "x"])
        | st.sampled_from(["https:", "evil.example", "?", "#", "\u3002", "\uff0f", "%25", "\x00"]),
        max_size=8,
    ).map("".join)
    | st.text()
)
@example("/a?//evil.example")
def test_no_target_at_all_leaves_the_site(target):
    reached = safe_next(target, HOME)
    assert host_in_a_browser(reached) == HERE
    assert host_in_a_browser(unquote(reached.split("?")[0])) == HERE
    assert not re.search(r"[\x00-\x20\x7f]", reached)
    reached.encode("utf-8")
