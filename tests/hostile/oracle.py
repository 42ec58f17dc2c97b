"""Reads a whole page as a browser does and names all in it that is not ours; refuses to guess.

A text that escaped from its place shows itself in one of two ways: as an element, attribute or
address that our templates do not write, or by missing where it should be read. So every test asks
both: `harm_in(page)` is empty, and what was typed stands in its place to the letter.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.core.unsafe_html import complaints_about

OURS = set(
    "html head meta title link script body a header div svg use nav abbr form input button main"
    " footer p h1 h2 h3 h4 ul ol li dl dt dd span strong bdi section aside article blockquote time"
    " details summary pre textarea label fieldset legend select option small br mark kbd ins del"
    " code table thead tbody tr th td".split()
)
OF_WRITERS = ".post-body *"  # rendered from Markdown: another list of what may be there
ADDRESSES = {"href", "src", "action", "formaction"}
OWN_ADDRESS = re.compile(r"/(?![/\\])[^\s\\]*|[?#][^\s\\]*")
OWN_ONLY = {
    "script": ("src", re.compile(r"/static/js/[a-z_]+\.js")),
    "link": ("href", re.compile(r"/static/[a-z_/]+\.(?:css|svg)")),
    "use": ("href", re.compile(r"/static/icons\.svg#\w+")),
}
BLOCKS = set("h1 h2 h3 p li dd dt pre blockquote td th div".split())
META = {"viewport", "color-scheme", "theme-color", None}


class Page:
    """One page, parsed once."""

    def __init__(self, html: str):
        self._tree = LexborHTMLParser(html)

    def harm(self) -> list[str]:
        """All that our pages never hold, described one by one."""
        written = {node.mem_id for node in self._tree.css(OF_WRITERS)}
        found = []
        for node in self._tree.root.traverse():
            attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
            judge = complaints_about if node.mem_id in written else _not_ours
            found += judge((node.tag, attributes))
        scripts = self._tree.css("script")
        return found + ["a script with text in it" for one in scripts if one.text().strip()]

    def texts(self, selector: str) -> list[str]:
        """What a reader reads in every element that matches, white space folded."""
        return [" ".join(node.text().split()) for node in self._tree.css(selector)]

    @property
    def title(self) -> str:
        """What stands on the browser's tab."""
        return self.texts("head > title")[0]

    def outside_islands(self, texts) -> list[str]:
        """Where one of `texts` stands beside other words without an element that isolates it.

        An isolated text may run from right to left; around any other it moves what stands beside.
        """
        found = []
        for text in texts:
            for node in self._tree.root.traverse(include_text=True):
                if node.tag == "-text" and text in node.text_content and not _is_island(node, text):
                    found.append(f"{text} in {node.parent.html[:200]}")
        return found

    def following(self) -> str | None:
        """The address of the next page of a list, or None on the last one."""
        link = self._tree.css_first(".pager a[rel=next]")
        return link.attributes["href"] if link else None

    def typed(self, name: str) -> str:
        """What stands in the form field of this name."""
        field = self._tree.css_first(f"main [name={name}]")
        assert field is not None, f"no field {name!r} on the page"
        return _in_a_text_area(field) if field.tag == "textarea" else field.attributes["value"]


def harm_in(html: str) -> list[str]:
    """All in this page that is not ours."""
    return Page(html).harm()


def _is_island(node: LexborNode, text: str) -> bool:
    """Inside `bdi`, or in a place without layout, or alone in a block of its own."""
    around = node.parent
    while around is not None:
        if around.tag in ("bdi", "title", "option", "textarea"):
            return True
        if around.tag in BLOCKS:
            return around.text().strip() == text
        around = around.parent
    return False


def _in_a_text_area(field: LexborNode) -> str:
    return field.text()  # the parser drops the first line break, as the standard says


def _not_ours(element):
    tag, attributes = element
    if tag not in OURS:
        yield f"<{tag}>"
    for name, value in attributes.items():
        if name.startswith("on") or name in ("style", "srcdoc"):
            yield f"<{tag} {name}={value!r}>"
        if name in ADDRESSES and not OWN_ADDRESS.fullmatch(value) and value != "":
            yield f"<{tag} {name}={value!r}>"
    if tag in OWN_ONLY:
        name, pattern = OWN_ONLY[tag]
        if not pattern.fullmatch(attributes.get(name, "")):
            yield f"<{tag} {name}={attributes.get(name)!r}>"
    if tag == "meta" and attributes.get("name") not in META:
        yield f"<meta {attributes}>"
