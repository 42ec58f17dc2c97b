"""Which Markdown is spoken here: Python-Markdown with the parts people need; refuses raw html.

Written for people who write as they write mails: a line break is a line break, `#123` is a number
and not a heading, a row of dashes is a line and does not make a heading of the sentence above.
"""

import re

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions import Extension
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import IMAGE_LINK_RE, SubstituteTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from forum.core.markup import inline
from forum.core.markup.code_blocks import FencedCode

OUR_HEADINGS = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h5", "h5": "h5", "h6": "h5"}


def build_parser() -> Markdown:
    """A parser for one thread; it keeps state while it works."""
    return Markdown(extensions=["tables", "sane_lists", HouseGrammar()], output_format="html")


class HouseGrammar(Extension):
    """Takes out what is unsafe, slow or surprising and puts our own in its place."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the library's name)
        """Change the parser `md`; the numbers are the library's order of work, high ones first."""
        md.preprocessors.deregister("html_block")
        md.preprocessors.register(FencedCode(md), "fenced_code", 25)
        md.preprocessors.register(ListsAfterText(md), "lists_after_text", 20)
        md.parser.blockprocessors.deregister("setextheader")
        md.parser.blockprocessors.register(SpacedHeading(md.parser), "hashheader", 70)
        table = SmallTable(md.parser, {"use_align_attribute": True})
        md.parser.blockprocessors.register(table, "table", 75)
        md.treeprocessors.register(LowerHeadings(md), "lower_headings", 15)
        _change_inline(md)


def _change_inline(md: Markdown) -> None:
    patterns = md.inlinePatterns
    patterns.deregister("html")
    patterns.register(inline.Entity(inline.ENTITY, md), "entity", 80)
    patterns.register(inline.ImageAsLink(IMAGE_LINK_RE, md), "image_link", 150)
    patterns.register(inline.ImageReferenceAsLink(IMAGE_LINK_RE, md), "image_reference", 140)
    patterns.register(inline.ShortImageReferenceAsLink(IMAGE_LINK_RE, md), "short_image_ref", 125)
    patterns.register(inline.MailAddress(inline.MAIL_ADDRESS, md), "automail", 110)
    patterns.register(SubstituteTagInlineProcessor(r"\n", "br"), "nl", 5)
    assert md.delimiters is not None  # as long as the patterns for * and _ are there
    md.delimiters.add("~", "del", double=True)


class ListsAfterText(Preprocessor):
    """Begins a list also where no empty line stands before it, as every mail writer expects."""

    ITEM = re.compile(r" {0,3}(?:[-+*]|1\.) +(?![-|: ]*$)\S")
    ANY_ITEM = re.compile(r" *(?:[-+*]|\d{1,9}\.) +\S")

    def run(self, lines: list[str]) -> list[str]:
        """The lines, with an empty one before the first item of each list."""
        spaced = []
        for before, line in zip(["", *lines], lines, strict=False):
            if before.strip() and self.ITEM.match(line) and not self._continues(before):
                spaced.append("")
            spaced.append(line)
        return spaced

    def _continues(self, before: str) -> bool:
        return before.startswith(("  ", ">")) or bool(self.ANY_ITEM.match(before))


class SmallTable(TableProcessor):
    """A table of a size that somebody reads; short rows are filled up, so that size can explode."""

    CELLS = 1_500

    def test(self, parent, block: str) -> bool:
        """Whether `block` is a table; one that is too large, or would lose cells, stays text."""
        rows = block.split("\n")
        return (
            super().test(parent, block)
            and len(self.separator) * len(rows) <= self.CELLS
            and all(len(self._cells(row)) <= len(self.separator) for row in rows)
        )

    def _cells(self, row: str) -> list[str]:
        return self._split_row(row.strip(" "))  # type: ignore[attr-defined]  # not in the stubs


class SpacedHeading(HashHeaderProcessor):
    """`# Heading` with a blank after the marks."""

    RE = re.compile(r"(?:^|\n)(?P<level>#{1,6})[ ]+(?P<header>[^\n]*[^\n# ][^\n]*)(?:\n|$)")


class LowerHeadings(Treeprocessor):
    """The page has its own first two levels; what people write begins at the third."""

    def run(self, root) -> None:
        """Rename every heading in the tree `root`."""
        for element in root.iter():
            element.tag = OUR_HEADINGS.get(element.tag, element.tag)
