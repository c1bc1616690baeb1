"""Keeping what a process has taken on within bounds: how much at once, how long, how large."""

import asyncio
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from recommender.access.exchange import Exchange, InProgress
from recommender.access.refusals import body_late, body_too_large, overloaded

# whoever operates the service must be able to look when it has most to do
_NEVER_SHED = frozenset({"/healthz", "/readyz", "/metrics"})
# whoever waits there for a change costs nothing meanwhile, and the route sets its own limit
_WAITING = "/v1/changes"
# a batch of articles is a long piece of work, and asked for by few
_BATCH = ("POST", "/v1/articles")
_BATCH_TAKES = 10


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a process takes on.

    `most_at_once` requests in progress, `longest_s` seconds until an answer begins, ten times that
    for a batch of articles, and `largest_body` bytes.
    """

    most_at_once: int
    longest_s: float
    largest_body: int


class Shedding:
    """Refuses at once (503) what is more than a process takes on.

    A request whose body has not arrived when its time is up is given up with 408, and the
    connection closed. One that is still being handled then is answered with 503, and counts as in
    progress until it is done. A request that waits for its body is no load and does not count. One
    that announces too large a body is refused (413) before any of it is read.
    """

    def __init__(self, app: ASGIApp, bounds: Bounds) -> None:
        """Put the bounds in front of an application."""
        self._app, self._bounds, self._in_progress = app, bounds, InProgress()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle what a server hands on."""
        if scope["type"] != "http" or scope["path"] in _NEVER_SHED or _waits(scope):
            await self._app(scope, receive, send)
        elif self._in_progress.count >= self._bounds.most_at_once:
            await overloaded(self._bounds.most_at_once).answer(scope, send)
        elif scope["method"] != "GET" and _announced(scope) > self._bounds.largest_body:
            await body_too_large(self._bounds.largest_body).answer(scope, send)
        else:
            await self._take_on(scope, receive, send)

    async def _take_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_batch = (scope["method"], scope["path"]) == _BATCH
        longest_s = self._bounds.longest_s * (_BATCH_TAKES if is_batch else 1)
        exchange = Exchange(self._in_progress, longest_s, scope, receive, send)
        self._in_progress.count += 1
        try:
            await self._app(scope, exchange.receive, exchange.send)
        except asyncio.CancelledError:
            if not exchange.body_is_late:
                raise
            await body_late(longest_s).answer(scope, send)
        finally:
            self._in_progress.count -= 1
            await exchange.end()


def _waits(scope: Scope) -> bool:
    return scope["path"] == _WAITING and b"wait=" in scope["query_string"]


def _announced(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0
