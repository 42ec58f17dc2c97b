"""What the pages of drafts show: the comparison, and what the draft would change; only reads."""

from forum.accounts.models import User
from forum.cases.words import category_names
from forum.core.i18n import _, _n
from forum.queue import places, preview
from forum.queue.words import lane_name
from forum.rulebook import cards, changes, queries, words
from forum.rulebook.models import RulebookRow
from forum.rulebook.rules import Rulebook, objections


def list_page() -> dict:
    """The rulebook in force, and all drafts with what each would change."""
    names, current = category_names(), queries.rulebook_in_force()
    drafts = [
        (
            cards.card_of(row, names),
            changes.between(current, queries.content_of(row)).number,
        )
        for row in queries.unpublished_rows()
    ]
    return {"version": current.version, "drafts": drafts}


def draft_page(rulebook: Rulebook, row: RulebookRow, viewer: User) -> dict:
    """One draft: its rules, what differs, whom it would move, and who may do what with it."""
    names, current = category_names(), queries.rulebook_in_force()
    is_own = row.proposer_id == viewer.id
    return {
        "draft": cards.card_of(row, names),
        "comparison": cards.comparison(current, rulebook, names),
        "version": current.version,
        "is_outdated": row.based_on != current.version,
        "is_own": is_own,
        "may_change": is_own and row.state == "draft",
        "may_publish": not is_own and row.state == "proposed",
        "objections": [words.objection(one) for one in objections(rulebook)],
        "lanes": _lane_words(preview.changes_now(rulebook)),
        "past": preview.last_30_days(rulebook),
    }


def _lane_words(
    changes_now: list[preview.LaneChange],
) -> list[tuple[str, list[str], preview.LaneChange]]:
    named = {one.slug: lane_name(one) for one in places.lanes()}
    return [(named[one.lane], _sentences(one), one) for one in changes_now]


def _sentences(change: preview.LaneChange) -> list[str]:
    sentences = [
        _n("%(num)s case waits here.", "%(num)s cases wait here.", change.waiting),
    ]
    if not change.forward and not change.back:
        sentences.append(_("Nobody would move."))
    if change.forward:
        sentences.append(
            _n(
                "%(num)s case would move forward, by %(most)s places at most.",
                "%(num)s cases would move forward, by %(most)s places at most.",
                change.forward,
                most=change.largest_gain,
            )
        )
    if change.back:
        sentences.append(
            _n(
                "%(num)s case would move back, by %(most)s places at most.",
                "%(num)s cases would move back, by %(most)s places at most.",
                change.back,
                most=change.largest_loss,
            )
        )
    return sentences
