"""Who may stand before a page: a person who is signed in, or a visitor."""

from flask_login import AnonymousUserMixin

from forum.accounts.models import User

Reader = User | AnonymousUserMixin
