"""A problem document (RFC 9457) from a layer that has no request object, only an ASGI scope."""

from dataclasses import dataclass
from http import HTTPStatus

from starlette.types import Scope, Send

from recommender.api.wire import Problem

Headers = tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a request is not let in: the kind of the problem, and what to do about it."""

    status: HTTPStatus
    kind: str
    detail: str
    headers: Headers = ()

    async def answer(self, scope: Scope, send: Send) -> None:
        """Send it as the whole answer."""
        problem = Problem(
            type=f"urn:problem:{self.kind}",
            title=self.status.phrase,
            status=self.status,
            detail=self.detail,
            instance=scope["path"],
            field=None,
        )
        body = problem.model_dump_json(exclude_none=True).encode()
        headers = [
            (b"content-type", b"application/problem+json"),
            (b"content-length", str(len(body)).encode()),
            # what one is refused, another may be given
            (b"cache-control", b"no-store"),
            *self.headers,
        ]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})
