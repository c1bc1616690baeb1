"""Processes that were told to end."""

import logging
from collections.abc import Callable, Sequence
from time import monotonic

from recommender.serving.child import Child

logger = logging.getLogger(__name__)


class Leaving:
    """Waits for processes to end, and kills those that take longer than they may.

    `ended` is told the number of each process that has.
    """

    def __init__(self, ended: Callable[[int], None]) -> None:
        self._ended = ended
        self._until: dict[Child, float] = {}

    @property
    def children(self) -> list[Child]:
        """The processes that have not ended yet."""
        return list(self._until)

    def add(self, children: Sequence[Child], patience: float) -> None:
        """Give processes so many seconds to end."""
        self._until |= dict.fromkeys(children, monotonic() + patience)

    def hurry(self) -> None:
        """Wait no longer for any of them."""
        self._until = dict.fromkeys(self._until, 0.0)

    def look_after(self, now: float) -> None:
        """Bury those that have ended, and those whose time is up."""
        for child, until in list(self._until.items()):
            if child.status is None and now < until:
                continue
            if child.status is None:
                logger.warning("the %s %d did not end in time and is killed", child.name, child.pid)
            del self._until[child]
            child.bury()
            self._ended(child.pid)
