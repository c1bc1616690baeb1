"""Signing in and out, and choosing the language of the desk."""

from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query
from starlette.responses import Response

from recommender.access.clients import client_of
from recommender.access.keys import id_of
from recommender.desk.person import Role
from recommender.desk.session import PATH
from recommender.desk.view import LANGUAGE_COOKIE, Anybody, View
from recommender.desk.words import TAGS

_HOME = "/desk/"
_A_YEAR_S = 365 * 24 * 3600

router = APIRouter()


@router.get("/sign-in")
async def form(
    view: Anybody,
    wanted: Annotated[str, Query(alias="next")] = _HOME,
    ended: Literal["", "page", "form"] = "",
) -> Response:
    """Ask for a key."""
    return _asked(view, wanted, ended=ended)


@router.post("/sign-in")
async def sign_in(
    view: Anybody,
    key: Annotated[str, Form(max_length=200)] = "",
    wanted: Annotated[str, Form(alias="next")] = _HOME,
) -> Response:
    """Begin a session for whoever shows a key that holds."""
    shown = key.strip().encode()
    names = [client_of(view.request.scope), *filter(None, [id_of(shown)])]
    if wait := view.desk.throttle.wait(names):
        return _asked(view, wanted, 429, wait=wait)
    found = await view.desk.keyring.find(shown)
    session = view.desk.sessions.new(found.id if found else "")
    person = await view.desk.identity.of(view.request, session)
    if found is None or person.role is Role.NOBODY:
        view.desk.throttle.fail(names)
        return _asked(view, wanted, 401, refused="unknown" if found is None else "over")
    view.desk.throttle.succeed(names)
    return replace(view, session=session).go(_within(wanted))


@router.post("/sign-out")
async def sign_out(view: Anybody) -> Response:
    """End the session."""
    left = replace(view, session=view.desk.sessions.new())
    return left.go("/desk/sign-in", view.words("You are signed out."))


@router.post("/language")
async def language(
    view: Anybody,
    to: Annotated[str, Form()],
    wanted: Annotated[str, Form(alias="next")] = _HOME,
) -> Response:
    """Speak another language from now on."""
    response = view.go(_within(wanted))
    if to in TAGS:
        response.set_cookie(
            LANGUAGE_COOKIE, to, max_age=_A_YEAR_S, path=PATH, httponly=True, samesite="lax"
        )
    return response


def _asked(view: View, wanted: str, status: int = 200, **said: object) -> Response:
    said = {"ended": "", "refused": "", "wait": 0.0, **said}
    response = view.page("sign_in.html", status, wanted=_within(wanted), **said)
    if wait := said["wait"]:
        response.headers["retry-after"] = f"{wait:.0f}"
    return response


def _within(wanted: str) -> str:
    """Return a page of the desk to go to; never one that somebody else has put into the address."""
    return wanted if wanted.startswith(_HOME) else _HOME
