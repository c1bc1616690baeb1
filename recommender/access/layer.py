"""The layer that lets requests in: pure ASGI, in front of all routes."""

from starlette.types import ASGIApp, Receive, Scope, Send

from recommender.access.gate import Gate
from recommender.access.refusal import Refusal


class Access:
    """Passes on the requests that the gate admits, with the caller in `scope["state"]`."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        """Put the gate in front of an application."""
        self._app, self._gate = app, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle what a server hands on."""
        if scope["type"] == "http":
            admitted = await self._gate.admit(scope)
            if isinstance(admitted, Refusal):
                await admitted.answer(scope, send)
                return
            scope.setdefault("state", {})["caller"] = admitted
        await self._app(scope, receive, send)
