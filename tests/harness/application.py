"""Applications for tests: their settings, migration and end; no environment is read."""

import os
import shutil
from pathlib import Path

from jinja2 import FileSystemBytecodeCache

from tests.harness.warming import warm_up

# Read whenever they are needed: one application serves any value of them.
READ_WHEN_USED = {"DATA_DIR", "BASE_URL", "MAIL_URL"}


def migrate(url: str) -> None:
    """Bring the database at `url` to the newest revision by the operator's own command."""
    from forum.app import create_app

    app = create_app(settings_for(url, Path(os.devnull).parent))
    result = app.test_cli_runner().invoke(args=["db", "upgrade"])
    assert result.exit_code == 0, f"{result.output}\n{result.exception!r}"
    close(app)


def enrol(url: str) -> None:
    """Put the cast into the migrated database at `url`."""
    from forum.app import create_app
    from tests.harness.people import Cast

    app = create_app(settings_for(url, Path(os.devnull).parent))
    Cast(app)
    close(app)


def settings_for(url: str, data_directory: Path, **others) -> dict:
    """The settings of a test's application; nothing is read from the environment."""
    return {
        "TESTING": True,
        "MODE": "development",
        "SECRET_KEY": "only for tests, where nothing is secret",
        "BASE_URL": "http://localhost",
        "SQLALCHEMY_DATABASE_URI": url,
        "DATA_DIR": data_directory,
        "REDIS_URL": None,
        "MAIL_URL": None,
        "LOG_ORIGIN": None,
        "LOG_KEY": None,
        "DEFAULT_LANGUAGE": "en",
        "DEMO": False,
        # The least work that argon2 does: eight people sign in within a test.
        "ARGON2_TIME_COST": 1,
        "ARGON2_MEMORY_COST": 8,
        # All tests come from one address; those about limits turn them on.
        "RATELIMIT_ENABLED": False,
        **others,
    }


def close(app) -> None:
    """Close every connection of an application; it opens new ones when it is asked again."""
    from forum.core import fragments
    from forum.core.db import db

    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    app.wsgi_app.close()
    fragments.start(app, app.extensions["stamp"])  # nothing remembered of the former state


class Applications:
    """One application per process, engine and settings; its database is replaced for each test."""

    def __init__(self, databases):
        self._databases = databases
        self._templates = databases.workplace / "templates"
        self._templates.mkdir(exist_ok=True)
        self._built: dict[tuple, _Built] = {}
        self._is_cold = True

    def on(self, engine: str, template: str, data_directory: Path, settings: dict):
        """The application with these settings, as new, over a copy of the database `template`."""
        key = (engine, *sorted((name, repr(settings[name])) for name in _fixed(settings)))
        if key not in self._built:
            self._built[key] = _Built(self._databases.place(engine), settings, self._templates)
        built = self._built[key]
        if self._is_cold:
            self._is_cold = False
            self._databases.put(built.url, "peopled")
            built.begin_anew(settings_for(built.url, data_directory, **settings))
            warm_up(built.app)
            shutil.rmtree(data_directory)
            data_directory.mkdir()
        self._databases.put(built.url, template)
        built.begin_anew(settings_for(built.url, data_directory, **settings))
        return built.app


def _fixed(settings: dict) -> set[str]:
    """The settings that an application is built with; at https its cookies are others."""
    is_https = str(settings.get("BASE_URL", "")).startswith("https:")
    return set(settings) - (READ_WHEN_USED - {"BASE_URL"} if is_https else READ_WHEN_USED)


class _Built:
    """An application, and what it has to look like at the beginning of each test."""

    def __init__(self, url: str, settings: dict, templates: Path):
        from forum.app import create_app

        self.url = url
        self.app = create_app(settings_for(url, templates, **settings))
        # What a template compiles to, for all processes of the run.
        self.app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(templates))
        self._config = dict(self.app.config)
        self._globals = dict(self.app.jinja_env.globals)
        self._extensions = dict(self.app.extensions)

    def begin_anew(self, settings: dict) -> None:
        """Undo what a test changed in it, forget what it remembers, and take the new values."""
        from forum.core import limits
        from forum.ledger import newest

        for now, then in (
            (self.app.config, self._config),
            (self.app.jinja_env.globals, self._globals),
            (self.app.extensions, self._extensions),
        ):
            now.clear()
            now.update(then)
        close(self.app)
        self.app.config.update({name: settings[name] for name in READ_WHEN_USED})
        newest.start(self.app)
        limits.start(self.app)  # the limiter is one for the process: it counts for this one now
