"""Marks inside a line that differ from the library's; refuses to load anything from elsewhere."""

import re
from html import unescape
from typing import cast
from xml.etree.ElementTree import Element

from markdown import inlinepatterns
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

ENTITY = r"(&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)"
MAIL_ADDRESS = r"<((?:mailto:)?[^<> !@:]{1,64}@[^@<>: ]{1,255})>"
Found = tuple[Element | str | None, int | None, int | None]  # and where it begins and ends
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e]")


class Entity(inlinepatterns.InlineProcessor):
    """`&copy;` becomes the character itself, so that no html passes the parser unread."""

    # The stubs hold an InlineProcessor to what its own base Pattern takes and gives.
    def handleMatch(  # type: ignore[override]  # noqa: N802 (the library's name)
        self, m: re.Match[str], data: str
    ) -> Found:
        """The character, or nothing for those that no text may hold."""
        return _CONTROL.sub("", unescape(m.group(1))), m.start(0), m.end(0)


class MailAddress(inlinepatterns.InlineProcessor):
    """`<name@example.org>`, without the library's disguise of every letter as a number."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the library's name)
        self, m: re.Match[str], data: str
    ) -> Found:
        """A mailto link showing the address."""
        address = self.unescape(m.group(1)).removeprefix("mailto:")
        link = Element("a", href=f"mailto:{address}")
        link.text = AtomicString(address)
        return link, m.start(0), m.end(0)


class _NoPictures(inlinepatterns.InlineProcessor):
    """Loading a picture would tell another host who reads here: a link to it says the same."""

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the library's name)
        self, m: re.Match[str], data: str
    ) -> Found:
        """A link to the picture under its description; inside a link the description alone."""
        picture, start, end = super().handleMatch(m, data)
        if not isinstance(picture, Element):
            return None, start, end
        text = picture.get("alt") or picture.get("src") or ""
        if "a" in cast(InlineProcessor, self.md.treeprocessors["inline"]).ancestors:
            return text, start, end
        link = Element("a", href=picture.get("src", ""))
        link.text = AtomicString(text)
        return link, start, end


class ImageAsLink(_NoPictures, inlinepatterns.ImageInlineProcessor):
    """`![description](address)`."""


class ImageReferenceAsLink(_NoPictures, inlinepatterns.ImageReferenceInlineProcessor):
    """`![description][name]`."""


class ShortImageReferenceAsLink(_NoPictures, inlinepatterns.ShortImageReferenceInlineProcessor):
    """`![name]`."""
