"""The words in which the public report sorts decisions; pure."""

from forum.core.i18n import _lp

# In the order of the picture, from below; see SORTS in forum/moderation/accountability.py.
SORTS_IN_REPORT = {
    "stays": _lp("sort of decision", "Stays or comes back"),
    "goes": _lp("sort of decision", "Hidden, held or removed"),
    "elsewhere": _lp("sort of decision", "Moved, merged or locked"),
    "people": _lp("sort of decision", "About a person"),
}
