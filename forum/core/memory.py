"""What was made from the database, kept while it has not changed; bounded in number and bytes."""

import threading
from collections import OrderedDict
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from forum.core.clock import now

LONGEST = timedelta(seconds=60)  # pages name waiting times, which grow without any commit


class _Kept(NamedTuple):
    stamp: Any
    since: datetime
    value: Any
    size: int


class Memory:
    """Values by key, each good for one stamp of the database (core/stamps.py) and one minute.

    Anybody can make up addresses, so what is kept has a limit in bytes beside the one in number;
    what was not asked for the longest goes first. What is older than its minute is dropped while
    others are kept: a text that was removed does not lie here until its room is needed.
    """

    def __init__(self, *, entries: int, size: int):
        self._limits = entries, size
        self._kept: OrderedDict[tuple, _Kept] = OrderedDict()
        self._size = 0
        self._swept = now()
        self._lock = threading.Lock()

    def get(self, key: tuple, stamp) -> Any:
        """The value under `key`, or None when there is none for this state of the database."""
        with self._lock:
            found = self._kept.get(key)
            if found is None or stamp is None or found.stamp != stamp:
                return None
            # Both ends, since a machine's clock may be set back.
            if not found.since <= now() < found.since + LONGEST:
                return None
            self._kept.move_to_end(key)
            return found.value

    def put(self, key: tuple, stamp, value: Any, size: int) -> None:
        """Keep `value`, made after `stamp` was read; not one that would fill a tenth of it all."""
        entries, most = self._limits
        if stamp is None or size > most // 10:
            return
        with self._lock:
            self._sweep()
            before = self._kept.pop(key, None)
            self._kept[key] = _Kept(stamp, now(), value, size)
            self._size += size - (before.size if before else 0)
            while len(self._kept) > entries or self._size > most:
                self._size -= self._kept.popitem(last=False)[1].size

    def _sweep(self) -> None:
        """Once a minute, drop what is too old to be handed out."""
        at = now()
        if self._swept <= at < self._swept + LONGEST:
            return
        self._swept = at
        for key in [key for key, one in self._kept.items() if at >= one.since + LONGEST]:
            self._size -= self._kept.pop(key).size

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._size = 0

    def __len__(self) -> int:
        return len(self._kept)

    @property
    def size(self) -> int:
        """Bytes that are kept, as their makers counted them."""
        return self._size
