"""The fields of an answer template, such as [[date]]: found and filled; pure.

Two square brackets mean nothing to Markdown and nothing to our pages. A field begins with a letter
and holds letters, digits and spaces, so that `[[ -f file ]]` in an answer about a shell is none.
"""

import re
from collections.abc import Mapping

FIELD = re.compile(r"\[\[ ?([^\W\d_](?:[^\W_]| ){0,48}?) ?\]\]")


def fields_in(text: str) -> list[str]:
    """The names of the fields of a text, each once, in the order in which they stand."""
    return list(dict.fromkeys(FIELD.findall(text)))


def filled(text: str, known: Mapping[str, str]) -> str:
    """The text with the fields that are known put in; the others stay marked.

    `known` has names in lower case. What is put in is never read again: a title that holds
    [[something]] stays as its author wrote it, but without being taken for a field.
    """

    def put_in(found: re.Match) -> str:
        value = known.get(found.group(1).lower())
        return found.group() if value is None else value.replace("[[", "[ [").replace("]]", "] ]")

    return FIELD.sub(put_in, text)
