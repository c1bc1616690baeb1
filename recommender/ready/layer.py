"""The layer that answers before the routes do."""

from starlette.types import ASGIApp, Receive, Scope, Send

from recommender.ready.answer import Answer, Headers, matches, without_content
from recommender.ready.answerer import Answerer

_PATH = "/v1/related"


class ReadyAnswers:
    """Answers `GET /v1/related` at once where it can, and leaves all else to the application.

    A request that names the tag of the answer gets 304 without a body (RFC 9110). How it went is
    left in the scope's state, as `cache`.
    """

    def __init__(self, app: ASGIApp, answerer: Answerer) -> None:
        self._app, self._answerer = app, answerer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] != "http" or scope["path"] != _PATH or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        accept_language = known = b""
        for name, value in scope["headers"]:
            if name == b"if-none-match":
                known = value
            elif name == b"accept-language":
                accept_language = value
        found = self._answerer.ready(scope["query_string"], accept_language)
        if found is None:
            await self._app(scope, receive, send)
            return
        answer, how = found
        is_known = bool(known) and matches(known, answer.etag)
        scope.setdefault("state", {})["cache"] = "revalidated" if is_known else how
        await _send(answer, is_known, send)


async def _send(answer: Answer, is_known: bool, send: Send) -> None:
    headers: Headers = without_content(answer.headers) if is_known else answer.headers
    status = 304 if is_known else 200
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if is_known else answer.body})
