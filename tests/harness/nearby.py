"""The forum over HTTP within the test's own process; refuses to stand for `flask serve`."""

import threading
from contextlib import contextmanager

from werkzeug.serving import WSGIRequestHandler, make_server

PATIENCE = 30  # seconds until a worker that was asked to end has ended


class Nearby:
    """Answers a browser from threads of this process: no process starts, nothing is imported.

    A test about starting, stopping, dying or working in the background asks for `served`.
    """

    def __init__(self, app, port: int):
        self.url = f"http://127.0.0.1:{port}"
        self._server = make_server(
            "127.0.0.1", port, app, threaded=True, request_handler=QuietHandler
        )
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def start(self) -> "Nearby":
        """Answer from now on."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Finish what was asked and listen no more."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class QuietHandler(WSGIRequestHandler):
    """Says nothing about the requests that it answers."""

    def log(self, *_what) -> None:
        pass


@contextmanager
def working_for(app):
    """Run the forum's worker in a thread beside the block."""
    from forum import worker

    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=(app, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(PATIENCE)
    assert not thread.is_alive()
