"""Reading request bodies: of the right type, and never more than the limit."""

from collections.abc import Awaitable, Callable

from fastapi import Request

from recommender.api.problems import BodyTooLarge, UnsupportedType

JSON = ("application/json",)
NDJSON = ("application/x-ndjson", "application/ndjson", "application/jsonl")


def body_reader(accepted: tuple[str, ...]) -> Callable[[Request], Awaitable[bytes]]:
    """Return a dependency that gives the body, or raises UnsupportedType or BodyTooLarge."""

    async def read(request: Request) -> bytes:
        given = request.headers.get("content-type", "")
        if given.partition(";")[0].strip().lower() not in accepted:
            raise UnsupportedType(f"content type {given!r} is not read here; send {accepted[0]}")
        limit = request.app.state.services.settings.max_body_bytes
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > limit:
                raise BodyTooLarge(
                    f"the body has over {limit} bytes; send less at a time, "
                    "or raise RECOMMENDER_MAX_BODY_BYTES"
                )
        return bytes(body)

    return read
