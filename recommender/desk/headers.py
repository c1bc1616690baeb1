"""What every answer of the desk tells browsers: run nothing but ours, keep and leak nothing."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
_FILES = "/desk/static/"
_FOR_A_YEAR = "private, max-age=31536000, immutable"


class Careful:
    """Puts these headers on what an application answers; only its files may be kept."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        is_named = scope["path"].startswith(_FILES) and scope["query_string"].startswith(b"v=")
        keeping = _FOR_A_YEAR if is_named else "no-store"

        async def careful(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update({**_HEADERS, "cache-control": keeping})
            await send(message)

        await self._app(scope, receive, careful)
