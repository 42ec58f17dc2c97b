"""What differs between two rulebooks, rule by rule; pure."""

from dataclasses import dataclass

from forum.rulebook.rules import Rule, Rulebook


@dataclass(frozen=True)
class RuleChange:
    """One rule as it was and as it will be: None before it is added, None after it is removed."""

    code: str
    old: Rule | None
    new: Rule | None

    @property
    def sort(self) -> str:
        """`added`, `removed`, `changed` or `same`."""
        if self.old is None:
            return "added"
        if self.new is None:
            return "removed"
        return "same" if self.old == self.new else "changed"

    def differs(self, name: str) -> bool:
        """Whether this part of the rule is another one."""
        return getattr(self.old, name, None) != getattr(self.new, name, None)


@dataclass(frozen=True)
class Changes:
    """The caps in minutes, and every rule of either rulebook in the order of their numbers."""

    old_cap: int
    new_cap: int
    rules: tuple[RuleChange, ...]

    @property
    def number(self) -> int:
        """How many rules differ, and the cap."""
        differing = sum(one.sort != "same" for one in self.rules)
        return differing + (self.old_cap != self.new_cap)


def between(old: Rulebook, new: Rulebook) -> Changes:
    """From `old` to `new`."""
    codes = {one.code for one in (*old.rules, *new.rules)}
    ordered = sorted(codes, key=lambda code: int(code[1:]))
    rules = tuple(RuleChange(code, old.rule(code), new.rule(code)) for code in ordered)
    return Changes(old.cap, new.cap, rules)
