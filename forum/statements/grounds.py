"""The published grounds of decisions, each a section of the forum's terms; a closed list, pure."""

from dataclasses import dataclass

from forum.core.i18n import _l, _lp


@dataclass(frozen=True)
class Ground:
    """One ground: its words, what the terms say about it, and whether the law is what it rests on.

    `is_law` tells the two sorts of Article 17(3)(d) and (e) of Regulation (EU) 2022/2065 apart.
    """

    words: str
    rule: str
    is_law: bool = False


# In the order of the sections of the terms; /terms shows them as they stand here.
GROUNDS = {
    "insult": Ground(
        _lp("report", "Insult or threat"),
        _l("Criticise what was done as sharply as you like. Nobody is insulted or threatened."),
    ),
    "personal_data": Ground(
        _lp("report", "Personal data of somebody"),
        _l(
            "No customer numbers, telephone numbers, addresses, bank details or passwords in "
            "public, neither your own nor anybody else’s. They belong in the private part."
        ),
    ),
    "advertising": Ground(
        _lp("report", "Advertising"),
        _l("No advertising, no links that are here to be found by search engines."),
    ),
    "unlawful": Ground(
        _lp("report", "Unlawful content"),
        _l("Nothing that the law forbids. The decision names the provision."),
        is_law=True,
    ),
    "off_topic": Ground(
        _lp("report", "Off topic, belongs elsewhere"),
        _l("A case is about one problem. What belongs elsewhere gets a case of its own."),
    ),
    "repeated": Ground(
        _l("The same text again and again"),
        _l("Say a thing once. Saying it again moves no case and hides what others say."),
    ),
    "impersonation": Ground(
        _l("Pretends to be somebody else"),
        _l("Nobody pretends to be staff, a moderator or another customer."),
    ),
    "wrong_place": Ground(
        _l("Stands in the wrong place"),
        _l("A case stands in the category that it is about, so that the right people serve it."),
    ),
    "duplicate": Ground(
        _l("The same problem has a case already"),
        _l("One problem, one case: whoever has it too is counted there and waits no longer."),
    ),
    "special_treatment": Ground(
        _lp("report", "Special treatment that was not published"),
        _l("What is granted to one by goodwill is published, so that others can claim it."),
    ),
    "no_breach": Ground(
        _l("Breaks no rule"),
        _l("What breaks none of these rules stays, whoever wrote it and whoever dislikes it."),
    ),
}

OF_CONTENT = (
    "insult",
    "personal_data",
    "advertising",
    "unlawful",
    "off_topic",
    "repeated",
    "impersonation",
    "special_treatment",
)


def section_of(code: str) -> int:
    """Under which number a ground stands in the terms, from 1."""
    return list(GROUNDS).index(code) + 1
