"""One table from errors to problem documents (RFC 9457)."""

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from index.errors import (
    EngineError,
    InvalidArticle,
    ModelMismatch,
    ModelUnavailable,
    StoreUnavailable,
    UnknownArticle,
)
from recommender.api.description import PROBLEM_TYPE
from recommender.api.wire import Problem
from recommender.changes.addresses import Unreachable
from recommender.changes.cursor import ForeignCursor
from recommender.changes.webhooks import UnknownWebhook
from recommender.errors import InvalidRequest

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

logger = logging.getLogger(__name__)


class BodyTooLarge(EngineError):
    """A request body over the limit."""


class UnsupportedType(EngineError):
    """A request body of a type that is not read here."""


class UrlTaken(EngineError):
    """An article whose url belongs to another one."""


_STATUS: dict[type[EngineError], HTTPStatus] = {
    UnknownArticle: HTTPStatus.NOT_FOUND,
    InvalidArticle: HTTPStatus.UNPROCESSABLE_ENTITY,
    InvalidRequest: HTTPStatus.UNPROCESSABLE_ENTITY,
    BodyTooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    UnsupportedType: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    UrlTaken: HTTPStatus.CONFLICT,
    ForeignCursor: HTTPStatus.GONE,
    UnknownWebhook: HTTPStatus.NOT_FOUND,
    Unreachable: HTTPStatus.UNPROCESSABLE_ENTITY,
    ModelMismatch: HTTPStatus.SERVICE_UNAVAILABLE,
    ModelUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
    StoreUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}

RESPONSES: dict[int | str, dict[str, object]] = {
    "4XX": {"model": Problem, "description": "The request was at fault; `detail` says how."},
    "5XX": {"model": Problem, "description": "The service was at fault."},
}

NOT_MODIFIED: dict[int | str, dict[str, object]] = {
    304: {"description": "The answer is still the one that `If-None-Match` names."}
}


def add_handlers(app: FastAPI) -> None:
    """Let every error leave the application as a problem document."""
    app.add_exception_handler(EngineError, _engine_error)
    app.add_exception_handler(RequestValidationError, _invalid_parameters)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _unexpected)


def problem(
    request: Request, status: HTTPStatus, detail: str, kind: str = "", field: str | None = None
) -> JSONResponse:
    """Return a problem document."""
    document = Problem(
        type=f"urn:problem:{kind or status.phrase.lower().replace(' ', '-')}",
        title=status.phrase,
        status=status,
        detail=detail,
        instance=request.url.path,
        field=field,
    )
    return JSONResponse(
        document.model_dump(exclude_none=True),
        status_code=status,
        media_type=PROBLEM_TYPE,
    )


def status_of(error: EngineError) -> HTTPStatus:
    """Return the status that an error is answered with."""
    return _STATUS.get(type(error), HTTPStatus.INTERNAL_SERVER_ERROR)


async def _engine_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, EngineError)
    kind, field = _kebab(type(error).__name__), getattr(error, "field", None)
    return problem(request, status_of(error), str(error), kind, field)


async def _invalid_parameters(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    field = str(first["loc"][-1])
    detail = f"{field}: {first['msg'].lower()}; got {first.get('input')!r}"[:400]
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return problem(request, status, detail, "invalid-request", field)


async def _http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    status = HTTPStatus(error.status_code)
    detail = error.detail
    if detail == status.phrase:
        detail = f"{request.method} {request.url.path} is not served here; see /docs"
    response = problem(request, status, detail)
    response.headers.update(error.headers or {})
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        response.headers["allow"] = ", ".join(_allowed(request))
    return response


def _allowed(request: Request) -> list[str]:
    """Return the methods at the path of a request, of which a framework's route knows its own."""
    return [
        method
        for method in _METHODS
        if any(
            route.matches({**request.scope, "method": method})[0] is Match.FULL
            for route in request.app.routes
        )
    ]


async def _unexpected(request: Request, error: Exception) -> JSONResponse:
    logger.error("%s %s failed", request.method, request.url.path, exc_info=error)
    detail = "the request failed for a reason on our side; it is in the log"
    return problem(request, HTTPStatus.INTERNAL_SERVER_ERROR, detail)


def _kebab(name: str) -> str:
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).removeprefix("-")
