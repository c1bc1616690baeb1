"""What a call takes: which requests are sent, when again, and what is made of the answers.

Told without waiting or sending, so that it is the same for both clients: a generator yields what
there is to do, and is sent what came of it.
"""

from collections import OrderedDict
from collections.abc import Generator
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeAlias, TypeVar

import httpx
from pydantic import ValidationError

from recommender.client.call import Call
from recommender.client.problems import NotUnderstood, Unanswered, problem_of, retry_after_s

T = TypeVar("T")

LONGEST_PAUSE_S = 10.0
"""Whoever asks is not kept waiting longer than this; a longer Retry-After is left to the caller."""

Step: TypeAlias = httpx.Request | float
"""A request to send, or seconds to wait."""

Came: TypeAlias = httpx.Response | httpx.TransportError | None

_CLOSED = (httpx.NetworkError, httpx.RemoteProtocolError)


@dataclass(slots=True)
class Kept:
    """The last `most` answers by address, each with its tag. Safe for several threads."""

    most: int
    _answers: OrderedDict[str, tuple[str, bytes]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, address: str) -> tuple[str, bytes] | None:
        """Return tag and body of an answer."""
        with self._lock:
            if address in self._answers:
                self._answers.move_to_end(address)
            return self._answers.get(address)

    def keep(self, address: str, tag: str, body: bytes) -> None:
        """Keep an answer instead of the one that was used least lately."""
        with self._lock:
            self._answers[address] = tag, body
            self._answers.move_to_end(address)
            while len(self._answers) > self.most:
                self._answers.popitem(last=False)


def conversation(
    call: Call[T], request: httpx.Request, kept: Kept, retries: int
) -> Generator[Step, Came, T]:
    """Yield what there is to do for a call, and return what was answered.

    Raises Unanswered, NotUnderstood and ServiceProblem.
    """
    known = kept.get(str(request.url)) if call.kept else None
    if known:
        request.headers["if-none-match"] = known[0]
    response = yield from _answer(request, retries)
    if known and response.status_code == httpx.codes.NOT_MODIFIED:
        return _read(call, known[1], response)
    if not response.is_success:
        raise problem_of(response)
    if call.kept and "etag" in response.headers:
        kept.keep(str(request.url), response.headers["etag"], response.content)
    return _read(call, response.content, response)


def _read(call: Call[T], body: bytes, response: httpx.Response) -> T:
    try:
        return call.read(body)
    except ValidationError as error:
        raise NotUnderstood(
            f"{response.url} gave no {error.title}: {error.errors()[0]['msg'].lower()}; see "
            "whether the service is what answers there, and of the same version"
        ) from error


def _answer(request: httpx.Request, retries: int) -> Generator[Step, Came, httpx.Response]:
    """Send a request, and what only reads again if it may have better luck."""
    left = retries if request.method == "GET" else 0
    while True:
        came = yield request
        pause_s = _pause_s(came)
        if pause_s is None or not left:
            break
        left -= 1
        yield pause_s
    if isinstance(came, httpx.Response):
        return came
    raise Unanswered(
        f"{request.method} {request.url} was not answered ({type(came).__name__}: {came}); "
        "see whether the service runs there, or allow it more time"
    ) from came


def _pause_s(came: Came) -> float | None:
    """Return after how many seconds to send a request again, or None to leave it at that."""
    if isinstance(came, _CLOSED):
        return 0.0
    if isinstance(came, httpx.Response) and came.status_code == httpx.codes.SERVICE_UNAVAILABLE:
        wished = retry_after_s(came)
        return wished if wished is not None and wished <= LONGEST_PAUSE_S else None
    return None
