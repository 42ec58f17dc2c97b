"""The people of Niederwalde, all invented, and how to sign in as them; refuses real names."""

import secrets
from datetime import datetime

from forum.accounts import actions, names, passwords
from forum.accounts.models import TEAM, User
from forum.core import clock
from forum.ledger.ledger import Actor, record

PASSWORD = "wartemarke-demo"  # works in development mode only

# key (also the address, key@example.org), name, role, language, is known to the moderators
PEOPLE = (
    ("olga", "Olga Reinders", "staff", "de", True),
    ("otto", "Otto Kalkbrenner", "staff", "de", True),
    ("ozan", "Ozan Yıldırım", "staff", "en", True),
    ("mara", "Mara Ellinghaus", "moderator", "de", True),
    ("mona", "Mona Quandt", "moderator", "en", True),
    ("ada", "Ada Niemeyer", "admin", "de", True),
    ("anna", "Anna Brückner", "customer", "de", True),
    ("ben", "Ben Ashworth", "customer", "en", True),
    ("cem", "Cem Aydın", "customer", "de", True),
    ("dora", "Dora Wäckerle-Schöpflin", "customer", "de", True),
    ("emil", "Emil K.", "customer", "de", True),
    ("fatma", "Fatma Özgün", "customer", "de", True),
    ("gustav", "Gustav von der Mühlen", "customer", "de", True),
    ("hanna", "Hanna", "customer", "de", True),
    ("imogen", "Imogen Fairweather", "customer", "en", True),
    ("jule", "Jule Sommerfeld", "customer", "de", True),
    ("kofi", "Kofi Mensah", "customer", "en", True),
    ("layla", "ليلى حداد", "customer", "en", True),
    ("max", "MaxPower 2000", "customer", "de", True),
    ("nele", "Nele Petersen", "customer", "de", True),
    ("oksana", "Оксана Мельник", "customer", "de", True),
    ("paul", "Paul Grabowski", "customer", "de", True),
    ("quentin", "Quentin O’Leary", "customer", "en", True),
    ("rosa", "Rosa-Lotte Überschär", "customer", "de", True),
    ("sascha", "Sascha im Netz", "customer", "de", True),
    ("theo", "Theo Lindqvist", "customer", "en", True),
    ("ulla", "Ulla Hansmann", "customer", "de", True),
    ("viktor", "Viktor Brandl", "customer", "de", True),
    ("wanda", "Wanda Nowak", "customer", "de", True),
    ("yuki", "Yuki Tanabe", "customer", "en", True),
    ("nora", "Nora Feddersen", "customer", "de", False),
    ("zeno", "Zeno Vogt", "customer", "de", False),
    ("shop", "Handy-Schnapp Direkt", "customer", "de", False),
)


def move_in(at: datetime, *, may_sign_in: bool) -> dict[str, User]:
    """Make everybody at the moment `at`, by key; without `may_sign_in` no password fits."""
    clock.freeze(at)
    password = PASSWORD if may_sign_in else secrets.token_urlsafe(32)
    password_hash = passwords.hash_password(password)
    return {row[0]: _person(*row, password_hash=password_hash) for row in PEOPLE}


def _person(key, name, role, language, is_known, *, password_hash) -> User:
    person = actions.create_user(
        email=f"{key}@example.org",
        name=names.tidy(name),
        password_hash=password_hash,
        role=role,
        language=language,
        is_vouched_for=is_known,
    )
    if role in TEAM:
        fields = {"role": role, "pseudonym": person.pseudonym}
        record("account.role_given", actor=Actor("operator"), fields=fields)
    return person
