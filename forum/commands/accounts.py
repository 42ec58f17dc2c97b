"""`flask user …` and `flask token …`: people made by an operator; refuses rules of its own."""

import click
from flask.cli import AppGroup

from forum.accounts import actions, names, passwords, queries, rules, tokens
from forum.accounts.models import ROLES, TEAM
from forum.commands.readiness import require_database
from forum.core.db import writing
from forum.core.errors import Problem
from forum.core.i18n import LANGUAGES, force_locale
from forum.erasure import access as erasure_access
from forum.erasure.actions import erase_account
from forum.ledger.ledger import Actor, record

OPERATOR = Actor("operator")  # whoever can run commands on the machine itself

user = AppGroup("user", help="People and their roles.")
token = AppGroup("token", help="Keys for the API.")


@user.command("create")
@click.argument("email")
@click.option("--name", required=True, help="The name that everybody sees.")
@click.option("--role", type=click.Choice(ROLES), default="customer", show_default=True)
@click.option("--password", prompt=True, hide_input=True, confirmation_prompt=True)
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
def create_user(email, name, role, password, language):
    """Create a confirmed account for EMAIL."""
    require_database()
    with force_locale("en"):
        try:
            made = _create(email, names.tidy(name), role, password, language)
        except Problem as problem:
            raise click.ClickException(problem.sentence) from problem
    click.echo(f"Created {made}. They can sign in now.")


def _create(email: str, name: str, role: str, password: str, language: str) -> str:
    email = rules.tidy_email(email)
    if wrong := rules.what_is_wrong_with_password(password, name=name, email=email):
        raise Problem(wrong)
    password_hash = passwords.hash_password(password)
    with writing():
        person = actions.create_user(
            email=email,
            name=name,
            password_hash=password_hash,
            role=role,
            language=language,
            is_vouched_for=True,
        )
        if role in TEAM:
            fields = {"role": role, "pseudonym": person.pseudonym}
            record("account.role_given", actor=OPERATOR, fields=fields)
        return " ".join(filter(None, (role, person.name, person.pseudonym)))


@user.command("role")
@click.argument("email")
@click.argument("role", type=click.Choice(ROLES))
def change_role(email, role):
    """Give the account of EMAIL another ROLE; its sign-ins go on with the new rights."""
    require_database()
    with writing():
        person = queries.person_with_email(email)
        if person is None:
            raise click.ClickException(f"There is no account with the address {email}.")
        if person.role == role:
            raise click.ClickException(f"{person.name} is {role} already; nothing was changed.")
        fields = {"from": person.role, "former_pseudonym": person.pseudonym}
        actions.change_role(person, role)
        fields |= {"role": role, "pseudonym": person.pseudonym}
        record("account.role_given", actor=OPERATOR, fields=fields)
        now = " ".join(filter(None, (role, person.pseudonym)))
        done = f"{person.name} is {now} from now on."
    click.echo(done)


@user.command("erase")
@click.argument("email")
@click.option("--with-texts", is_flag=True, help="Empty all that this person wrote, too.")
@click.confirmation_option(prompt="This cannot be undone. Erase this account?")
def erase_user(email, with_texts):
    """Forget who the account of EMAIL belonged to, as its owner may on the account page."""
    require_database()
    with force_locale("en"), writing():
        try:
            person = erasure_access.person_for_erasing_by_operator(email)
        except Problem as problem:
            raise click.ClickException(problem.sentence) from problem
        erase_account(person, with_texts=with_texts, actor=OPERATOR)
    click.echo("Erased. The worker has the storage forget it within the next minute.")


@token.command("create")
@click.argument("email")
def create_token(email):
    """Create a token for the account of EMAIL and print it; it is shown this once."""
    require_database()
    with writing():
        person = queries.person_with_email(email)
        if person is None or not person.is_active:
            raise click.ClickException(
                f"There is no confirmed account with the address {email}. Create one first: "
                "flask user create EMAIL --name NAME --role ROLE --password PASSWORD"
            )
        made = tokens.create_token(person, label="flask token create")
    click.echo(made)
