"""Decorators that hold a route to the table of limits; refuse to judge what the route does."""

from collections.abc import Callable
from functools import partial, wraps

from flask import Response, g, request
from flask_login import current_user

from forum.accounts.keys import hash_of
from forum.accounts.limit_table import BY_ADDRESS, TABLE, Limit
from forum.accounts.rules import same_email
from forum.core.limits import limiter, network, sign_in

PERSONS = ("new", "customer", "team")
TRIED_BY = ("visitor", "sign_in", *PERSONS)


def limited(*actions: str, who: Callable = lambda: current_user) -> Callable:
    """Hold a route to the lines `actions` of the table; `who` names the person who asks.

    Routes with the same action count together. Whoever passes a limit is told how long to wait
    (forum/failures.py). What a person is refused for another reason is not counted as done.
    """
    asks_who = any(TABLE[action].asks_who for action in actions)

    def decorate(view: Callable) -> Callable:
        counted = view
        for action in actions:
            counted = _by_network(action, _by_person(action, counted))

        @wraps(counted)
        def counting(*args, **values):
            # Found before anything is counted: Flask-Limiter takes an error for a Redis away.
            g.counted_as = _counted_as(who()) if asks_who else _counted_as_browser()
            return counted(*args, **values)

        counting.__dict__["limited_as"] = (*actions, *getattr(view, "limited_as", ()))
        return counting

    return decorate


def guesses_by_address(view: Callable) -> Callable:
    """Limit wrong passwords for one address, from anywhere."""
    limit = BY_ADDRESS["wrong passwords"]
    shared = limiter.shared_limit(limit, "wrong passwords", key_func=address, deduct_when=was_wrong)
    return shared(view)


def mails_by_address(view: Callable) -> Callable:
    """Limit what is sent to one address at the wish of people who need not own it."""
    return limiter.shared_limit(BY_ADDRESS["mails"], "mails", key_func=address)(view)


def address() -> str:
    """The e-mail address that was typed, hashed: a counter needs no readable one."""
    return hash_of(same_email(request.form.get("email", "")[:500]))


def was_wrong(response: Response) -> bool:
    """Only failures count, so that nobody is kept out by signing in often."""
    return response.status_code == 422


def was_done(response: Response) -> bool:
    """Whether a request did what it asked for: a page as the answer is its form once more."""
    is_form_again = response.status_code == 200 and response.mimetype == "text/html"
    return response.status_code < 400 and not is_form_again


def _by_network(action: str, view: Callable) -> Callable:
    shared = limiter.shared_limit(TABLE[action].network, f"{action} by network", key_func=network)
    return shared(view)


def _by_person(action: str, view: Callable) -> Callable:
    """One limit for what a person did, one for what browsers and visitors try."""
    line = TABLE[action]
    tried = TRIED_BY if line.counts_tries else ("visitor", "sign_in")
    scope, allowed = f"{action} by person", partial(_allowed, line, tried)
    view = limiter.shared_limit(allowed, scope, key_func=_key)(view)
    if line.asks_who and not line.counts_tries:
        allowed = partial(_allowed, line, PERSONS)
        view = limiter.shared_limit(allowed, scope, key_func=_key, deduct_when=was_done)(view)
    return view


def _allowed(line: Limit, kinds: tuple[str, ...]) -> str:
    """What the line allows whoever asks now, if they are one of `kinds`; else nothing to count."""
    kind = g.get("counted_as", ("", ""))[0]  # Flask-Limiter also asks before anybody is known
    return getattr(line, kind) if kind in kinds else ""


def _key() -> str:
    return g.counted_as[1]


def _counted_as(person) -> tuple[str, str]:
    """As what somebody is counted, and under which key."""
    if not person.is_authenticated:
        return "visitor", network()
    kind = "team" if person.is_team else "new" if person.is_new else "customer"
    return kind, f"person {person.id}"


def _counted_as_browser() -> tuple[str, str]:
    key = sign_in()
    return ("sign_in", key) if key else ("visitor", network())
