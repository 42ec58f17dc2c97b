"""What every template may use; refuses to look anything up in the database."""

from urllib.parse import quote, urlencode

from flask import Flask, current_app, request
from flask_babel import format_decimal, format_percent
from markupsafe import Markup

from forum.core.clock import now
from forum.core.forms import once_key
from forum.core.fragments import fragment
from forum.core.i18n import LANGUAGES, language
from forum.core.time_words import ago, day, duration, moment


def start(app: Flask) -> None:
    """Give templates the clock, the language and safe HTML of ours; escape every template."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    # Flask leaves *.atom, *.rss and the like unescaped; here nothing is.
    app.jinja_env.autoescape = True
    app.jinja_env.filters.update(
        day=day,
        moment=moment,
        ago=ago,
        duration=duration,
        percent=format_percent,
        decimal=format_decimal,
        rendered=Markup,  # only for HTML that core/markdown made and the database kept
    )
    app.jinja_env.globals.update(
        file_url=file_url,
        kept=kept,
        once_key=once_key,
        page_language=language,
        languages=LANGUAGES,
        other_language_url=other_language_url,
        now=now,
    )


def file_url(name: str) -> str:
    """The address of a file in static/; a page names a dozen, its icons one a hundred times."""
    return f"{request.script_root}{current_app.static_url_path}/{name}"


def kept(*key, caller, shown=None) -> Markup:
    """A {% call %} block that shows every reader the same: made once for a state of the database.

    `key` has to name all that the block depends on beside the database and the language, or
    `shown` to hold all the values it is made of.
    """
    return fragment((*key, language()), caller, shown)


def other_language_url(wish: str) -> str:
    """This page in another language, for the switch in the header; a refused form starts anew."""
    if request.endpoint is None or request.method != "GET":
        return f"{request.path}?lang={wish}"
    return same_address(lang=wish)


def same_address(**changes) -> str:
    """The address that was asked for, with these arguments beside or in place of its own."""
    kept = {**request.args.to_dict(), **changes}
    asked = urlencode({name: value for name, value in kept.items() if value})
    return quote(request.path) + (f"?{asked}" if asked else "")
