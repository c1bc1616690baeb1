"""A place in the service that one process fills, and the next when that one has ended."""

import logging
from collections.abc import Callable

from recommender.serving.child import Child
from recommender.serving.messages import Ready, Refused

_LONG_S = 10.0
"""A process that lived that long did not fail at its start."""
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.2, 5.0

logger = logging.getLogger(__name__)


class Post:
    """Keeps a process running that `start` starts: at once, and with pauses if it keeps ending.

    `ended` is told the number of each process that has. `refusal` says why the last one that never
    became ready did not.
    """

    def __init__(self, start: Callable[[], Child], ended: Callable[[int], None]) -> None:
        self._start, self._ended = start, ended
        self._failures, self._due = 0, 0.0
        self._known: Child | None = None
        self.child: Child | None = start()
        self.refusal: str | None = None

    @property
    def ready(self) -> Ready | None:
        """What its process found, once it is ready."""
        said = self.child.said if self.child else None
        return said if isinstance(said, Ready) else None

    def look_after(self, now: float) -> None:
        """Listen to the process; if it has ended, start another one when its time has come."""
        if self.child is None:
            if now >= self._due:
                self.child = self._start()
            return
        # what it said before it ended is in the connection still
        status = self.child.status
        self.child.hear()
        if self.ready and self._known is not self.child:
            self._known = self.child
            logger.info("the %s %d is ready", self.child.name, self.child.pid)
        if status is not None:
            self._replace(self.child, status, now)

    def give_up(self) -> list[Child]:
        """Return the process, if there is one, and start no other."""
        children, self.child, self._due = [self.child] if self.child else [], None, float("inf")
        return children

    def _replace(self, child: Child, status: int, now: float) -> None:
        was_ready, said = self.ready is not None, child.said
        reason = f"the {child.name} {child.pid} ended with status {status}"
        if isinstance(said, Refused):
            reason = said.reason
        if not was_ready:
            self.refusal = reason
        # if none ever was, whoever asked for the first is told instead
        if self._known:
            logger.warning("%s; another one starts", reason)
        self._failures = 0 if now - child.started > _LONG_S else self._failures + 1
        pause = min(_FIRST_PAUSE_S * 2**self._failures, _LONGEST_PAUSE_S)
        self._due = now if was_ready and self._failures <= 1 else now + pause
        child.bury()
        self._ended(child.pid)
        self.child = None
        self.look_after(now)
