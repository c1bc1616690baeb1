"""Keeping those from signing in who have failed too often; each failure doubles the wait."""

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence

_FREE_FAILURES = 4
_LONGEST_S = 300.0
_MOST_NAMES = 65_536


class Throttle:
    """Counts failures by name, such as an address or the id of a key.

    After four failures the next attempt has to wait for a second, then for two, four, up to five
    minutes. Without a failure for twice as long as the longest wait, all is forgotten. Each process
    counts for itself and remembers the 65,536 names that failed last.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wait(self, names: Sequence[str]) -> float:
        """Return for how many seconds an attempt in any of these names has to wait, 0 for none."""
        return max(map(self._wait, names), default=0.0)

    def fail(self, names: Sequence[str]) -> None:
        """Count a failure in each of these names."""
        now = self._clock()
        for name in names:
            failures, last = self._failed.pop(name, (0, now))
            is_old = now - last > 2 * _LONGEST_S
            self._failed[name] = (1 if is_old else failures + 1, now)
        while len(self._failed) > _MOST_NAMES:
            self._failed.popitem(last=False)

    def succeed(self, names: Sequence[str]) -> None:
        """Forget the failures in these names."""
        for name in names:
            self._failed.pop(name, None)

    def _wait(self, name: str) -> float:
        failures, last = self._failed.get(name, (0, 0.0))
        if failures < _FREE_FAILURES:
            return 0.0
        delay = min(2.0 ** min(failures - _FREE_FAILURES, 16), _LONGEST_S)
        return max(0.0, last + delay - self._clock())
