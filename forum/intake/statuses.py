"""What the words of other systems mean for a case here; pure, refuses words it does not know.

`Pending` counts as open. It says that somebody is at work, but not until when; our "in progress"
owes the public that moment, and "the customer's turn" would stop a clock that ought to run.
"""

from forum.intake.threads import Unreadable

_WORDS = {
    "open": "open new received reopened active pending assigned accepted escalated "
    "offen neu eingegangen angenommen angefragt wartend zugewiesen",
    "solved": "solved resolved fixed answered done completed complete "
    "gelöst geloest behoben beantwortet erledigt",
    "closed": "closed declined rejected cancelled canceled wontfix duplicate archived "
    "geschlossen abgelehnt storniert abgeschlossen",
}
_PHRASES = {
    "in progress": "open",
    "in bearbeitung": "open",
    "on hold": "open",
    "nicht gelöst": "open",
    "": "open",
}
_STATE_OF = {word: state for state, words in _WORDS.items() for word in words.split()} | _PHRASES


def state_from(word) -> str:
    """`open`, `solved` or `closed`; an empty word is open. Raises Unreadable for unknown words."""
    asked = " ".join(str(word or "").replace("_", " ").casefold().split())
    if asked not in _STATE_OF:
        raise Unreadable(f"its status {asked[:40]!r} is not known")
    return _STATE_OF[asked]
