"""Goodwill that everybody can claim, for programs; refuses selects and rights."""

from flask import request

from forum.api import forms
from forum.api.answers import absolute, listed
from forum.core.clock import now
from forum.ledger.canonical import moment
from forum.precedents import queries, rules
from forum.precedents.models import Precedent


def list_precedents():
    filters, wanted = forms.precedent_filters(request), forms.wanted(request)
    found = queries.precedents_list(filters, wanted.cursor, limit=wanted.limit)
    return listed([_shape(row) for row in found.items], found.next)


def _shape(row: Precedent) -> dict:
    return {
        "number": row.id,
        "url": absolute(f"/precedents/{row.id}"),
        "case": row.case_number,
        "category": row.category,
        "language": row.language,
        "what": row.what,
        "why": row.why,
        "is_repeatable": row.is_repeatable,
        "terms": row.terms,
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
        "can_be_claimed": rules.is_valid(row, rules.day_of(now())),
        "granted_at": moment(row.granted_at),
        "ended_at": moment(row.ended_at) if row.ended_at else None,
        "ended_because": row.ended_because,
        "claims": row.claims,
        "grants": row.grants,
        "refusals": row.refusals,
    }
