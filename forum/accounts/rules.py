"""What an address and a password may be; pure decisions, refuses the database."""

from disposable_email_domains import blocklist as THROW_AWAY
from email_validator import EmailNotValidError, validate_email

from forum.accounts.common_passwords import COMMON
from forum.core.errors import Invalid
from forum.core.i18n import _
from forum.core.text import clean_line, fold_handle

EMAIL_LONGEST = 254  # characters, RFC 5321
PASSWORD_SHORTEST = 10  # characters
PASSWORD_LONGEST = 200  # characters; longer ones cost work and add no safety
FEWEST_DIFFERENT = 4  # characters; "aaaaaaaaaa" is long and no secret


def tidy_email(text: str | None) -> str:
    """The address in the one form we store and compare: lower case, domain in ASCII.

    Raises Invalid when it cannot be an address (RFC 5321/5322; nothing is looked up).
    """
    try:
        found = validate_email(
            (text or "").strip(), check_deliverability=False, allow_smtputf8=False
        )
    except (EmailNotValidError, UnicodeError) as error:
        sentence = _("This is not an e-mail address. It looks like name@example.org.")
        raise Invalid(sentence, "email") from error
    assert found.ascii_email is not None  # none has letters that only allow_smtputf8 would let in
    return found.ascii_email.lower()


def same_email(text: str | None) -> str:
    """The address as it would be stored, for looking somebody up: any text, never an error."""
    try:
        return tidy_email(text)
    except Invalid:
        return clean_line(text).lower()[:EMAIL_LONGEST]


def is_throw_away(email: str) -> bool:
    """Whether a tidy address is at a domain that hands out addresses for ten minutes, or below it.

    The list is that of github.com/disposable-email-domains, as the package of this name has it.
    """
    labels = email.rpartition("@")[2].rstrip(".").split(".")
    return any(".".join(labels[start:]) in THROW_AWAY for start in range(len(labels) - 1))


def what_is_wrong_with_password(password: str, *, name: str = "", email: str = "") -> str | None:
    """The sentence that says what to change, or None if the password will do (NIST SP 800-63B)."""
    if len(password) < PASSWORD_SHORTEST:
        return _("A password has at least %(number)s characters.", number=PASSWORD_SHORTEST)
    if len(password) > PASSWORD_LONGEST:
        return _("A password has at most %(number)s characters.", number=PASSWORD_LONGEST)
    folded = fold_handle(password)
    if folded in COMMON or len(set(folded)) < FEWEST_DIFFERENT:
        return _(
            "Many people use this password, so it would be tried first. Please choose another."
        )
    known = {fold_handle(name), fold_handle(email), fold_handle(email.partition("@")[0])}
    if folded in known:
        return _("This password is your name or address. Please choose another.")
    return None
