"""A process of the service, as its supervisor sees it."""

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Any

from recommender.serving.messages import Order, Ready, Refused

# a new interpreter, not a copy of this one: threads and open files are not inherited
_SPAWN = multiprocessing.get_context("spawn")
multiprocessing.allow_connection_pickling()


class Child:
    """Starts `target`, which gets a connection to talk through, and then the arguments."""

    def __init__(self, name: str, target: Callable[..., None], *arguments: Any) -> None:
        self._connection, theirs = _SPAWN.Pipe()
        self._process = _SPAWN.Process(target=target, args=(theirs, *arguments), name=name)
        self._process.start()
        # it is theirs alone now, so that each notices when the other is gone
        theirs.close()
        assert self._process.pid is not None
        self.name, self.pid, self.started = name, self._process.pid, monotonic()
        self.said: Ready | Refused | None = None

    @property
    def status(self) -> int | None:
        """The exit status; None as long as the process lives, negative if a signal ended it."""
        return self._process.exitcode

    def hear(self) -> None:
        """Take note of what it said since the last time."""
        with suppress(EOFError, OSError):
            while self._connection.poll():
                self.said = self._connection.recv()

    def tell(self, order: Order) -> None:
        """Give it an order; it may have ended by then."""
        with suppress(OSError):
            self._connection.send(order)

    def bury(self) -> None:
        """Kill it if it has not ended, and let nothing remain of it."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._connection.close()

    def waitables(self) -> tuple[Any, int]:
        """Return what becomes readable when it says something, and when it ends."""
        return self._connection, self._process.sentinel
