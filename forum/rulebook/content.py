"""A rulebook as text and back: what is stored, published and fingerprinted; pure."""

import hashlib
import json
from dataclasses import asdict
from functools import lru_cache

import rfc8785

from forum.rulebook.rules import Condition, Rule, Rulebook


def to_text(rulebook: Rulebook) -> str:
    """Cap and rules as canonical JSON (RFC 8785): the same rules always give the same text."""
    rules = [plain_rule(rule) for rule in rulebook.rules]
    return rfc8785.dumps({"cap": rulebook.cap, "rules": rules}).decode()


def plain_rule(rule: Rule) -> dict:
    """A rule as JSON has it; lists instead of tuples."""
    plain = asdict(rule)
    return plain | {"conditions": list(plain["conditions"])}


@lru_cache(maxsize=64)
def from_text(text: str, version: int | None = None) -> Rulebook:
    """The rulebook that `to_text` wrote; raises KeyError or TypeError for anything else."""
    content = json.loads(text)
    return Rulebook(version, content["cap"], tuple(map(_rule, content["rules"])))


def fingerprint(text: str) -> str:
    """SHA-256 over the canonical text, hexadecimal: what the record keeps of a publication."""
    return hashlib.sha256(text.encode()).hexdigest()


def _rule(plain: dict) -> Rule:
    conditions = tuple(Condition(**one) for one in plain["conditions"])
    return Rule(**(plain | {"conditions": conditions}))
