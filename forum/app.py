"""Builds the application from its rooms; the one place that knows them all."""

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

import config
from forum import failures
from forum.accounts import signing
from forum.accounts.routes import blueprint as accounts
from forum.api.routes import blueprint as api
from forum.cases.annex_routes import blueprint as annex
from forum.cases.cards import is_confirmed
from forum.cases.queries import cases_numbered
from forum.cases.routes import blueprint as cases
from forum.commands import registry
from forum.core import db as database
from forum.core import fragments, i18n, limits, page_cache, stamps, templating, web
from forum.desk.routes import blueprint as desk
from forum.erasure.routes import blueprint as erasure
from forum.fairness import models as fairness_models  # noqa: F401 (tables known to migrations)
from forum.knowledge import models as knowledge_models  # noqa: F401 (tables known to migrations)
from forum.ledger import models as ledger_models  # noqa: F401 (tables known to migrations)
from forum.ledger import newest
from forum.moderation.merge_routes import blueprint as merging
from forum.moderation.routes import blueprint as moderation
from forum.moderation.rulebook_routes import blueprint as rulebook
from forum.notifications import titles
from forum.notifications.routes import blueprint as notifications
from forum.pages.fairness_routes import blueprint as fairness
from forum.pages.help_routes import blueprint as help_pages
from forum.pages.incident_routes import blueprint as incidents
from forum.pages.log_files_routes import blueprint as log_files
from forum.pages.precedent_routes import blueprint as precedents
from forum.pages.promise_routes import blueprint as promises
from forum.pages.queue_routes import blueprint as queue
from forum.pages.routes import blueprint as pages
from forum.pages.rules_routes import blueprint as rules
from forum.pages.verify_routes import blueprint as log  # that of log_routes, with one more page
from forum.promises import models as promise_models  # noqa: F401 (as above)
from forum.queue import models as queue_models  # noqa: F401 (as above)
from forum.search import models as search_models  # noqa: F401 (as above)
from forum.statements import models as statement_models  # noqa: F401 (as above)

SESSION_COOKIE = "wartemarke"


def create_app(settings: dict | None = None) -> Flask:
    """The whole forum; `settings` replaces what the environment says (tests use it)."""
    app = Flask(
        "forum",
        root_path=str(config.ROOT / "forum"),
        static_folder=str(config.ROOT / "static"),
        template_folder=str(config.ROOT / "templates"),
        instance_path=str(config.ROOT / "instance"),
    )
    app.config.from_mapping(
        SESSION_COOKIE_NAME=SESSION_COOKIE,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        MAX_CONTENT_LENGTH=256 * 1024,
        MAX_FORM_MEMORY_SIZE=256 * 1024,
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as the session; texts take hours
        SEND_FILE_MAX_AGE_DEFAULT=3600,
        TEMPLATES_AUTO_RELOAD=False,
        # What people write is bound to statements, and a failing one is logged: without its values.
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},
    )
    app.config.from_mapping(config.from_environment() | (settings or {}))
    app.config["SESSION_COOKIE_SECURE"] = app.config["BASE_URL"].startswith("https://")
    stamp = stamps.stamp_of(app.config["SQLALCHEMY_DATABASE_URI"])
    _start_core(app)
    fragments.start(app, stamp)
    for blueprint in (pages, queue, rules, log, help_pages, accounts, notifications, cases, annex):
        app.register_blueprint(blueprint)
    for blueprint in (desk, incidents, precedents, promises, moderation, merging, rulebook):
        app.register_blueprint(blueprint)
    for blueprint in (log_files, fairness, erasure, api):
        app.register_blueprint(blueprint)
    web.csrf.exempt(api)  # machines carry a bearer token, which no other site can make them send
    titles.start(app, _public_cases)
    newest.start(app)
    failures.start(app)
    registry.start(app)
    _wrap(app, stamp)
    return app


def _start_core(app: Flask) -> None:
    database.db.init_app(app)
    Migrate(app, database.db, directory=str(config.ROOT / "migrations"), render_as_batch=True)
    i18n.start(app)
    web.start(app)
    limits.start(app)
    templating.start(app)
    signing.start(app)


def _public_cases(numbers: list[int]) -> dict[int, titles.PresentCase]:
    return {
        case.number: titles.PresentCase(case.number, case.title, case.status, is_confirmed(case))
        for case in cases_numbered(numbers)
    }


def _wrap(app: Flask, stamp) -> None:
    """The proxy's word about addresses, then the cache of visitors' pages outermost."""
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        proxied = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
        app.wsgi_app = proxied  # type: ignore[method-assign]  # as Flask's documentation has it
    app.wsgi_app = page_cache.PageCache(  # type: ignore[method-assign]  # the same
        app.wsgi_app,
        stamp,
        session_cookie=SESSION_COOKIE,
        default_language=app.config["DEFAULT_LANGUAGE"],
    )
