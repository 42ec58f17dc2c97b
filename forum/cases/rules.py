"""Pure decisions about posts and cases: values in, a decision with its reason out."""

from datetime import datetime, timedelta

EDIT_WINDOW = timedelta(minutes=5)  # typos: an edit after this, or after an answer, is public
SPAM = ("links", "honeypot")  # reasons to hold a post back that mostly mean advertising
NEW_ACCOUNT = timedelta(days=30)  # younger ones are told apart in the figures, nowhere else
LINKS_THAT_WAIT = 3  # from this many links on, a moderator looks first: most of it is advertising


def held_because(
    *,
    is_new: bool,
    is_team: bool,
    links: int,
    is_limited: bool = False,
    suspicion: str | None = None,
) -> str | None:
    """Why a post has to wait for a moderator before it is public, or None when it need not.

    `suspicion` is what the caller saw beside the text, as one code word.
    """
    if suspicion == "personal_data":  # of the team, too: its author says that it is none
        return suspicion
    if is_team:
        return None
    if suspicion:
        return suspicion
    if is_limited:
        return "limited"
    if is_new:
        return "first_post"
    if links >= LINKS_THAT_WAIT:
        return "links"
    return None


def is_quiet_edit(*, written_at: datetime, at: datetime, is_answered: bool) -> bool:
    """Whether an edit corrects what hardly anybody has read: then no revision is kept."""
    return at - written_at <= EDIT_WINDOW and not is_answered


def is_new_account(*, created_at: datetime, at: datetime) -> bool:
    """Whether an account was younger than 30 days at a moment; no rule may see it (promise 3)."""
    return at - created_at < NEW_ACCOUNT
