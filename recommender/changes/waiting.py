"""Waiting for the next change: any number of clients, one look-up for all of them."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from starlette.concurrency import run_in_threadpool

from index.errors import StoreUnavailable

_PAUSE_S = 0.25


class Waiting:
    """Those who wait in this process; `last` reads the number of the latest change.

    Who waits costs a timer and no thread. Only while somebody does is the store asked. Once the
    process is `leaving`, nobody waits any more.
    """

    def __init__(self, last: Callable[[], int], leaving: Callable[[], bool]) -> None:
        self._read_last, self._leaving = last, leaving
        self._last, self._count = 0, 0
        self._changed = asyncio.Condition()
        self._looking: asyncio.Task[None] | None = None

    async def beyond(self, number: int, seconds: float) -> None:
        """Return once there is a change after a number, after some seconds, or to leave."""
        self._count += 1
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds), self._changed:
                    await self._changed.wait_for(lambda: self._last > number or self._leaving())
        finally:
            self._count -= 1

    async def _look(self) -> None:
        while self._count:
            # a store that cannot be read is told to those who wait when they read themselves
            with suppress(StoreUnavailable):
                self._last = await run_in_threadpool(self._read_last)
            async with self._changed:
                self._changed.notify_all()
            await asyncio.sleep(_PAUSE_S)
