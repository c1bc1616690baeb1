"""Asking at a steady rate, and judging every answer."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import count
from time import monotonic

from eval.load.releases import path_of
from eval.load.soak.client import Answer, Connection, CutOff, Refused
from eval.load.soak.judge import Judge

_SHARE_ANEW, _SHARE_REVALIDATED = 0.2, 0.1
_FAULTS_KEPT = 20


@dataclass(slots=True)
class Tally:
    """What became of requests, by kind; `faults` are the first that went wrong, in words.

    `took` are milliseconds from when a request was sent to its answer.
    """

    kinds: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    took: list[float] = field(default_factory=list)

    def wrong(self, kind: str, fault: str) -> None:
        """Count a fault."""
        self.kinds[kind] += 1
        if len(self.faults) < _FAULTS_KEPT:
            self.faults.append(fault)


class Asker:
    """Asks for pages at random on `connections` at once; one in five anew, one in ten by its tag.

    A request whose connection is closed before its answer is sent once more, as proxies do.
    """

    def __init__(self, address: tuple[str, int], pages: Sequence[str], judge: Judge) -> None:
        self._address, self._pages, self._judge = address, pages, judge
        self._draw, self._numbers = random.Random(0), count(int(monotonic() * 1e6))
        self._known: dict[str, Answer] = {}
        self.tally = Tally()

    async def ask(self, seconds: float, rate: float | None, connections: int = 8) -> None:
        """Ask so many times a second, or as often as answers come."""
        self.tally = Tally()
        begin = monotonic()
        await asyncio.gather(
            *(
                self._ask_on(begin + n / (rate or 1), begin + seconds, connections / rate)
                if rate
                else self._ask_on(begin, begin + seconds, 0)
                for n in range(connections)
            )
        )

    async def _ask_on(self, due: float, end: float, pause: float) -> None:
        connection = Connection(*self._address)
        while (now := monotonic()) < end:
            if now < due:
                await asyncio.sleep(due - now)
            asked_at = monotonic()
            await self._once(connection, self._draw.choice(self._pages))
            self.tally.took.append(1000 * (monotonic() - asked_at))
            due += pause
        connection.close()

    async def _once(self, connection: Connection, page: str) -> None:
        path, chance = path_of(page), self._draw.random()
        known = None
        if chance < _SHARE_ANEW:
            path += f"&_={next(self._numbers)}"
        elif chance < _SHARE_ANEW + _SHARE_REVALIDATED:
            known = self._known.get(page)
        asked_at = monotonic()
        answer = await self._answer(connection, path, known.etag if known else "")
        if answer is None:
            return
        if answer.status == HTTPStatus.NOT_MODIFIED and known:
            self.tally.kinds["not modified"] += 1
            answer = known
        elif answer.status != HTTPStatus.OK:
            self.tally.wrong("refused or failed", f"{path}: {answer.status} {answer.body[:200]!r}")
            return
        if fault := self._judge.fault(page, answer.body, asked_at):
            self.tally.wrong("wrong", f"{path}: {fault}")
        self.tally.kinds["answered"] += 1
        self._known[page] = answer

    async def _answer(self, connection: Connection, path: str, etag: str) -> Answer | None:
        try:
            return await connection.get(path, etag)
        except CutOff:
            self.tally.kinds["asked once more"] += 1
        except Refused as error:
            self.tally.wrong("no connection", f"{path}: {error}")
            return None
        try:
            return await connection.get(path, etag)
        except (CutOff, Refused) as error:
            self.tally.wrong("no connection", f"{path}, twice: {error!r}")
            return None
