"""Words in the reader's language; refuses to hold a catalogue of its own in code."""

import os
from collections.abc import Callable
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import Flask, g, has_request_context, request
from flask_babel import Babel, force_locale, get_locale, gettext, ngettext, pgettext
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from forum.core.house_time import HOUSE_TIME

# The library has no types of its own; what these give is text.
_: Callable[..., str] = gettext
_n: Callable[..., str] = ngettext
_p: Callable[..., str] = pgettext

__all__ = ["_", "_l", "_lp", "_n", "_p", "force_locale", "get_locale", "language"]

LANGUAGES = ("de", "en")
COOKIE = "lang"
CATALOGUES = Path(__file__).resolve().parent.parent / "translations"


def choose(asked: str | None, kept: str | None, accepted: str | None, default: str) -> str:
    """The page's language: asked for in the address, else the cookie's, else the browser's."""
    for wish in (asked, kept):
        if wish in LANGUAGES:
            return wish
    if accepted:
        best = parse_accept_header(accepted[:200], LanguageAccept).best_match(LANGUAGES)
        return best or default
    return default


def language() -> str:
    """The language of the page or mail being written, `de` or `en`."""
    locale = get_locale()
    return locale.language if locale else "en"


def request_language(default: str) -> str:
    """The language of this request; what this browser was told stands before what it asks for."""
    accepted = request.headers.get("Accept-Language")
    return choose(request.args.get("lang"), request.cookies.get(COOKIE), accepted, default)


def start(app: Flask) -> None:
    """Choose the locale of each request; compile catalogues that are newer than their binaries."""
    compile_catalogues()
    default = app.config["DEFAULT_LANGUAGE"]

    def select() -> str:
        if not has_request_context():
            return default
        if "language" not in g:
            g.language = request_language(default)
        return g.language

    Babel(
        app,
        default_locale=default,
        default_timezone=HOUSE_TIME.key,
        default_translation_directories=str(CATALOGUES),
        locale_selector=select,
    )
    _give_templates_their_words(app)


def _give_templates_their_words(app: Flask) -> None:
    """The page's catalogue in one step; Flask-Babel takes four, for every sentence of a page."""
    held = {wish: Translations.load(CATALOGUES, [wish]) for wish in LANGUAGES}
    # The extension adds the method when it is loaded.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda one: held[language()].ugettext(one),
        ngettext=lambda one, many, number: held[language()].ungettext(one, many, number),
        pgettext=lambda context, one: held[language()].upgettext(context, one),
        npgettext=lambda context, one, many, number: held[language()].unpgettext(
            context, one, many, number
        ),
        newstyle=True,
    )


def compile_catalogues() -> None:
    """Write each stale `.mo` beside its `.po`; the binaries are never committed."""
    for source in CATALOGUES.glob("*/LC_MESSAGES/*.po"):
        binary = source.with_suffix(".mo")
        if binary.exists() and binary.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as readable:
            catalogue = read_po(readable, locale=source.parent.parent.name)
        # Several processes start at once; none may take away what another is writing.
        partial = binary.with_suffix(f".{os.getpid()}.tmp")
        with partial.open("wb") as writable:
            write_mo(writable, catalogue)
        partial.replace(binary)
