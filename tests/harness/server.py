"""The forum as an operator runs it, in processes of its own; refuses to leave one behind."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PATIENCE = 40  # seconds until a process that does not answer is given up


class Server:
    """`flask serve` (web and worker) over the database and data folder of a test's application."""

    def __init__(self, app, port: int, **environment):
        self.app = app
        self.url = f"http://127.0.0.1:{port}"
        self.log = Path(app.config["DATA_DIR"]) / "serve.log"
        self.environment = {**inherited(), **_environment(app, port), **environment}
        self.process: subprocess.Popen | None = None

    def start(self, *command: str) -> "Server":
        """Start `flask serve` (or another flask command) and wait until it answers /healthz."""
        arguments = [sys.executable, "-m", "flask", "--app", "wsgi", *(command or ("serve",))]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                arguments,
                cwd=REPOSITORY,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait_until_answering()
        return self

    def stop(self) -> int:
        """Ask it to end (SIGTERM) and wait; returns its exit status."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(30)
        finally:
            self.kill()

    def kill(self) -> None:
        """End every process of it at once, as a power cut would."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def output(self) -> str:
        """What it printed so far."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def _wait_until_answering(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        self.kill()
        raise AssertionError(f"the server did not start:\n{self.output()[-3000:]}")


def inherited() -> dict[str, str]:
    """This process's environment, but what is compiled is kept: each process would do it again."""
    return {name: one for name, one in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _environment(app, port: int) -> dict[str, str]:
    guarded = Path(__file__).resolve().parent / "guarded"
    return {
        "MODE": "development",
        "SECRET_KEY": app.config["SECRET_KEY"],
        "BASE_URL": f"http://127.0.0.1:{port}",
        "DATA_DIR": str(app.config["DATA_DIR"]),
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "REDIS_URL": app.config.get("REDIS_URL") or "",
        "MAIL_URL": app.config.get("MAIL_URL") or "",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "WEB_WORKERS": "1",
        "DEMO": "0",
        "LIMITS": "0",  # all requests of a test come from one network
        "DEFAULT_LANGUAGE": app.config["DEFAULT_LANGUAGE"],
        # Its folder holds a sitecustomize that keeps these processes off the network, too.
        "PYTHONPATH": os.pathsep.join([str(guarded), str(REPOSITORY)]),
    }
