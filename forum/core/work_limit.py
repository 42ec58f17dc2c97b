"""Stops a calculation that became too long, in any thread; refuses to know what is calculated.

Signals reach the main thread only, and a thread cannot be ended from outside. What does work in a
threaded server is the interpreter's own profile hook: it is called in this thread at every call and
return. We count these as steps. Steps, not seconds, are the limit that decides, so that the same
input ends the same way on a busy machine and an idle one; processor seconds of this thread are the
second net, for the rare step that is long in itself.

Raising has a hole of its own. The interpreter takes a hook off that raises, and where it happens to
be in the callback of a weak reference, in `__del__` or in a generator that is thrown away, it also
swallows what was raised: nobody would count any more. So nothing is raised in such places as far
as they can be told, and a trace hook watches: what goes on after the end is counted again.
"""

import gc
import sys
import time
import weakref
from collections.abc import Iterator
from contextlib import _GeneratorContextManager, contextmanager
from inspect import CO_GENERATOR
from types import FrameType

CLOCK_EVERY = 32  # steps between two looks at the clock: reading it costs about as much as three

# The way out of the block: whoever is on it has finished in time, and must take the hooks off.
_WAY_OUT = _GeneratorContextManager.__exit__.__code__


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
    outside = id(sys._getframe(2))  # whose block it is; the frame itself would be a circle
    count, watch = _hooks(steps, time.thread_time() + seconds, outside)
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(None)
        if sys.gettrace() is watch:
            sys.settrace(None)


def _hooks(steps: int, ends_at: float, outside: int):
    """The hook that counts down and raises, and the one that puts it back should that be lost."""
    left, raised = steps, 0  # the id of what was raised: a name for it would keep every frame

    def is_on_its_way() -> bool:
        handled = sys.exception()
        return isinstance(handled, TooMuchWork) and id(handled) == raised

    def count(frame, _event, _argument):
        nonlocal left, raised
        left -= 1
        if left > 0 and (left % CLOCK_EVERY or time.thread_time() < ends_at):
            return
        left = 0
        if _would_swallow(frame, outside) or is_on_its_way():
            return
        _watch_on(frame, outside, watch)
        error = TooMuchWork()
        raised = id(error)
        try:
            raise error
        finally:
            del error

    def watch(_frame, event, _argument):
        # While what was raised is on its way out, others clean up behind it: that is left alone.
        if event in ("call", "line") and not is_on_its_way():
            sys.settrace(None)
            sys.setprofile(count)
            return None
        return watch

    return count, watch


def _watch_on(frame: FrameType, outside: int, watch) -> None:
    """Call `watch` at every further line and call; a debugger at work keeps its own hook."""
    if sys.gettrace() is not None:
        return
    for one in _frames(frame, outside):
        one.f_trace = watch
    sys.settrace(watch)


def _frames(frame: FrameType | None, outside: int) -> Iterator[FrameType]:
    """From this frame out to the one whose block it is, that one too."""
    while frame is not None:
        yield frame
        frame = None if id(frame) == outside else frame.f_back


def _would_swallow(frame: FrameType, outside: int) -> bool:
    """Whether the interpreter, not a caller, would get what is raised here.

    A generator that is just being thrown away looks like any other: nothing is raised in one.
    """
    if frame.f_code.co_flags & CO_GENERATOR or frame.f_code is _WAY_OUT:
        return True
    of_the_collector = {getattr(one, "__code__", None) for one in gc.callbacks}
    return any(
        one.f_code.co_name == "__del__"
        or one.f_code in of_the_collector
        or _has_dead_reference(one)
        for one in _frames(frame, outside)
        if id(one) != outside
    )


def _has_dead_reference(frame: FrameType) -> bool:
    """Whether it is the callback of a weak reference: it is given one that leads nowhere."""
    code, values = frame.f_code, frame.f_locals
    given = (values.get(name) for name in code.co_varnames[: min(code.co_argcount, 2)])
    return any(isinstance(one, weakref.ref) and one() is None for one in given)
