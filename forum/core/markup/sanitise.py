"""The last step before html is shown: what is not on the lists here does not come through."""

from bleach.linkifier import LinkifyFilter
from bleach.sanitizer import Cleaner

from forum.core.markup.links import WEB_ADDRESS, settle_link

TEXT_TAGS = {"p", "br", "em", "strong", "del", "code", "a"}
BLOCK_TAGS = {"pre", "blockquote", "ul", "ol", "li", "h3", "h4", "h5", "hr"}
TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}
TAGS = frozenset(TEXT_TAGS | BLOCK_TAGS | TABLE_TAGS)
PROTOCOLS = frozenset({"http", "https", "mailto"})
HIGHEST_NUMBER = 999_999  # of a list; above, browsers disagree and the number is no number


def build_cleaner() -> Cleaner:
    """A cleaner for one thread: bleach's parser keeps state while it works.

    What is not allowed is shown as text, so nobody's words vanish. Nothing may touch the result
    afterwards: a change of the string could make a tag of what was text.
    """
    return Cleaner(
        tags=TAGS, attributes=_is_allowed, protocols=PROTOCOLS, filters=[_LinkEveryAddress]
    )


def _is_allowed(tag: str, attribute: str, value: str) -> bool:
    if tag == "a":
        return attribute in ("href", "title")  # rel is ours alone, see links.settle_link
    return tag == "ol" and attribute == "start" and _is_list_number(value)


def _is_list_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and int(value[:9]) <= HIGHEST_NUMBER


class _LinkEveryAddress(LinkifyFilter):
    """Settles the links that are there and makes links of bare addresses, in the same pass."""

    def __init__(self, source):
        super().__init__(
            source, callbacks=[settle_link], skip_tags={"pre", "code"}, url_re=WEB_ADDRESS
        )
