"""A page for everything that goes wrong, which says what to do now."""

import logging
from http import HTTPStatus
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from index.errors import EngineError
from recommender.api.problems import status_of
from recommender.desk.refused import RoleTooSmall, SignInNeeded, WrongToken
from recommender.desk.view import View, view_of

logger = logging.getLogger(__name__)

SIGN_IN = "/desk/sign-in"
# browsers leave the session's cookie out when a link on another site leads here; not this time
_COME_AGAIN = '<!doctype html><meta http-equiv="refresh" content="0"><title>…</title>'


def add_pages(app: FastAPI) -> None:
    """Let every error leave the desk as a page in its own words."""
    app.add_exception_handler(SignInNeeded, _sign_in)
    app.add_exception_handler(RoleTooSmall, _role_too_small)
    app.add_exception_handler(WrongToken, _wrong_token)
    app.add_exception_handler(EngineError, _engine_error)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _unexpected)


async def _sign_in(request: Request, _error: Exception) -> Response:
    """Send people to sign in, and back to the page that they wanted."""
    view = await view_of(request)
    if request.headers.get("sec-fetch-site") == "cross-site" and request.method == "GET":
        return HTMLResponse(_COME_AGAIN)
    asked = {"next": _wanted(view)} if _wanted(view) else {}
    if view.session.has_ended or view.session.key:
        asked["ended"] = "form" if request.method == "POST" else "page"
    address = f"{SIGN_IN}?{urlencode(asked)}" if asked else SIGN_IN
    if view.wants_part:
        return Response(status_code=HTTPStatus.UNAUTHORIZED, headers={"hx-redirect": address})
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)


def _wanted(view: View) -> str:
    """Return the page that somebody was on; what they sent is not sent again."""
    request = view.request
    if view.wants_part or request.method != "GET":
        return ""
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "")


async def _role_too_small(request: Request, error: Exception) -> HTMLResponse:
    assert isinstance(error, RoleTooSmall)
    view = await view_of(request)
    _ = view.words
    roles = {"VIEWER": _("viewer"), "EDITOR": _("editor"), "ADMIN": _("administrator")}
    return _page(
        view,
        HTTPStatus.FORBIDDEN,
        _("You may not do this"),
        _("This takes the role “%(role)s”. Ask an administrator for it.",
          role=roles[error.role.name]),
    )  # fmt: skip


async def _wrong_token(request: Request, _error: Exception) -> HTMLResponse:
    view = await view_of(request)
    _ = view.words
    return _page(
        view,
        HTTPStatus.FORBIDDEN,
        _("This form is not from this desk"),
        _("It is too old, or another site has sent it, or your browser keeps no cookies. Nothing "
          "was changed. Open the page again and send it from there."),
    )  # fmt: skip


async def _engine_error(request: Request, error: Exception) -> HTMLResponse:
    assert isinstance(error, EngineError)
    view = await view_of(request)
    status = status_of(error)
    headings = {
        HTTPStatus.NOT_FOUND: view.words("There is no such page"),
        HTTPStatus.CONFLICT: view.words("Somebody was faster"),
        HTTPStatus.SERVICE_UNAVAILABLE: view.words("This does not work at the moment"),
    }
    return _page(view, status, headings.get(status, view.words("This cannot be done")), str(error))


async def _not_understood(request: Request, error: Exception) -> HTMLResponse:
    assert isinstance(error, RequestValidationError)
    view = await view_of(request)
    first = error.errors()[0]
    detail = f"{first['loc'][-1]}: {first['msg'].lower()}; got {first.get('input')!r}"[:400]
    return _page(view, HTTPStatus.UNPROCESSABLE_ENTITY, view.words("This cannot be done"), detail)


async def _http_error(request: Request, error: Exception) -> HTMLResponse:
    assert isinstance(error, HTTPException)
    view = await view_of(request)
    _ = view.words
    status = HTTPStatus(error.status_code)
    if status is HTTPStatus.NOT_FOUND:
        detail = _("The address is wrong, or what stood there is gone. Search for it instead.")
        return _page(view, status, _("There is no such page"), detail)
    return _page(view, status, _("This cannot be done"), error.detail)


async def _unexpected(request: Request, error: Exception) -> HTMLResponse:
    logger.error("%s %s failed", request.method, request.url.path, exc_info=error)
    view = await view_of(request)
    _ = view.words
    return _page(
        view,
        HTTPStatus.INTERNAL_SERVER_ERROR,
        _("The desk has failed"),
        _("The reason is in the service’s log. Try again; if it fails again, tell an "
          "administrator when it happened."),
    )  # fmt: skip


def _page(view: View, status: HTTPStatus, heading: str, detail: str) -> HTMLResponse:
    said = {"heading": heading, "detail": detail}
    if view.wants_part:
        return view.part("problem.html", "problem", status, **said)
    return view.page("problem.html", status, **said)
