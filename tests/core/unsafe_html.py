"""Finds what could run or load something in html, read as a browser reads it; refuses to clean."""

import re
from html import unescape

from bleach._vendor import html5lib  # the parser that follows the html standard, not our cleaner

ALLOWED = {
    "a": {"href", "title", "rel"},
    "ol": {"start"},
    **dict.fromkeys("p br em strong del code pre blockquote ul li h3 h4 h5 hr".split(), set()),
    **dict.fromkeys("table thead tbody tr th td".split(), set()),
}
KNOWN_BAD = set(
    "script iframe object embed base meta link style form svg math img video audio source template"
    " noscript input button textarea select isindex frame frameset applet body html xml marquee"
    " bgsound layer details dialog portal keygen area map".split()
)
FOREIGN_REL = {"nofollow", "noopener", "ugc"}


def unsafe_parts(html: str) -> list[str]:
    """Everything in `html` that our pages must never hold, described one by one."""
    return [complaint for element in _elements(html) for complaint in complaints_about(element)]


def active_parts(html: str) -> list[str]:
    """Only what can do harm: for measuring how hostile a text is before it is rendered."""
    return [
        name
        for name, attributes in _elements(html)
        if name in KNOWN_BAD
        or any(key.startswith("on") or key == "style" for key in attributes)
        or any(
            _scheme(value) in ("javascript", "vbscript", "data") for value in attributes.values()
        )
    ]


def _elements(html: str):
    tree = html5lib.parseFragment(html, container="div", namespaceHTMLElements=False)
    for element in tree.iter():
        if isinstance(element.tag, str) and element is not tree:
            yield element.tag, {str(key): value or "" for key, value in element.attrib.items()}


def complaints_about(element):
    """What is wrong with one element of rendered text, given as (name, attributes)."""
    name, attributes = element
    if name not in ALLOWED:
        yield f"<{name}>"
        return
    for key, value in attributes.items():
        if key not in ALLOWED[name]:
            yield f"<{name} {key}>"
        if key == "href" and not _is_good_link(value, attributes.get("rel", "")):
            yield f"<a href={value!r}>"


def _is_good_link(href: str, rel: str) -> bool:
    address = _as_a_browser_reads(href)
    if re.match(r"(?:/(?!/)|[#?])", address):
        return True
    leaves = address.startswith("//") or _scheme(href) in ("http", "https", "mailto")
    return leaves and set(rel.split()) >= FOREIGN_REL


def _as_a_browser_reads(href: str) -> str:
    """The address after the first steps of the URL standard: ends trimmed, tabs gone, one slash."""
    trimmed = unescape(href).strip("".join(map(chr, range(0x21))))
    return re.sub(r"[\t\n\r]", "", trimmed).replace("\\", "/")


def _scheme(value: str) -> str:
    match = re.match(r"([a-z][a-z0-9+.-]*):", _as_a_browser_reads(value).lower())
    return match.group(1) if match else ""
