"""The outermost layer: every request gets an id, is counted and timed, and is logged if need be."""

import re
from random import getrandbits
from time import perf_counter
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from recommender.operations.journal import Journal
from recommender.operations.lifecycle import Lifecycle
from recommender.operations.logs import REQUEST_ID
from recommender.operations.measures import IN_PROGRESS

_HEADER = b"x-request-id"
_WELL_FORMED = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_CLOSE = (b"connection", b"close")


class Observed:
    """Puts an id on each request, answers what fails unexpectedly, and notes how it went.

    The id is that of the `X-Request-Id` header if it is well-formed, else a new one. It is in the
    answer's header, in `scope["state"]["request_id"]`, and in all that is logged meanwhile.
    """

    def __init__(self, app: ASGIApp, lifecycle: Lifecycle, journal: Journal) -> None:
        self._app, self._lifecycle, self._journal = app, lifecycle, journal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = perf_counter()
        id_ = _id_of(scope["headers"])
        REQUEST_ID.set(id_.decode())
        scope.setdefault("state", {})["request_id"] = id_.decode()
        exchange = _Exchange(send, id_, self._lifecycle)
        IN_PROGRESS.inc()
        try:
            await self._app(scope, receive, exchange.send)
        except Exception as error:
            # half an answer cannot be taken back: the server closes the connection
            if exchange.status:
                exchange.status = 500
                raise
            await _answer_failure(scope, receive, exchange.send, error)
        finally:
            IN_PROGRESS.dec()
            self._journal.note(scope, exchange.status, perf_counter() - started)


class _Exchange:
    """Puts the id on the answer, and remembers its status; 0 as long as there is none."""

    __slots__ = ("_id", "_lifecycle", "_send", "status")

    def __init__(self, send: Send, id_: bytes, lifecycle: Lifecycle) -> None:
        self._send, self._id, self._lifecycle = send, id_, lifecycle
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            # a new message, as this one may be kept to be sent again
            headers: list[Any] = [*message.get("headers", ()), (_HEADER, self._id)]
            if self._lifecycle.leaving:
                headers.append(_CLOSE)
            message = {**message, "headers": headers}
        await self._send(message)


def _id_of(headers: list[tuple[bytes, bytes]]) -> bytes:
    for name, value in headers:
        if name == _HEADER and _WELL_FORMED.fullmatch(value):
            return value
    return b"%032x" % getrandbits(128)


async def _answer_failure(scope: Scope, receive: Receive, send: Send, error: Exception) -> None:
    """Answer as the application answers what it did not expect."""
    handler = scope["app"].exception_handlers[Exception]
    response = await handler(Request(scope, receive), error)
    await response(scope, receive, send)
