"""The names of lanes in the language of the page; refuses everything else."""

from forum.core.i18n import language
from forum.queue.models import Lane


def lane_name(lane: Lane) -> str:
    """The name of a desk as people read it."""
    return lane.name_de if language() == "de" else lane.name_en
