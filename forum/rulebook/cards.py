"""Rulebooks as pages show them, in the language of the page; decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from forum.accounts.models import User
from forum.core.i18n import _, _p, language
from forum.rulebook import changes, words
from forum.rulebook.models import RulebookRow
from forum.rulebook.queries import content_of
from forum.rulebook.rules import Rule, Rulebook


@dataclass(frozen=True)
class RuleCard:
    """One rule; `joined` says how its conditions belong together, where there are several."""

    code: str
    title: str
    reason: str
    conditions: tuple[str, ...]
    joined: str
    head_start: str
    is_in_force: bool


@dataclass(frozen=True)
class RulebookCard:
    """A rulebook with who stands for it; names are those of the public record."""

    id: int
    version: int | None
    state: str
    cap: str
    rules: tuple[RuleCard, ...]
    note: str
    proposer: str
    approver: str
    valid_from: datetime | None
    updated_at: datetime
    fingerprint: str


@dataclass(frozen=True)
class ChangedPart:
    """One part of a rule before and after."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class ChangeCard:
    """One rule in a comparison: `sort` is added, removed, changed or same."""

    code: str
    title: str
    sort: str
    parts: tuple[ChangedPart, ...]


@dataclass(frozen=True)
class ChangesCard:
    """A whole comparison; `cap` is None where it stays."""

    number: int
    cap: ChangedPart | None
    rules: tuple[ChangeCard, ...]


def card_of(row: RulebookRow, names: Mapping[str, str]) -> RulebookCard:
    """A rulebook for its page; `names` are those of the categories by slug."""
    rulebook = content_of(row)
    return RulebookCard(
        id=row.id,
        version=row.version,
        state=row.state,
        cap=words.span(rulebook.cap),
        rules=tuple(rule_card(one, names) for one in rulebook.rules),
        note=row.note,
        proposer=_pseudonym_of(row.proposer),
        approver=_pseudonym_of(row.approver),
        valid_from=row.valid_from,
        updated_at=row.updated_at,
        fingerprint=row.fingerprint,
    )


def _pseudonym_of(person: User | None) -> str:
    return (person.pseudonym or "") if person else ""


def rule_card(rule: Rule, names: Mapping[str, str]) -> RuleCard:
    """One rule for a page."""
    return RuleCard(
        code=rule.code,
        title=rule.title(language()),
        reason=rule.reason(language()),
        conditions=tuple(words.conditions(rule, names)),
        joined=joined(rule) if len(rule.conditions) > 1 else "",
        head_start=words.span(rule.minutes),
        is_in_force=rule.is_in_force,
    )


def joined(rule: Rule) -> str:
    """How the conditions of a rule belong together."""
    return _("at least one of these") if rule.match == "any" else _("all of these")


def comparison(old: Rulebook, new: Rulebook, names: Mapping[str, str]) -> ChangesCard:
    """Both rulebooks side by side."""
    found = changes.between(old, new)
    cap = None
    if found.old_cap != found.new_cap:
        cap = ChangedPart(_("Cap"), words.span(found.old_cap), words.span(found.new_cap))
    return ChangesCard(found.number, cap, tuple(_change(one, names) for one in found.rules))


def _change(change: changes.RuleChange, names: Mapping[str, str]) -> ChangeCard:
    either = change.new or change.old
    assert either is not None  # a rule that is in neither rulebook has not changed
    title = either.title(language())
    if change.sort == "same":
        return ChangeCard(change.code, title, change.sort, ())
    old, new = _parts(change.old, names), _parts(change.new, names)
    parts = tuple(
        ChangedPart(label, old[label], new[label]) for label in new if old[label] != new[label]
    )
    return ChangeCard(change.code, title, change.sort, parts)


def _parts(rule: Rule | None, names: Mapping[str, str]) -> dict[str, str]:
    labels = part_labels()
    if rule is None:
        return dict.fromkeys(labels.values(), "")
    conditions = "; ".join(words.conditions(rule, names))
    if len(rule.conditions) > 1:
        conditions = f"{joined(rule)}: {conditions}"
    texts = {
        "head_start": words.span(rule.minutes),
        "conditions": conditions,
        "in_force": _p("rule", "yes") if rule.is_in_force else _p("rule", "no"),
        "title_de": rule.title_de,
        "title_en": rule.title_en,
        "reason_de": rule.reason_de,
        "reason_en": rule.reason_en,
    }
    return {labels[name]: text for name, text in texts.items()}


def part_labels() -> dict[str, str]:
    """What the parts of a rule are called."""
    return {
        "head_start": _p("rule", "Head start"),
        "conditions": _p("rule", "Conditions"),
        "in_force": _p("rule", "In force"),
        "title_de": _p("rule", "German title"),
        "title_en": _p("rule", "English title"),
        "reason_de": _p("rule", "Reason in German"),
        "reason_en": _p("rule", "Reason in English"),
    }
