"""The application as a server loads it: `gunicorn wsgi:app`, `flask --app wsgi …`."""

from forum.app import create_app

app = create_app()
