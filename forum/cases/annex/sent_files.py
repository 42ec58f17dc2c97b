"""Files as they arrive: read, measured and named, or refused with a sentence each."""

from collections.abc import Iterable
from dataclasses import dataclass

from werkzeug.datastructures import FileStorage

from forum.cases.annex.rules import FILE_LIMIT, FILES_PER_MESSAGE, media_type_of, name_for
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.core.text import clean_line


@dataclass(frozen=True)
class SentFile:
    """A file that may be kept."""

    name: str
    media_type: str
    content: bytes


def read_files(sent: Iterable[FileStorage]) -> list[SentFile]:
    """All files of a form; Invalid as soon as one of them may not be kept."""
    chosen = [one for one in sent if one.filename]  # an empty field sends a file without a name
    if len(chosen) > FILES_PER_MESSAGE:
        sentence = _("These are too many files; at most %(limit)s go with a message.")
        raise Invalid(sentence % {"limit": FILES_PER_MESSAGE}, "files")
    return [_read(one) for one in chosen]


def _read(sent: FileStorage) -> SentFile:
    content = sent.stream.read(FILE_LIMIT + 1)
    name = {"name": clean_line(sent.filename)[:80]}
    if len(content) > FILE_LIMIT:
        raise Invalid(_("“%(name)s” is larger than 5 MB.", **name), "files")
    if not content:
        raise Invalid(_("“%(name)s” is empty.", **name), "files")
    media_type = media_type_of(content)
    if media_type is None:
        sentence = _(
            "“%(name)s” is neither a picture (PNG, JPEG, GIF, WebP), a PDF nor plain text."
        )
        raise Invalid(sentence % name, "files")
    return SentFile(name_for(sent.filename, media_type), media_type, content)
