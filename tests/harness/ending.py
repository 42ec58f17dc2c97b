"""A test run that is told to stop ends as after Ctrl+C: servers down, databases and folder gone.

SIGKILL and SIGQUIT (Ctrl+\\) still end it at once; the next run removes what they leave.
"""

import os
import signal
import sys
from contextlib import suppress

import psutil

# SIGINT is among them for its second press, which would break off the tidying.
SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)


def end_cleanly_when_told() -> None:
    """From the first of these signals on, this process tidies up and heeds no other of them."""
    ours = os.getpid()

    def stop(number: int, _frame) -> None:
        if os.getpid() != ours:  # a process that a test has forked dies as it would anywhere
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            return
        _heed_no_more()
        if number == signal.SIGHUP:
            _write_nowhere()
        _pass_on()
        raise KeyboardInterrupt

    for one in _heeded():
        signal.signal(one, stop)


def _heeded() -> list[int]:
    """Whoever starts a run with `nohup` wants it to go on."""
    return [one for one in SIGNALS if signal.getsignal(one) is not signal.SIG_IGN]


def _heed_no_more() -> None:
    """A function and not SIG_IGN, which programs started from now on would inherit."""
    for one in _heeded():
        signal.signal(one, lambda _number, _frame: None)


def _write_nowhere() -> None:
    """The terminal is gone: a report that cannot be written must not stop the tidying."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.__stdout__, sys.__stderr__):
        with suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())


def _pass_on() -> None:
    """The processes of pytest-xdist tear their tests down themselves, once they know."""
    for child in psutil.Process().children():
        with suppress(psutil.Error):
            child.terminate()
