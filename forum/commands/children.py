"""Keeps child processes running until it is told to stop; refuses to know what they do."""

import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

LOOK_EVERY = 0.2  # seconds between looks at the children
FIRST_PAUSE = 0.2  # seconds before a dead child is started again; doubles each time
LONGEST_PAUSE = 10.0
SETTLED_AFTER = 10.0  # seconds after which a child counts as healthy and its pause starts anew
STOPS_WITHIN = 25.0  # seconds a child may take to finish what it has begun


@dataclass
class Child:
    """One process to be kept running; `gives_up` names exit codes that no new start will cure."""

    name: str
    command: Sequence[str]
    gives_up: Sequence[int] = ()
    pass_fds: Sequence[int] = ()
    process: subprocess.Popen | None = None
    started: float = 0.0
    pause: float = FIRST_PAUSE
    again_at: float = field(default=0.0)

    def start(self) -> None:
        """Start it; its standard input is the lifeline (see lifeline.py)."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, pass_fds=tuple(self.pass_fds)
        )

    def look(self, say: Callable[[str], None]) -> bool:
        """Start it again when it died and its pause is over; False when it has to be given up."""
        if self.process is None:
            if time.monotonic() >= self.again_at:
                self.start()
            return True
        code = self.process.poll()
        if code is None:
            return True
        _let_go(self.process)
        self.process = None
        lived = time.monotonic() - self.started
        if code in self.gives_up and lived < SETTLED_AFTER:
            return False
        self.pause = FIRST_PAUSE if lived > SETTLED_AFTER else self.pause
        say(f"The {self.name} process ended ({_told(code)}); it starts again in {self.pause:g} s.")
        self.again_at = time.monotonic() + self.pause
        self.pause = min(2 * self.pause, LONGEST_PAUSE)
        return True


def keep_running(children: Sequence[Child], say: Callable[[str], None]) -> Child | None:
    """Run until SIGINT or SIGTERM, then stop all; returns the child that had to be given up."""
    with stop_signals() as stop:
        try:
            while not stop.is_set():
                for child in children:
                    if not child.look(say):
                        return child
                stop.wait(LOOK_EVERY)
        finally:
            _stop([child.process for child in children if child.process], stop)
    return None


class Stop(threading.Event):
    """Is set when everything has to end; `signals` says how often that was asked for."""

    signals = 0


@contextmanager
def stop_signals():
    """An event that SIGINT and SIGTERM set; it counts them: a second one means "at once"."""
    stop = Stop()

    def receive(_number, _frame):
        stop.signals += 1
        stop.set()

    before = {one: signal.signal(one, receive) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _stop(processes: list[subprocess.Popen], stop: Stop) -> None:
    """Ask all to end; kill what does not within its time, or at a second signal."""
    until = time.monotonic() + STOPS_WITHIN
    for process in processes:
        process.send_signal(signal.SIGTERM)
    while any(process.poll() is None for process in processes):
        if time.monotonic() > until or stop.signals > 1:
            for process in processes:
                process.kill()
        time.sleep(0.05)
    for process in processes:
        _let_go(process)
        process.wait()


def _told(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _let_go(process: subprocess.Popen) -> None:
    assert process.stdin is not None  # a pipe: the lifeline
    process.stdin.close()
