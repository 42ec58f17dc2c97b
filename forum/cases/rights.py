"""Which buttons a person sees on a case; pure, asks the same table that the verbs ask."""

from dataclasses import dataclass

from forum.accounts.readers import Reader
from forum.cases import states
from forum.cases.access import may_write_although_locked
from forum.cases.models import Case


@dataclass(frozen=True)
class Rights:
    """What this person may do here now; hiding a button never replaces the check in the verb."""

    is_signed_in: bool
    is_author: bool
    is_staff: bool
    is_moderator: bool
    may_reply: bool
    may_mark: bool
    may_say_solved: bool
    may_confirm: bool
    may_reopen: bool
    may_decline: bool
    may_join: bool


def rights(user: Reader, case: Case, *, may_serve: bool = True) -> Rights:
    """The rights of `user` (may be a visitor) in `case`; `may_serve` says if it is its turn."""
    parts = states.parts_of(user, case.author_id)
    is_public = case.visibility == "public"

    def may(name: str) -> bool:
        if "staff" in parts and not may_serve:
            return False
        return is_public and states.move(name, status=case.status, parts=parts).is_allowed

    is_author = "author" in parts
    is_merged = case.status == "duplicate"
    return Rights(
        is_signed_in=user.is_authenticated,
        is_author=is_author,
        is_staff="staff" in parts,
        is_moderator=user.is_authenticated and user.is_moderator,
        may_reply=not is_merged and _may_reply(user, case),
        may_mark=may("solve") or may("add_solution"),
        may_say_solved=is_author and may("solve"),
        may_confirm=may("confirm") and not case.confirmed_by,
        may_reopen=may("reopen"),
        may_decline=may("decline"),
        may_join=_may_join(user, case) and not is_merged,
    )


def _may_reply(user: Reader, case: Case) -> bool:
    if not user.is_authenticated or user.is_suspended:
        return False
    is_open = case.visibility == "public" and case.status != "duplicate"
    return is_open and may_write_although_locked(user, case)


def _may_join(user: Reader, case: Case) -> bool:
    if case.visibility != "public" or not user.is_authenticated or user.is_suspended:
        return False
    return not user.is_team and user.id != case.author_id
