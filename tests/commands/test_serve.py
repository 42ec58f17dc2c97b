"""`flask serve` keeps web and worker running, and ends both cleanly."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from contextlib import suppress

import pytest

from tests.harness import processes
from tests.harness.server import REPOSITORY, Server

PATIENCE = 30  # seconds


def wait_until(true, what: str) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, f"waited in vain: {what}"
        time.sleep(0.1)


def answers(served) -> bool:
    with suppress(OSError):
        return urllib.request.urlopen(f"{served.url}/healthz", timeout=5).status == 200
    return False


def is_running(number: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(number)], capture_output=True, text=True)
    return bool(state.stdout.strip()) and not state.stdout.startswith("Z")


about_processes = pytest.mark.short_on("sqlite", "it is about processes, not about the database")


@pytest.mark.slow
def test_web_and_worker_start_together_and_end_together(served):
    family = processes.below(served.process.pid)
    assert any("gunicorn" in one.command for one in family)
    assert any(" worker " in f"{one.command} " for one in family)
    assert served.stop() == 0
    assert not [one for one in family if is_running(one.id)]


@pytest.mark.only_long
@about_processes
@pytest.mark.slow
def test_a_request_that_has_begun_is_answered_before_the_end(served, port, cast, api):
    """anna's connection is slow: half of her case is sent when the stop is asked for."""
    case = {"title": "Slow", "body": "Slow line.", "category": "internet", "kind": "fault"}
    body = json.dumps(case).encode()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest("POST", "/api/v1/cases")
    connection.putheader("Authorization", f"Bearer {api(cast.anna).bearer}")
    connection.putheader("Content-Type", "application/json")
    connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body[:20])
    time.sleep(0.5)
    served.process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    connection.send(body[20:])
    assert connection.getresponse().status == 201
    connection.close()
    assert served.process.wait(PATIENCE) == 0


@about_processes
@pytest.mark.slow
def test_the_web_starts_again_when_it_dies_and_nobody_is_refused(served, port):
    arbiter = processes.named(served.process.pid, "gunicorn")[0]
    os.kill(arbiter.id, signal.SIGKILL)
    for _ in range(20):  # while there is no web: the connection waits, refused it is not
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        time.sleep(0.05)
    wait_until(lambda: "starts again" in served.output(), "a line in the log")
    wait_until(lambda: answers(served), "an answer")
    assert served.stop() == 0


@pytest.mark.only_long  # tests/crash kills it, too, and waits for what the next one does
@pytest.mark.slow
def test_the_worker_starts_again_when_it_dies(served):
    worker = processes.named(served.process.pid, "--with-parent")[0]
    os.kill(worker.id, signal.SIGKILL)

    def new_worker():
        found = processes.named(served.process.pid, "--with-parent")
        return found and found[0].id != worker.id

    wait_until(new_worker, "a new worker")
    assert served.stop() == 0


@pytest.mark.only_long
@about_processes
@pytest.mark.slow
def test_nothing_is_left_when_serve_itself_is_killed(served):
    family = processes.below(served.process.pid)
    served.process.kill()
    served.process.wait()
    wait_until(lambda: not [one for one in family if is_running(one.id)], "the end of all")


@pytest.mark.only_long
@about_processes
@pytest.mark.slow
def test_an_address_in_use_is_told_with_what_to_do(app, port):
    told = {"env": Server(app, port).environment, "cwd": REPOSITORY}
    with socket.create_server(("127.0.0.1", port)):
        command = subprocess.run([*flask(), "serve"], **told, capture_output=True, text=True)
    assert command.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{port}" in command.stderr
    assert "settings HOST and PORT" in command.stderr


def test_serve_does_not_start_on_a_database_that_is_not_migrated(engine, databases, tmp_path, port):
    from forum.app import create_app
    from tests.harness.application import close, settings_for

    url = databases.empty(engine)
    app = create_app(settings_for(url, tmp_path))
    result = app.test_cli_runner().invoke(args=["serve"])
    close(app)
    databases.discard(url)
    assert result.exit_code == 1
    assert "flask --app wsgi db upgrade" in result.output


@pytest.mark.only_long
@about_processes
@pytest.mark.slow
def test_searches_and_links_from_mails_stand_in_no_log(served):
    urllib.request.urlopen(f"{served.url}/search?q=mysecretillness", timeout=10).read()
    with suppress(urllib.error.HTTPError):
        urllib.request.urlopen(f"{served.url}/account/confirm/mysecrettoken", timeout=10)
    assert served.stop() == 0
    assert "mysecret" not in served.output()


@about_processes
@pytest.mark.slow
def test_the_first_start_fills_an_empty_forum_with_sample_data(app, port):
    server = Server(app, port, DEMO="1").start()
    try:
        page = urllib.request.urlopen(f"{server.url}/cases", timeout=10).read().decode()
        assert "Türsprechanlage" in page
        assert server.stop() == 0
    finally:
        server.kill()


def flask() -> list[str]:
    import sys

    return [sys.executable, "-m", "flask", "--app", "wsgi"]
