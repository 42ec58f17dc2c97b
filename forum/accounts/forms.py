"""What the forms of accounts ask and whether it is well-formed; refuses the database."""

from wtforms import EmailField, HiddenField, PasswordField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from forum.accounts import names, rules
from forum.accounts.tokens import LABEL_LONGEST
from forum.core.errors import Invalid
from forum.core.forms import AtMost, Form, Required, Trapping, one_line
from forum.core.i18n import _, _l, language

# Each in its own words.
LANGUAGE_NAMES = [SelectChoice("de", "Deutsch"), SelectChoice("en", "English")]


def tidy_name(value):
    """WTForms filter: the name as it would be shown."""
    return names.tidy(value) if isinstance(value, str) else value


def is_an_address(form, field):
    """Validator: it could be an address."""
    try:
        rules.tidy_email(field.data)
    except Invalid as problem:
        raise ValidationError(problem.sentence) from problem


def is_an_address_that_lasts(form, field):
    """Validator: we can still write to it next week. What it says depends on the domain alone."""
    is_an_address(form, field)
    if rules.is_throw_away(rules.tidy_email(field.data)):
        raise ValidationError(
            _(
                "This domain gives out addresses that soon vanish, and our answers with them. "
                "Please use an address that you will still read next week."
            )
        )


def is_a_name(form, field):
    """Validator: the form of the name is fine; whether it is free only the database knows."""
    if wrong := names.what_is_wrong(field.data):
        raise ValidationError(wrong)


def is_a_new_password(form, field):
    """Validator: long enough, not common, not what the form says about the person."""
    name = getattr(form, "name", None)
    email = getattr(form, "email", None)
    wrong = rules.what_is_wrong_with_password(
        field.data, name=(name and name.data) or "", email=(email and email.data) or ""
    )
    if wrong:
        raise ValidationError(wrong)


def _address(label, *validators):
    keywords = {"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}
    wanted = [Required(), AtMost(rules.EMAIL_LONGEST), *validators]
    return EmailField(label, wanted, filters=[one_line], render_kw=keywords)


def _present_password(label):
    wanted = [Required(), AtMost(rules.PASSWORD_LONGEST)]
    return PasswordField(label, wanted, render_kw={"autocomplete": "current-password"})


def _new_password(label):
    keywords = {"autocomplete": "new-password", "minlength": rules.PASSWORD_SHORTEST}
    hint = _l("At least 10 characters. Several words make a good one.")
    wanted = [Required(), is_a_new_password]
    return PasswordField(label, wanted, description=hint, render_kw=keywords)


class SignInForm(Form):
    """Address and password, and where to go on."""

    email = _address(_l("E-mail address"))
    password = _present_password(_l("Password"))
    next = HiddenField()


class SignUpForm(Trapping):
    """What a new person tells about themselves. There is no field for a role."""

    name = StringField(
        _l("Name"),
        [Required(), is_a_name],
        filters=[tidy_name],
        description=_l("Everybody sees it beside what you write. It need not be your real name."),
        render_kw={"autocomplete": "nickname", "maxlength": names.LONGEST},
    )
    email = _address(_l("E-mail address"), is_an_address_that_lasts)
    password = _new_password(_l("Password"))
    language = RadioField(_l("Language of our mails"), choices=LANGUAGE_NAMES, default=language)
    next = HiddenField()


class ForgotForm(Form):
    """Whose password is forgotten."""

    email = _address(_l("E-mail address"), is_an_address)


class ResetForm(Form):
    """The new password for whom a mailed link was sent to."""

    password = _new_password(_l("New password"))


class ChangePasswordForm(Form):
    """The present password and the new one."""

    password = _present_password(_l("Present password"))
    new_password = _new_password(_l("New password"))


class ConfirmForm(Form):
    """A button alone: opening the link must change nothing, because mail scanners open it too."""


class LanguageForm(Form):
    """The language of pages and mails."""

    language = RadioField(_l("Language"), choices=LANGUAGE_NAMES)


class TokenForm(Form):
    """What the owner calls a new token."""

    label = StringField(
        _l("What is it for?"),
        [Required(), AtMost(LABEL_LONGEST)],
        filters=[one_line],
        description=_l("Only you see this, to know later which one to delete."),
    )
