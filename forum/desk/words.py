"""The words of the desk: lanes, examples of reasons, what a head start did; decides nothing."""

from wtforms import SelectChoice

from forum.core.errors import Invalid
from forum.core.i18n import _n, _p
from forum.queue import places
from forum.queue.grant_actions import require_minutes
from forum.queue.words import lane_name
from forum.rulebook.queries import rulebook_in_force


def lane_choices() -> list[SelectChoice]:
    """Every lane, for a list of checkboxes."""
    return [SelectChoice(one.slug, lane_name(one)) for one in places.lanes()]


def out_of_turn_examples() -> list[str]:
    """Reasons as they may stand in public."""
    return [
        _p("reason", "A technician of ours stands at this very house until 16:00."),
        _p("reason", "The same fault was answered a minute ago; the answer fits word for word."),
        _p("reason", "The regulator has set us a time limit that ends today."),
    ]


def granted(overtakes: int) -> str:
    """What a head start by hand did."""
    return _n(
        "Done: the case now stands ahead of %(num)s other.",
        "Done: the case now stands ahead of %(num)s others.",
        overtakes,
    )


def refusal_of_minutes(minutes: int) -> str:
    """Why a head start by hand cannot be that long, or an empty string."""
    try:
        require_minutes(minutes, rulebook_in_force())
    except Invalid as refusal:
        return refusal.sentence
    return ""
