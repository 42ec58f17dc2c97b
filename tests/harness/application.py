"""Applications for tests: their settings, their migration, their end; refuses the environment."""

import os
from pathlib import Path


def migrate(url: str) -> None:
    """Bring the database at `url` to the newest revision by the operator's own command."""
    from forum.app import create_app

    app = create_app(settings_for(url, Path(os.devnull).parent))
    result = app.test_cli_runner().invoke(args=["db", "upgrade"])
    assert result.exit_code == 0, f"{result.output}\n{result.exception!r}"
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
