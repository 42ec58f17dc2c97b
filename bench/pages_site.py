"""The forum that bench/pages.py asks: its database, its thousand cases, its two web servers."""

import os
import random
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CASES = 1_000
POSTS = 20
SEED = 2011
LONG_CASE = 1  # the number of the one with 20 posts
WORKERS = 2

WORDS = """
router cable invoice contract tariff volume roaming signal tower outage technician appointment
number transfer cancel refund credit speed download upload modem socket fibre copper landline
mobile card activation password portal letter reminder deadline discount bundle television channel
receiver recording voicemail forwarding emergency display meter firmware update restart error
lamp red green blinking noise echo silence drop reconnect evening weekend storm basement garden
neighbour landlord moving address street village hotline queue answer promise waiting morning
Rechnung Vertrag Störung Techniker Termin Rufnummer Kündigung Gutschrift Anschluss Leitung Kabel
Tarif Datenvolumen Funkmast Empfang Einrichtung Passwort Mahnung Frist Rabatt Sender Aufnahme
Anrufbeantworter Umleitung Notruf Anzeige Zähler Neustart Fehler Lampe Rauschen Abbruch Abend
Wochenende Gewitter Keller Garten Nachbar Vermieter Umzug Straße Dorf Warteschleife Antwort Zusage
""".split()


class Site:
    """A filled forum over the empty database at `url`, with its files in `folder`."""

    def __init__(self, url: str, folder: Path):
        from forum.app import create_app

        self.url, self.folder = url, folder
        self.chance = random.Random(SEED)
        self.secret = secrets.token_hex(32)
        self.app = create_app(
            {
                "SECRET_KEY": self.secret,
                "BASE_URL": "http://127.0.0.1",
                "SQLALCHEMY_DATABASE_URI": url,
                "DATA_DIR": folder,
                "REDIS_URL": None,
                "MAIL_URL": None,
                "RATELIMIT_ENABLED": False,
            }
        )
        self.cookie = self._fill()

    def cookie_header(self, port: int) -> str:
        """What a signed-in browser sends: the session as its first page with a form left it."""
        name = self.app.config["SESSION_COOKIE_NAME"]
        asked = urllib.request.Request(
            f"http://127.0.0.1:{port}/account", headers={"Cookie": f"{name}={self.cookie}"}
        )
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return "Cookie: " + answer.headers["Set-Cookie"].partition(";")[0]

    def write_a_post(self) -> None:
        """Commit one more post, in a case that nobody asks for."""
        from forum.cases import actions
        from forum.cases.models import Case
        from forum.core.db import db, writing

        with self.app.app_context(), writing():
            case = db.session.get(Case, CASES)
            actions.add_post(case, author=_people()[0], body=self._text(40))

    @contextmanager
    def serving(self, application: str, **environment):
        """Run `application` as `serve` runs the web; gives its port."""
        listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
        listener.set_inheritable(True)
        command = [sys.executable, "-m", "gunicorn", application, "--chdir", str(ROOT)]
        command += ["--config", "python:forum.commands.web_settings"]
        command += ["--workers", str(WORKERS), "--bind", f"fd://{listener.fileno()}"]
        process = subprocess.Popen(
            command,
            env={**os.environ, **self._environment(), **environment},
            pass_fds=[listener.fileno()],
            stdin=subprocess.PIPE,  # the web ends when this end is closed
        )
        port = listener.getsockname()[1]
        listener.close()
        try:
            _wait_for(port, process)
            yield port
        finally:
            process.terminate()
            process.wait(30)
            process.stdin.close()

    def questions(self, count: int) -> list[str]:
        """Searches of one to three words, no two the same, as addresses."""
        from urllib.parse import quote_plus

        found: dict[str, None] = {}
        while len(found) < count:
            words = self.chance.sample(WORDS, self.chance.choice((1, 2, 2, 3)))
            found["/search?q=" + quote_plus(" ".join(words))] = None
        return list(found)

    def close(self) -> None:
        """Let go of the database."""
        from forum.core.db import db

        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
        self.app.wsgi_app.close()

    def _environment(self) -> dict[str, str]:
        return {
            "MODE": "development",
            "SECRET_KEY": self.secret,
            "BASE_URL": "http://127.0.0.1",
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.url,
            "REDIS_URL": "",
            "MAIL_URL": "",
            "LIMITS": "0",
            "DEFAULT_LANGUAGE": "en",
            "CASE": str(LONG_CASE),
            "PYTHONPATH": str(ROOT),
        }

    def _fill(self) -> str:
        """Make everything by the forum's own verbs; returns the cookie of a signed-in reader."""
        from forum.accounts.signing import cookie_for
        from forum.core.db import writing
        from forum.core.outbox import deliver_due
        from forum.search import index
        from forum.worker import CONSUMERS

        done = self.app.test_cli_runner().invoke(args=["db", "upgrade"])
        assert done.exit_code == 0, done.output
        with self.app.app_context():
            with writing():
                people = [_enrol(f"person{number}") for number in range(1, POSTS + 1)]
                self._open_long_case(people)
                for count in range(1, CASES):
                    self._open_case(people[count % POSTS], 60)
                cookie = cookie_for(_enrol("reader"))
            while deliver_due({index.KIND: CONSUMERS[index.KIND]}):
                pass
        return cookie

    def _open_long_case(self, people) -> None:
        from forum.cases import actions

        case = self._open_case(people[0], 190)
        for place, author in enumerate(people[1:], start=1):
            answered = self.chance.randint(1, place)
            actions.add_post(case, author=author, body=self._text(190), reply_to=answered)

    def _open_case(self, author, words: int):
        from forum.cases import access, actions

        return actions.open_case(
            author=author,
            title=" ".join(self.chance.sample(WORDS, 6)),
            body=self._text(words),
            category=access.category_named("mobile"),
            kind="fault",
        )

    def _text(self, words: int) -> str:
        """Paragraphs of about 30 words in sentences of about 10."""
        chosen = [self.chance.choice(WORDS) for _count in range(words)]
        for place in range(9, words, 10):
            chosen[place] += ".\n\n" if place % 30 == 29 else "."
        return " ".join(chosen)


def _enrol(name: str):
    from forum.accounts.actions import create_user

    user = create_user(
        email=f"{name}@example.org", name=name, password_hash="none", role="customer"
    )
    user.approved_posts = 1
    return user


def _people() -> list:
    from sqlalchemy import select

    from forum.accounts.models import User
    from forum.core.db import db

    return list(db.session.scalars(select(User).order_by(User.id)))


def _wait_for(port: int, process: subprocess.Popen) -> None:
    until = time.monotonic() + 40
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError("a web server could not start; the lines above say why")
        with suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
            return
        time.sleep(0.1)
    raise RuntimeError("a web server did not answer within 40 seconds")
