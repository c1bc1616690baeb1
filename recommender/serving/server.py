"""uvicorn's server, which leaves without failing a request."""

import asyncio
import socket
from collections.abc import Callable

import uvicorn

from recommender.operations.lifecycle import Lifecycle
from recommender.serving.messages import Order

_FAREWELL_S = 1.0
"""How long clients that keep a connection have to use it once more and be told to close it."""


class Server(uvicorn.Server):
    """Calls `opened` once it answers, and ends as it is ordered.

    Before it stops answering it closes connections only with an answer: a client whose idle
    connection is closed may be sending a request at that very moment, which would fail. When the
    service ends, everybody can see that for `drain_s` seconds at `/readyz` before that.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        lifecycle: Lifecycle,
        drain_s: float,
        opened: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._lifecycle, self._drain_s, self._opened = lifecycle, drain_s, opened
        self._order = Order.RETIRE

    def obey(self, order: Order) -> None:
        """End, for the reason that the order gives; may be called by any thread."""
        self._order = order
        self.should_exit = True

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open the sockets, and say so."""
        await super().startup(sockets)
        self._opened()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close after what is in progress."""
        self._lifecycle.stopping = self._order is Order.STOP
        if self._lifecycle.stopping and self._drain_s:
            await asyncio.sleep(self._drain_s)
        self._lifecycle.leaving = True
        for server in self.servers:
            server.close()
        loop = asyncio.get_running_loop()
        until = loop.time() + _FAREWELL_S
        while self.server_state.connections and loop.time() < until:
            await asyncio.sleep(0.02)
        await super().shutdown(sockets)
