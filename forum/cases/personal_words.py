"""How findings are shown to the author of a text: each in its place; refuses decisions."""

import re
from dataclasses import dataclass

from forum.cases.personal_choice import PersonalData
from forum.cases.words import personal_words
from forum.core.i18n import _

AROUND = 40  # characters shown on either side of a finding
SHOWN = 20  # findings; of a text full of them, the first are enough to choose


@dataclass(frozen=True)
class Passage:
    """One finding with the words around it."""

    kind: str
    field: str
    before: str
    text: str
    after: str


@dataclass(frozen=True)
class Question:
    """What parts/personal.html asks."""

    passages: list[Passage]
    further: int  # findings beyond those shown
    choices: tuple[str, ...]
    seen: str


def question_about(problem: PersonalData) -> Question:
    """The findings of `problem` in their places, with the choices there are."""
    kinds, fields = personal_words(), {"title": _("Title"), "body": _("Text")}
    passages = [
        _passage(problem.texts[name], one, kinds[one.kind], fields[name])
        for name, findings in problem.found.items()
        for one in findings
    ]
    further = max(0, len(passages) - SHOWN)
    return Question(passages[:SHOWN], further, problem.choices, problem.seen)


def _passage(text: str, one, kind: str, field: str) -> Passage:
    before, after = _folded(text[: one.start][-AROUND:]), _folded(text[one.end :][:AROUND])
    if one.start > AROUND:
        before = "… " + before.partition(" ")[2]
    if len(text) - one.end > AROUND:
        after = after.rpartition(" ")[0] + " …"
    return Passage(kind, field, before, one.text, after)


def _folded(text: str) -> str:
    """In one line, with the spaces at its ends that part it from what was found."""
    return re.sub(r"\s+", " ", text)
