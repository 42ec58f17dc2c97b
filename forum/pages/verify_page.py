"""The page that checks the record in the reader's browser, as one file; checks nothing itself.

Its scripts and styles stand in the page itself, so that it works when it is saved to disk. They
are the files of static/, joined and otherwise byte for byte; the page's own content policy names
each of them by its hash and lets nothing else in.
"""

import base64
import hashlib
from dataclasses import dataclass
from functools import lru_cache

from flask import current_app, render_template
from markupsafe import Markup

from forum.core import web
from forum.core.i18n import LANGUAGES, force_locale
from forum.ledger.tiles import checkpoint_now, public_keys

# In this order: each uses what stands before it.
SCRIPTS = (
    *(
        "sha256",
        "ed25519",
        "note",
        "tree",
        "entries",
        "sources",
        "locate",
        "reading",
        "beside",
        "check",
    ),
    *("words", "view", "memory", "page"),
)
STYLES = ("tokens", "base", "layout", "forms", "status", "verify")
DARK = "screen and (prefers-color-scheme: dark)"


@dataclass(frozen=True)
class Inline:
    """What stands in the page: markup, and the policy that lets exactly this run."""

    styles: Markup
    script: Markup
    policy: str


@dataclass(frozen=True)
class VerifyPage:
    """All that the page shows beside its words; `checkpoint` is None before the first sealing."""

    checkpoint: str | None
    keys: list[str]
    address: str  # of the log, as programs reach it
    base: str  # of its files, as the page itself reaches it
    inline: Inline


def verify_page(base: str) -> VerifyPage:
    """The page as it stands now; `base` is where the files of the log are, with a slash."""
    sealed = checkpoint_now()
    return VerifyPage(
        checkpoint=sealed.note if sealed else None,
        keys=public_keys(),
        address=f"{current_app.config['BASE_URL']}/log",
        base=base,
        inline=inline(current_app.static_folder),
    )


def alone() -> bytes:
    """The page without the forum around it, in both languages, for a folder of exported files.

    It names no checkpoint and no key: a folder's own prove nothing about the folder.
    """
    page = VerifyPage(
        checkpoint=None,
        keys=[],
        address=f"{current_app.config['BASE_URL']}/log",
        base="./",
        inline=inline(current_app.static_folder),
    )
    tools = {}
    for language in LANGUAGES:
        with force_locale(language):
            tools[language] = Markup(render_template("log/verify_tool.html", page=page))
    return render_template("log/verify_alone.html", page=page, tools=tools).encode()


def policy() -> str:
    """The content policy of the page: as strict as everywhere, and its own parts by their hash."""
    return inline(current_app.static_folder).policy


@lru_cache(maxsize=1)
def inline(folder: str) -> Inline:
    """Scripts and styles out of the static folder; read once in the life of a process."""
    script = _joined(folder, "js/verify", SCRIPTS, "js")
    sheets = {
        "": _joined(folder, "css", STYLES, "css"),
        f' id="dark" media="{DARK}"': _joined(folder, "css", ("dark",), "css"),
        ' media="print"': _joined(folder, "css", ("print",), "css"),
    }
    styles = "\n".join(f"<style{given}>{text}</style>" for given, text in sheets.items())
    allowed = " ".join(_hash_of(text) for text in sheets.values())
    policy = (
        f"{web.SECURITY_HEADERS['Content-Security-Policy']}; "
        f"script-src 'self' {_hash_of(script)}; style-src 'self' {allowed}"
    )
    return Inline(Markup(styles), Markup(f"<script>{script}</script>"), policy)


def _joined(folder: str, under: str, names: tuple[str, ...], ending: str) -> str:
    texts = []
    for name in names:
        with open(f"{folder}/{under}/{name}.{ending}", encoding="utf-8") as file:
            texts.append(file.read())
    joined = "\n".join(texts)
    if "</s" in joined.lower():  # would end the element too early
        raise ValueError(f"a file of {under} cannot stand in a page: it holds an ending tag")
    return joined


def _hash_of(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
