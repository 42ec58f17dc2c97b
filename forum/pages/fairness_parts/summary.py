"""The report in a few large sentences, for somebody who reads nothing else; pure."""

from forum.core.i18n import _, _n
from forum.fairness.values import Headline
from forum.pages.fairness_parts.words import count, length, month_name, share


def verdicts(month: str, headline: Headline, *, flagged: int | None) -> list[str]:
    """The most important sentence first; of what there is nothing to say about, nothing."""
    told = [_order(month, headline), *_reordered(headline), *_waits(headline)]
    told += [*_ahead(headline), *_cost(headline), *_promises(headline)]
    if flagged is not None:
        told.append(equal_sentence(flagged))
    return told


def _order(month: str, headline: Headline) -> str:
    named = {"month": month_name(month)}
    if not headline.pairs:
        return _("In %(month)s no two cases of one line waited at the same time.", **named)
    part = share(headline.pairs_in_order, headline.pairs)
    return _(
        "In %(month)s, %(share)s of all pairs that waited together were served in order of "
        "arrival.",
        share=part,
        **named,
    )


def _reordered(headline: Headline) -> list[str]:
    pairs = headline.pairs
    if not pairs:
        return []
    return [
        _(
            "%(rule)s were reordered by a published rule, %(hand)s by hand, and %(number)s are "
            "unexplained.",
            rule=share(headline.pairs_by_rule, pairs),
            hand=share(headline.pairs_by_hand, pairs),
            number=count(headline.pairs_unexplained),
        )
    ]


def _waits(headline: Headline) -> list[str]:
    if headline.answer_median is None:
        return []
    first = _(
        "Half of the cases had their first answer within %(half)s, 95 of 100 within %(most)s.",
        half=length(headline.answer_median),
        most=length(headline.answer_p95),
    )
    if headline.answer_median_fcfs is None:
        return [first]
    second = _(
        "Without any head start it would have been %(half)s and %(most)s.",
        half=length(headline.answer_median_fcfs),
        most=length(headline.answer_p95_fcfs),
    )
    return [f"{first} {second}"]


def _ahead(headline: Headline) -> list[str]:
    services = headline.services
    if not services:
        return []
    values = {"part": share(headline.services_ahead, services)}
    sentence = _n(
        "Somebody was served %(num)s time; %(part)s of this work was for cases with a head start.",
        "Somebody was served %(num)s times; %(part)s of this work was for cases with a head start.",
        services,
        **values,
    )
    return [sentence]


def _cost(headline: Headline) -> list[str]:
    extra = headline.extra_mean
    if extra is None:
        return []
    return [cost_sentence(extra)]


def cost_sentence(extra: float) -> str:
    """What the head starts of some cost the others."""
    if round(extra) <= 0:
        return _("Those without a head start did not wait any longer because of it.")
    return _(
        "Those without a head start waited %(time)s longer because of it, on average.",
        time=length(extra),
    )


def _promises(headline: Headline) -> list[str]:
    kept, broken = headline.promises_kept or 0, headline.promises_broken or 0
    if not kept + broken:
        return []
    values = {"kept": count(kept), "part": share(kept, kept + broken)}
    return [
        _n(
            "Of %(num)s promised time, %(kept)s was kept (%(part)s).",
            "Of %(num)s promised times, %(kept)s were kept (%(part)s).",
            kept + broken,
            **values,
        )
    ]


def equal_sentence(flagged: int) -> str:
    """What the comparison of groups found."""
    if not flagged:
        return _("Between the groups that are compared there is no sign of unequal treatment.")
    return _n(
        "%(num)s comparison of groups is flagged: it differs by more than chance.",
        "%(num)s comparisons of groups are flagged: they differ by more than chance.",
        flagged,
    )
