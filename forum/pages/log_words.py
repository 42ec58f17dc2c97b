"""The words by which readers narrow the record: kinds of entries in groups, and who decided."""

from forum.core.i18n import _p


def kind_groups() -> dict[str, dict[str, str]]:
    """Kinds by group, in the order of the list; code word → what a reader calls it."""
    return {
        _p("record", "The queue"): _queue(),
        _p("record", "Cases"): _cases(),
        _p("record", "Cases that belong together"): _together(),
        _p("record", "Promises and rulebooks"): _promises(),
        _p("record", "Goodwill"): _goodwill(),
        _p("record", "Moderation"): _moderation(),
        _p("record", "Accounts and keys"): {
            "account.role_given": _p("record", "Roles given"),
            "account.erased": _p("record", "Accounts erased"),
            "log.key_rotated": _p("record", "Signing keys replaced"),
        },
        _p("record", "Help articles"): _articles(),
    }


def kind_words() -> dict[str, str]:
    """Every kind that a reader may narrow the record to, with its words."""
    return {kind: words for group in kind_groups().values() for kind, words in group.items()}


def role_words() -> dict[str, str]:
    """Who may have decided: the roles of the record, by their code words."""
    return {
        "customer": _p("actor", "Customer"),
        "staff": _p("actor", "Staff"),
        "moderator": _p("actor", "Moderator"),
        "admin": _p("actor", "Administrator"),
        "operator": _p("actor", "Operator of this forum"),
        "clock": _p("actor", "By time alone"),
        "rules": _p("actor", "By the published rules"),
        "import": _p("actor", "From the former system"),
    }


def _queue() -> dict[str, str]:
    return {
        "queue.out_of_turn": _p("record", "Out of turn"),
        "queue.granted": _p("record", "Head starts given"),
        "queue.revoked": _p("record", "Head starts taken back"),
        "queue.claimed": _p("record", "Taken in turn"),
        "queue.released": _p("record", "Given back"),
        "queue.cut": _p("record", "Head starts cut by a new cap"),
    }


def _cases() -> dict[str, str]:
    return {
        "case.opened": _p("record", "Cases opened"),
        "case.imported": _p("record", "Brought in from a former system"),
        "case.answered": _p("record", "Answered"),
        "case.replied": _p("record", "Customers’ replies"),
        "case.in_progress": _p("record", "In progress"),
        "case.waits_again": _p("record", "Waiting again"),
        "case.affected": _p("record", "Others affected"),
        "case.solved": _p("record", "Solved"),
        "solution.unmarked": _p("record", "Solutions unmarked"),
        "case.confirmed": _p("record", "Solutions confirmed"),
        "case.rated": _p("record", "Ratings"),
        "case.closed": _p("record", "Closed"),
        "case.declined": _p("record", "Declined"),
        "case.reopened": _p("record", "Reopened"),
        "case.moved": _p("record", "Moved to another category"),
        "case.language_corrected": _p("record", "Language corrected"),
        "case.facts_corrected": _p("record", "Facts corrected"),
    }


def _together() -> dict[str, str]:
    return {
        "case.merged": _p("record", "Merged into another case"),
        "case.absorbed": _p("record", "Another case taken in"),
        "case.unmerged": _p("record", "Merged no longer"),
        "case.parted": _p("record", "Another case let go"),
        "case.split": _p("record", "Posts moved into a case of their own"),
        "case.split_off": _p("record", "Opened from posts of another case"),
        "incident.opened": _p("record", "Incidents opened"),
        "incident.joined": _p("record", "Joined to an incident"),
        "incident.left": _p("record", "Taken out of an incident"),
        "incident.answered": _p("record", "Incidents answered"),
        "incident.closed": _p("record", "Incidents closed"),
    }


def _promises() -> dict[str, str]:
    return {
        "rulebook.published": _p("record", "Rulebooks published"),
        "case.promise_broken": _p("record", "Promises broken"),
        "promise.changed": _p("record", "Promises changed"),
    }


def _goodwill() -> dict[str, str]:
    return {
        "goodwill.granted": _p("record", "Goodwill granted"),
        "precedent.claimed": _p("record", "Goodwill claimed"),
        "precedent.granted": _p("record", "Claims granted"),
        "precedent.refused": _p("record", "Claims refused"),
        "precedent.lengthened": _p("record", "Offers made longer"),
        "precedent.ended": _p("record", "Offers ended"),
    }


def _moderation() -> dict[str, str]:
    return {
        "post.held": _p("record", "Posts that wait"),
        "post.approved": _p("record", "Posts let through"),
        "post.edited": _p("record", "Posts changed"),
        "post.hidden": _p("record", "Posts hidden"),
        "post.shown": _p("record", "Posts shown again"),
        "post.redacted": _p("record", "Passages removed"),
        "post.removed": _p("record", "Posts removed by people who left"),
        "report.kept": _p("record", "Reports without effect"),
        "case.locked": _p("record", "Cases locked"),
        "case.unlocked": _p("record", "Cases unlocked"),
        "person.warned": _p("record", "People warned"),
        "person.limited": _p("record", "People limited"),
        "person.suspended": _p("record", "People suspended"),
        "person.restored": _p("record", "Limits ended early"),
        "appeal.decided": _p("record", "Objections answered"),
    }


def _articles() -> dict[str, str]:
    return {
        "article.published": _p("record", "Help articles published"),
        "article.changed": _p("record", "Help articles changed"),
        "article.withdrawn": _p("record", "Help articles withdrawn"),
        "article.shown": _p("record", "Help articles public again"),
        "article.linked": _p("record", "Help articles linked to a case"),
    }
