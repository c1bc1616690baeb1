"""One request and its answer, which either the application begins or the clock."""

from __future__ import annotations

import asyncio
import time

from starlette.types import Message, Receive, Scope, Send

from recommender.access.refusals import timed_out

_LOOK_EVERY_S = 0.25


class InProgress:
    """What a process has in progress: how much, and whose time is up.

    One timer serves all requests, since one for each would cost more than all else in this layer;
    it looks four times a second, so a request may have that much longer.
    """

    def __init__(self) -> None:
        self.count = 0
        self._ends: dict[Exchange, float] = {}
        self._timer: asyncio.TimerHandle | None = None

    def watch(self, exchange: Exchange, longest_s: float) -> None:
        """Tell an exchange when it has taken so many seconds, unless it is forgotten before."""
        self._ends[exchange] = time.monotonic() + longest_s
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_LOOK_EVERY_S, self._look)

    def forget(self, exchange: Exchange) -> None:
        """Let an exchange take as long as it likes."""
        self._ends.pop(exchange, None)

    def _look(self) -> None:
        now = time.monotonic()
        for exchange in [each for each, end in self._ends.items() if end <= now]:
            self.forget(exchange)
            exchange.time_is_up()
        self._timer = None
        if self._ends:
            self._timer = asyncio.get_running_loop().call_later(_LOOK_EVERY_S, self._look)


class Exchange:
    """Stands between server and application until the answer has begun, or its time is up."""

    __slots__ = (
        "_answering", "_in_progress", "_longest_s", "_over", "_receive", "_scope", "_send", "_task",
        "_waits_for_body", "body_is_late",
    )  # fmt: skip

    def __init__(
        self, in_progress: InProgress, longest_s: float, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Start the clock; called in the task that handles the request."""
        self._in_progress, self._longest_s = in_progress, longest_s
        self._scope, self._receive, self._send = scope, receive, send
        self._task = asyncio.current_task()
        self._answering: asyncio.Task[None] | None = None
        self._over = self._waits_for_body = self.body_is_late = False
        in_progress.watch(self, longest_s)

    async def receive(self) -> Message:
        """Return what the client sends next; meanwhile the request is no load."""
        self._waits_for_body = True
        self._in_progress.count -= 1
        try:
            return await self._receive()
        finally:
            self._in_progress.count += 1
            self._waits_for_body = False

    async def send(self, message: Message) -> None:
        """Pass on the application's answer, unless it comes too late."""
        if not self._over:
            self._in_progress.forget(self)
            await self._send(message)

    async def end(self) -> None:
        """Stop the clock, and wait until what it answers has been sent."""
        self._in_progress.forget(self)
        if self._answering is not None:
            await self._answering

    def time_is_up(self) -> None:
        """Give up a request whose body is missing, or else answer in the application's place."""
        self._over = True
        if self._waits_for_body and self._task is not None:
            self.body_is_late = True
            self._task.cancel()
        else:
            answer = timed_out(self._longest_s).answer(self._scope, self._send)
            self._answering = asyncio.create_task(answer)
