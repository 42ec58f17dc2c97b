"""A page is never older than the last commit: read by two web processes, written by a third."""

import http.client
import re
import threading
import time

import pytest

from tests.harness.server import Server
from tests.moderation.scene import Scene

COMMITS = 25
REPLIES = re.compile(r"(\d+) repl(?:y|ies)")


class Reader(threading.Thread):
    """Reads pages without a pause and notes each that lacks what was committed before it asked."""

    def __init__(self, port, paths, cookie, committed):
        super().__init__()
        self.port, self.paths, self.cookie, self.committed = port, paths, cookie, committed
        self.stop, self.reads, self.wrong = threading.Event(), 0, []

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while not self.stop.is_set():
            for path, shown in self.paths.items():
                expected = self.committed[0]
                connection.request("GET", path, headers=self.cookie)
                answer = connection.getresponse()
                found = shown(answer.read().decode())
                self.reads += 1
                if answer.status != 200 or found < expected:
                    self.wrong.append((path, answer.status, found, expected))
        connection.close()


def newest_post(page: str) -> int:
    """The number at the end of the newest post's text."""
    return max((int(found) for found in re.findall(r"counted-(\d+)-times", page)), default=0)


def replies(page: str) -> int:
    """How many replies the one case in a list has."""
    found = REPLIES.search(page)
    return int(found.group(1)) if found else 0


@pytest.fixture
def two_workers(app, port):
    """The forum as `serve` runs it, with two web processes and a worker."""
    server = Server(app, port, WEB_WORKERS="2").start()
    yield server
    server.kill()


@pytest.mark.slow
def test_a_page_shows_all_that_was_committed_before_it_was_asked_for(
    app, cast, browse, worker, port, two_workers
):
    scene = Scene(app)
    number = scene.open_case(cast.anna)
    worker()
    paths = {f"/cases/{number}": newest_post, "/cases": replies, "/search?q=meter": replies}
    committed = [0]
    readers = [
        Reader(port, paths, cookie, committed)
        for cookie in ({}, {}, _cookie(browse(cast.olga)), _cookie(browse(cast.mara)))
    ]
    for reader in readers:
        reader.start()
    for count in range(1, COMMITS + 1):
        scene.write(number, cast.ben, f"It has counted-{count}-times now.")
        committed[0] = count
        time.sleep(0.03)
    for reader in readers:
        reader.stop.set()
    for reader in readers:
        reader.join()
        assert reader.wrong == []
        assert reader.reads >= len(paths)


def _cookie(client) -> dict:
    name = client.application.config["SESSION_COOKIE_NAME"]
    return {"Cookie": f"{name}={client.get_cookie(name).value}"}
