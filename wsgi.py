"""The application as a server loads it: `gunicorn wsgi:app`, `flask --app wsgi …`."""

from config import ConfigurationError
from forum.app import create_app

try:
    app = create_app()
except ConfigurationError as error:
    raise SystemExit(f"Wartemarke cannot start: {error}") from None
