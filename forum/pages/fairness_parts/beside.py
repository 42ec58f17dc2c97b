"""What stands beside the queue: promises, goodwill, and what moderators decided; pure."""

from forum.core.i18n import _, _n
from forum.fairness.values import Precedents, Report
from forum.moderation.accountability import Figures
from forum.pages.fairness_parts.part import Part, Table, counted
from forum.pages.fairness_parts.words import count, length, share

STATES = ("kept", "broken", "running", "paused")


def promises_part(report: Report) -> Part:
    """Promised times to a first answer and a solution: kept and broken."""
    headline = report.headline
    decided = headline.promises_kept + headline.promises_broken
    if not decided and not any(sum(one.values()) for one in report.promises.values()):
        sentence = _("Nothing was promised to cases of this month.")
        return Part("promises", _("Promises kept"), (sentence,))
    return Part(
        name="promises",
        title=_("Promises kept"),
        sentences=(_promised(headline.promises_kept, decided),),
        tables=(_promises(report),),
        counted=counted("promises_kept", "promises_broken"),
    )


def precedents_part(found: Precedents) -> Part:
    """Goodwill: what was granted to one, and what others claimed because of it."""
    rows = (
        (_("Goodwill granted that others can claim"), count(found.granted)),
        (_("Claims made"), count(found.claimed)),
        (_("Claims granted"), count(found.claims_granted)),
        (_("Claims refused"), count(found.claims_refused)),
    )
    sentence = _(
        "What is granted to one beyond the contract is published, so that others in the same "
        "position can claim it."
    )
    nothing = _("In this month nothing was granted by goodwill and nothing claimed.")
    any_at_all = found.granted or found.claimed or found.claims_granted or found.claims_refused
    table = Table("precedents-table", _("Goodwill"), (_("What"), _("Number")), rows)
    return Part(
        name="precedents",
        title=_("Goodwill for everyone"),
        sentences=(sentence,) if any_at_all else (sentence, nothing),
        tables=(table,) if any_at_all else (),
    )


def moderation_part(found: Figures) -> Part:
    """What moderators decided in the same month; the report on moderation tells more."""
    if not found.total and not found.reports and not found.appeals:
        sentence = _("In this month moderators decided nothing.")
        return Part("moderation", _("Moderation beside it"), (sentence,))
    rows = (
        (_("Decisions"), count(found.total)),
        (_("of these by a rule alone"), count(found.automated)),
        (_("taken back since"), count(found.taken_back)),
        (_("Reports received"), count(found.reports)),
        (_("Reports upheld"), count(found.reports_upheld)),
        (_("Objections received"), count(found.appeals)),
        (_("Objections found right"), count(found.appeals_upheld)),
        (_("Median time to decide"), length(found.median_seconds)),
    )
    table = Table("moderation-table", _("Moderation"), (_("What"), _("Number")), rows)
    sentence = _n(
        "Moderators made %(num)s decision in this month, for the whole forum.",
        "Moderators made %(num)s decisions in this month, for the whole forum.",
        found.total,
    )
    return Part("moderation", _("Moderation beside it"), (sentence,), (table,))


def _promised(kept: int, decided: int) -> str:
    if not decided:
        return _("No promised time of this month’s cases has been kept or broken yet.")
    return _n(
        "Of %(num)s promised time, %(kept)s was kept (%(part)s).",
        "Of %(num)s promised times, %(kept)s were kept (%(part)s).",
        decided,
        kept=count(kept),
        part=share(kept, decided),
    )


def _promises(report: Report) -> Table:
    labels = {"answer": _("First answer"), "solution": _("Solution")}
    rows = tuple(
        (labels[matter], *(count(states.get(one, 0)) for one in STATES))
        for matter, states in report.promises.items()
        if matter in labels
    )
    head = (_("Promise"), _("kept"), _("broken"), _("still running"), _("standing still"))
    return Table("promises-table", _("Promised times"), head, rows)
