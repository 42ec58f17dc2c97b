"""Every kind of news and mail with its words, in one dict; refuses to decide who gets it."""

from dataclasses import dataclass
from typing import Any

from forum.core.i18n import _, _l, force_locale

# Lazy sentences: each is translated when it is read or mailed, in the language of its reader.
Words = Any


@dataclass(frozen=True)
class Kind:
    """Subject and first sentence; `template` is the folder-less name under templates/mail."""

    subject: Words
    sentence: Words
    template: str = "news"


KINDS = {
    "account.confirm": Kind(
        _l("Confirm your address"),
        _l("Somebody, probably you, wants to have an account with this address."),
        "account_confirm",
    ),
    "account.exists": Kind(
        _l("You already have an account"),
        _l("Somebody, probably you, wanted to create an account with this address."),
        "account_exists",
    ),
    "account.reset": Kind(
        _l("Set a new password"),
        _l("Somebody, probably you, has forgotten the password of your account."),
        "account_reset",
    ),
    "account.unknown": Kind(
        _l("There is no account with this address"),
        _l("Somebody, probably you, asked for a new password for this address."),
        "account_unknown",
    ),
    "case.answered": Kind(
        _l("Case %(number)s: an answer"),
        _l("The company has answered in case %(number)s."),
    ),
    "case.replied": Kind(
        _l("Case %(number)s: a reply"),
        _l("Somebody has replied in case %(number)s."),
    ),
    "case.solved": Kind(
        _l("Case %(number)s: marked as solved"),
        _l(
            "Your case %(number)s was marked as solved by staff. Please confirm that it is, or "
            "reopen it; after 14 days of silence it counts as confirmed."
        ),
        "solved",
    ),
    "case.declined": Kind(
        _l("Case %(number)s: declined"),
        _l("Your case %(number)s was declined. You can reopen it."),
    ),
    "case.closed": Kind(
        _l("Case %(number)s: closed"),
        _l("Nobody objected for 14 days: your case %(number)s is closed. You can reopen it."),
    ),
    "case.facts_corrected": Kind(
        _l("Case %(number)s: facts corrected"),
        _l("A moderator has corrected what is declared about your case %(number)s."),
    ),
    "case.merged": Kind(
        _l("Case %(number)s: goes on in case %(into)s"),
        _l(
            "A moderator has merged your case %(number)s into case %(into)s, which is about the "
            "same. You are told there what happens. Is yours different? Say so on its page: it "
            "then goes on by itself, in the place it had."
        ),
    ),
    "case.unmerged": Kind(
        _l("Case %(number)s: goes on by itself"),
        _l(
            "A moderator has taken your case %(number)s out of case %(into)s. It goes on by "
            "itself, in the place it had."
        ),
    ),
    "case.ended_there": Kind(
        _l("Case %(number)s has ended, in which yours goes on"),
        _l(
            "Case %(number)s has ended; your case %(own)s was merged into it. Is yours different? "
            "Say so on its page: it then goes on by itself, in the place it had."
        ),
    ),
    "case.ended_affected": Kind(
        _l("Case %(number)s has ended, in which you said “me too”"),
        _l(
            "Case %(number)s has ended, in which you said “me too”. Is it not solved for you? "
            "Then open a case of your own."
        ),
    ),
    "case.split_off": Kind(
        _l("Case %(number)s: your posts have a case of their own"),
        _l(
            "A moderator has moved what you wrote in case %(origin)s into case %(number)s, which "
            "is yours. It waits since you wrote it."
        ),
    ),
    "post.held": Kind(
        _l("Case %(number)s: your post waits"),
        _l("Your post in case %(number)s becomes public once a moderator has looked at it."),
    ),
    "post.approved": Kind(
        _l("Case %(number)s: your post is public"),
        _l("A moderator has looked at your post in case %(number)s: it is public now."),
    ),
    "statement.post": Kind(
        _l("Case %(number)s: a decision about your post"),
        _l("A decision was made about your post #%(post)s in case %(number)s."),
        "statement",
    ),
    "statement.case": Kind(
        _l("Case %(number)s: a decision about your case"),
        _l("A decision was made about your case %(number)s."),
        "statement",
    ),
    "statement.account": Kind(
        _l("A decision about your account"),
        _l("A decision was made about what you may do here."),
        "statement",
    ),
    "appeal.decided": Kind(
        _l("Your objection was decided"),
        _l("Another moderator has looked at the decision to which you objected."),
    ),
    "promise.warning": Kind(
        _l("Case %(number)s: a promised time runs out"),
        _l("Less than a quarter of a promised time is left in case %(number)s."),
    ),
    "private.message": Kind(
        _l("Case %(number)s: a private message"),
        _l("There is a new message in the private part of case %(number)s."),
    ),
    "private.asked": Kind(
        _l("Case %(number)s: the company needs something from you"),
        _l(
            "In the private part of case %(number)s the company asks you for something. Until you "
            "answer there, the case waits for you and its clock stands."
        ),
    ),
    "precedent.granted": Kind(
        _l("Case %(number)s: your claim is granted"),
        _l("What was granted to somebody else by goodwill, you get in case %(number)s, too."),
    ),
    "precedent.refused": Kind(
        _l("Case %(number)s: your claim is refused"),
        _l("In case %(number)s your claim to the same goodwill is refused."),
    ),
    "report.kept": Kind(
        _l("Case %(number)s: your post stays"),
        _l("Your post in case %(number)s was reported. A moderator found nothing wrong with it."),
    ),
    "report.received": Kind(
        _l("Your report about case %(number)s has arrived"),
        _l(
            "Your report no. %(receipt)s about post #%(post)s in case %(number)s has arrived. A "
            "moderator looks at the post. With this link you can see what became of it:"
        ),
    ),
    "report.decided": Kind(
        _l("Case %(number)s: your report was decided"),
        _l("A moderator has looked at the post that you reported in case %(number)s."),
    ),
}

DECISIONS = {
    "kept": _l("The post stays as it is."),
    "hidden": _l("The post was hidden."),
    "moved": _l("The case was moved to another category."),
    "redacted": _l("A passage of the post was removed for good."),
    "appeal_upheld": _l("The objection is right: the decision is taken back."),
    "appeal_rejected": _l("The decision stands."),
}


@dataclass(frozen=True)
class Message:
    """The words of one piece of news in one language, as plain text."""

    subject: str
    sentence: str
    details: list[str]


def message(kind: str, values: dict, language: str | None = None) -> Message:
    """The words of `kind` with its values, in `language` or in that of the page being made.

    KeyError says that the kind is unknown or a value is missing.
    """
    if language is None:
        return _message(KINDS[kind], values)
    with force_locale(language):
        return _message(KINDS[kind], values)


def _message(kind: Kind, values: dict) -> Message:
    details = []
    if title := values.get("title"):
        details.append(_("Case: %(title)s", title=title))
    details += values.get("lines", [])
    if decision := DECISIONS.get(values.get("decision", "")):
        details.append(str(decision))
    if reason := values.get("reason"):
        details.append(_("Reason: %(reason)s", reason=reason))
    return Message(str(kind.subject) % values, str(kind.sentence) % values, details)
