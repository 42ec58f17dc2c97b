"""What a rule may see of a case: the closed list of forum/rulebook/facts.py, and nothing else."""

from forum.cases.models import Case, Category
from forum.core.db import db


def category_of(case: Case) -> Category:
    """The category of a case, however the case was loaded."""
    return db.session.get_one(Category, case.category_id)


def facts_of(case: Case) -> dict[str, str | bool | int]:
    """The facts of a case by their names in rules."""
    return {
        "category": category_of(case).slug,
        "kind": case.kind,
        "total_outage": bool(case.is_total_outage),
        "emergency_call_impossible": bool(case.is_emergency_call_impossible),
        "health_dependent": bool(case.is_health_dependent),
        "affected_count": case.affected_count or 0,
        "reopened_count": case.reopened_count or 0,
        "promise_broken": bool(case.is_promise_broken),
        "contract_class": case.contract_class or "private",
    }
