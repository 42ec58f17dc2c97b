"""The words of measures, grounds and remedies, for pages and mails; pure."""

from datetime import datetime

from forum.core.i18n import _, _l, _lp
from forum.core.time_words import moment
from forum.statements.grounds import GROUNDS, section_of

# What a decision does, said to the one whom it concerns.
MEASURES = {
    "approve": _l("Your post was looked at and is public."),
    "keep": _l("Your post was reported and stays as it is."),
    "hide": _l("Your post is hidden from the public; a note stands in its place."),
    "hold": _l("Your post is not public until a moderator has looked at it."),
    "redact": _l("A passage of your post was removed for good."),
    "restore": _l("An earlier decision was taken back."),
    "move": _l("Your case was moved to another category."),
    "merge": _l("Your case goes on in another case about the same problem."),
    "split": _l("Your posts were moved to a case of their own."),
    "lock": _l("In your case only you and staff can write now."),
    "unlock": _l("In your case everybody can write again."),
    "rating": _l("The sentence beside your rating was removed for good; the number stays."),
    "warn": _l("You are warned. Nothing is restricted."),
    "limit": _l("Your posts wait for a moderator before they become public."),
    "suspend": _l("You can read but not write in public."),
}
HARMLESS = ("approve", "keep", "restore", "unlock")  # to which nobody has to object
PROMPTS = {
    "own": _l("A moderator found it without a report."),
    "report": _l("It was reported by somebody."),
    "held": _l("It waited for a look before it became public."),
    "appeal": _l("It follows an objection."),
    "rule": _l("A published rule did this by itself; no person looked at it yet."),
    "author": _l("You asked for it."),
    "repeats": _l("Your post repeats what was removed from another one."),
}


def ground_line(ground: str) -> str:
    """The ground with its place in the terms."""
    return _(
        "Ground: %(ground)s (section %(section)s of our terms)",
        ground=GROUNDS[ground].words,
        section=section_of(ground),
    )


def lines(*, measure: str, ground: str, prompted_by: str, until: datetime | None) -> list[str]:
    """What a statement says in short, for a mail: what, how long, why, by what means."""
    found = [str(MEASURES[measure])]
    if until:
        found.append(_("It ends by itself on %(moment)s.", moment=moment(until)))
    found.append(ground_line(ground))
    found.append(str(PROMPTS[prompted_by]))
    return found


# The same sorts of decisions as they are counted in the public report.
MEASURES_IN_REPORT = {
    "approve": _lp("measure", "Held post approved"),
    "keep": _lp("measure", "Reported post kept"),
    "hide": _lp("measure", "Post hidden"),
    "hold": _lp("measure", "Changed post held by a rule"),
    "redact": _lp("measure", "Passage removed for good"),
    "restore": _lp("measure", "Decision taken back"),
    "move": _lp("measure", "Case moved"),
    "merge": _lp("measure", "Case merged"),
    "split": _lp("measure", "Posts moved to a case of their own"),
    "lock": _lp("measure", "Case locked"),
    "unlock": _lp("measure", "Case opened again"),
    "rating": _lp("measure", "Sentence of a rating removed"),
    "warn": _lp("measure", "Person warned"),
    "limit": _lp("measure", "Person limited"),
    "suspend": _lp("measure", "Person suspended"),
}
