"""Stops a calculation that became too long, in any thread; refuses to know what is calculated.

Signals reach the main thread only, and a thread cannot be ended from outside. What does work in a
threaded server is the interpreter's own profile hook: it is called in this thread at every call and
return. We count these as steps. Steps, not seconds, are the limit that decides, so that the same
input ends the same way on a busy machine and an idle one; processor seconds of this thread are the
second net, for the rare step that is long in itself.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from inspect import CO_GENERATOR

CLOCK_EVERY = 32  # steps between two looks at the clock: reading it costs about as much as three


class TooMuchWork(BaseException):
    """The limit was reached. Not an `Exception`, so that no library swallows it on its way out."""


@contextmanager
def work_limit(*, steps: int, seconds: float) -> Iterator[None]:
    """Raise `TooMuchWork` inside the block after `steps` calls or `seconds` of processor time.

    A profiler that is already measuring this thread keeps its hook; the block then runs unlimited.
    """
    if sys.getprofile() is not None:
        yield
        return
    sys.setprofile(_counter(steps, time.thread_time() + seconds))
    try:
        yield
    finally:
        sys.setprofile(None)


def _counter(steps: int, ends_at: float):
    """The hook: counts down and raises; after raising, the interpreter takes it off by itself."""
    left = steps

    def count(frame, _event, _argument):
        nonlocal left
        left -= 1
        if left > 0 and (left % CLOCK_EVERY or time.thread_time() < ends_at):
            return
        left = 0
        # A generator that is just being thrown away would swallow the exception: no limit then.
        if not frame.f_code.co_flags & CO_GENERATOR:
            raise TooMuchWork

    return count
