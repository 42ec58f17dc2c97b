"""What a file may be, by its content and never by its name; pure decisions about plain bytes."""

from pathlib import PurePosixPath

from forum.core.text import clean_line

FILE_LIMIT = 5 * 2**20  # bytes; a photograph of a letter, not a film
FILES_PER_MESSAGE = 5
FILES_PER_CASE = 50  # they lie in the database
NAME_LIMIT = 80  # characters, with the ending

# What begins so is of this kind; the first of the endings is given to names that lack them all.
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
_ENDINGS = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "application/pdf": (".pdf",),
    "text/plain": (".txt", ".csv", ".log"),
}
_WHITE = {9, 10, 12, 13}  # the only control characters of a text
# What a path or a system could read as more than a name.
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))


def media_type_of(content: bytes) -> str | None:
    """What these bytes are: a picture, a PDF or UTF-8 text; None for everything else."""
    for start, media_type in _SIGNATURES:
        if content.startswith(start):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return "text/plain" if _is_text(content) else None


def name_for(name: str | None, media_type: str) -> str:
    """A harmless name that ends as its content does: `bill.exe` of a picture is `bill.exe.png`."""
    last = clean_line(name).replace("\\", "/").rpartition("/")[2]
    plain = last.translate(_NOT_IN_NAMES).strip(". ") or "file"
    endings = _ENDINGS[media_type]
    ending = PurePosixPath(plain).suffix.lower()
    if ending not in endings:
        ending = endings[0]
        return plain[: NAME_LIMIT - len(ending)] + ending
    return plain[: -len(ending)][: NAME_LIMIT - len(ending)] + ending


def _is_text(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(content) and not any(one < 32 and one not in _WHITE for one in set(content))
