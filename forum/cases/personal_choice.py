"""What becomes of personal data in a text before anybody can read it: its author chooses.

`settle` stands before every verb that publishes. Without a choice, or with findings the author has
not seen, it raises and nothing is written; refuses to publish anything by itself.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from forum.accounts.models import User
from forum.cases import annex_actions as annex
from forum.cases import states
from forum.cases.models import Case
from forum.cases.words import personal_words
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.core.personal.finder import find, mask
from forum.core.personal.finding import Finding

ASIDE, MASK, NOT_PERSONAL = "aside", "mask", "not_personal"
CHOICES = (ASIDE, MASK, NOT_PERSONAL)
MARK_LENGTH = 16  # hexadecimal digits that stand for one finding in the form


@dataclass(frozen=True)
class Choice:
    """What somebody chose. `seen` are the marks of the findings shown before; None asks for none.

    A machine chooses beforehand what is to become of whatever is found; a person sees it first.
    """

    what: str | None = None
    seen: frozenset[str] | None = None

    @classmethod
    def of_form(cls, what: str | None, seen: str | None) -> "Choice":
        """As the buttons and the hidden field of parts/personal.html send it."""
        return cls(what or None, frozenset((seen or "").split()))


@dataclass(frozen=True)
class Settled:
    """The texts as they may be published, what goes aside, and whether somebody has to look."""

    texts: dict[str, str]
    aside: list[Finding] = field(default_factory=list)
    is_held: bool = False

    def put_aside(self, case: Case, author: User) -> None:
        """Hand what was taken out of the texts to the private part of the case."""
        if self.aside:
            words = personal_words()
            lines = dict.fromkeys(f"{words[one.kind]}: `{one.text}`" for one in self.aside)
            annex.put_aside(case, author=author, text="\n\n".join(lines))


class PersonalData(Invalid):
    """Nothing was written: the author has to choose first. Carries what was found and the choices.

    `found` maps the name of each text to its findings.
    """

    def __init__(
        self,
        texts: dict[str, str],
        found: dict[str, list[Finding]],
        choices: Collection[str],
    ):
        sentence = _("There may be personal data in your text. Nothing has been published yet.")
        super().__init__(sentence, next(name for name, findings in found.items() if findings))
        self.texts, self.found, self.choices = texts, found, tuple(choices)

    @property
    def seen(self) -> str:
        """The marks of all findings, for the hidden field of the form."""
        return " ".join(sorted(set(map(_mark, _all(self.found)))))

    @property
    def more(self) -> dict:
        """What a machine needs to choose: places, never the values it has sent anyway."""
        findings = [
            {"field": name, "kind": one.kind, "start": one.start, "end": one.end}
            for name, of_one in self.found.items()
            for one in of_one
        ]
        return {"findings": findings, "choices": list(self.choices)}


def settle(
    texts: dict[str, str],
    choice: Choice | None,
    *,
    choices: Collection[str],
    public_already: str = "",
) -> Settled:
    """The texts as they may be published; raises PersonalData while their author has to choose.

    What stands in `public_already` was decided about before and is not asked for again.
    """
    known = {one.text for one in find(public_already)}
    found = {name: _unknown(text, known) for name, text in texts.items()}
    if not any(found.values()):
        return Settled(texts)
    choice = choice or Choice()
    marks = set(map(_mark, _all(found)))
    has_seen_all = choice.seen is None or marks <= choice.seen
    if choice.what not in choices or not has_seen_all:
        raise PersonalData(texts, found, choices)
    if choice.what == NOT_PERSONAL:
        return Settled(texts, is_held=True)
    masked = {name: _masked(text, found[name], known) for name, text in texts.items()}
    return Settled(masked, aside=_all(found) if choice.what == ASIDE else [])


def choices_for(
    author: User, case: Case | None = None, *, position: int | None = None, then: str | None = None
) -> tuple[str, ...]:
    """What may be chosen for a text: of a new case, of a post, or of the post at `position`.

    Only the author of a case and its staff have a private part; once a case has ended nothing is
    added to it. A case never leaves the public by an edit of its first post. And what staff do
    with their answer beside answering cannot wait until somebody has looked at it.
    """
    is_ended = case is not None and case.status in annex.ENDED
    has_annex = case is None or author.id == case.author_id or states.serves(author, case.author_id)
    must_be_public = then in ("work", "solve") or (
        case is not None and position == 1 and case.visibility == "public"
    )
    refused = set() if has_annex and not is_ended else {ASIDE}
    if must_be_public:
        refused.add(NOT_PERSONAL)
    return tuple(one for one in CHOICES if one not in refused)


def _unknown(text: str, known: set[str]) -> list[Finding]:
    return [one for one in find(text) if one.text not in known]


def _masked(text: str, findings: list[Finding], known: set[str]) -> str:
    """Masked until nothing is left: what stood beside a finding may be one without it."""
    for _round in range(3):
        if not findings:
            break
        text = mask(text, findings)
        findings = _unknown(text, known)
    return text


def _all(found: Mapping[str, Iterable[Finding]]) -> list[Finding]:
    return [one for findings in found.values() for one in findings]


def _mark(finding: Finding) -> str:
    """Names a finding in the form it was shown in, without repeating it there."""
    value = f"{finding.kind}\0{finding.text}".encode("utf-8", "replace")
    return hashlib.sha256(value).hexdigest()[:MARK_LENGTH]
