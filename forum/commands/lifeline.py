"""Lets a child process notice the end of `serve`, also of a killed one; knows no system's own call.

The parent holds the writing end of a pipe that is the child's standard input. However the parent
ends, the system closes that end, and the child reads the end of the file. This works on every
Unix; asking for a signal on the parent's death would work on Linux alone.
"""

import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress


def watch(at_its_end: Callable[[], None]) -> None:
    """Call `at_its_end` from a thread of its own once the parent is gone."""
    threading.Thread(target=_read_to_the_end, args=(at_its_end,), daemon=True).start()


def _read_to_the_end(at_its_end: Callable[[], None]) -> None:
    with suppress(OSError, ValueError):
        while os.read(sys.stdin.fileno(), 1024):
            pass
    at_its_end()
