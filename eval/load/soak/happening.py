"""What happens to a service meanwhile: writing, compaction, new processes, and some that die."""

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import TypeAlias

import httpx

from eval.load.errors import NotServed
from eval.load.serving import Service
from eval.load.soak.judge import Judge
from recommender.bootstrap import bootstrap
from recommender.settings import load_settings

Action: TypeAlias = Callable[[], Awaitable[str]]

_PAUSE_S, _PATIENCE_S = 1.0, 120


class Happening:
    """Does at random what happens to a service, and tells the judge what was written.

    `batches` are files of new articles with the ids in them, each written when it is asked for;
    `leaving` are articles to withdraw.
    """

    def __init__(
        self,
        service: Service,
        home: Path,
        judge: Judge,
        batches: Iterator[tuple[Path, Sequence[str]]],
        leaving: Sequence[str],
    ) -> None:
        self._service, self._home, self.judge = service, home, judge
        self._batches, self._leaving = batches, iter(leaving)
        self.counted: Counter[str] = Counter()

    async def go_on(self, seconds: float, pause: float = _PAUSE_S) -> None:
        """Do one thing after the other, in random order, for so many seconds."""
        end = monotonic() + seconds
        order = _in_random_order(
            [self._ingest, self._withdraw, self._compact, self._reload, self._kill]
        )
        while monotonic() < end:
            async with asyncio.timeout(_PATIENCE_S):
                name = await next(order)()
            self.counted[name] += 1
            await asyncio.sleep(pause)

    async def _ingest(self) -> str:
        path, ids = next(self._batches)
        self.judge.written.update(ids)
        command = ["-m", "recommender", "--home", str(self._home), "ingest", "--json", str(path)]
        process = await asyncio.create_subprocess_exec(
            sys.executable, *command, stdout=asyncio.subprocess.DEVNULL
        )
        if await process.wait():
            raise NotServed(f"{path.name!r} could not be ingested while the service ran")
        return "ingest"

    async def _withdraw(self) -> str:
        id_ = next(self._leaving)
        self.judge.written.add(id_)
        async with httpx.AsyncClient(base_url=self._service.url, timeout=60) as client:
            # a worker may be killed while it answers; to withdraw twice does no harm
            with suppress(httpx.TransportError):
                await client.delete(f"/v1/articles/{id_}")
            await client.delete(f"/v1/articles/{id_}")
        self.judge.gone[id_] = monotonic()
        return "withdrawal"

    async def _compact(self) -> str:
        await asyncio.to_thread(_save, self._home)
        return "compaction"

    async def _reload(self) -> str:
        before = set(self._service.workers())
        self._service.process.send_signal(signal.SIGHUP)
        while before & set(self._service.workers()):
            await asyncio.sleep(0.05)
        return "reload"

    async def _kill(self) -> str:
        workers = self._service.workers()
        os.kill(workers[0], signal.SIGKILL)
        while len(self._service.workers()) < len(workers):
            await asyncio.sleep(0.05)
        return "worker killed"


def _save(home: Path) -> None:
    services = bootstrap(load_settings(home=home))
    try:
        services.catalog.save()
    finally:
        services.close()


def _in_random_order(things: Sequence[Action]) -> Iterator[Action]:
    draw = random.Random(0)
    while True:
        yield from draw.sample(things, len(things))
