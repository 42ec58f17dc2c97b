"""Words about who has read; refuses to look anything up."""

from forum.cases.annex.models import AnnexReading
from forum.cases.timeline import actor_name


def reader_words(reading: AnnexReading) -> str:
    """Who looked, under the name that the public record gives them: `Moderator M-01`."""
    return actor_name(reading.reader_role, reading.reader.pseudonym or "")
