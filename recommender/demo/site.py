"""A small news site over the sample articles, with related stories under each."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, cast

from fastapi import APIRouter, FastAPI, Header, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.exceptions import HTTPException

from recommender.bootstrap import Services
from recommender.demo.edition import Newsroom
from recommender.demo.illustration import illustration
from recommender.demo.locales import LOCALES, Locale, accepted
from recommender.demo.pages import Pages

_STATIC = Path(__file__).parent / "static"
_A_DAY = {"cache-control": "public, max-age=86400"}

ErrorHandler = Callable[[Request, Exception], Awaitable[Response]]


class _Language(StringConvertor):
    regex = "|".join(LOCALES)


def add_site(app: FastAPI, services: Services) -> None:
    """Add the site's pages, pictures and styles to an application, beside its API."""
    register_url_convertor("language", _Language())
    newsroom = Newsroom(services.catalog.store)
    pages = Pages(services)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    app.include_router(_page_router(newsroom, pages), include_in_schema=False)
    app.include_router(_picture_router(newsroom), include_in_schema=False)
    _answer_unknown_addresses(app, newsroom, pages)


def _page_router(newsroom: Newsroom, pages: Pages) -> APIRouter:
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/")
    def home(accept_language: Annotated[str, Header()] = "") -> Response:
        page = f"/{accepted(accept_language).tag}/"
        return RedirectResponse(page, headers={"vary": "Accept-Language"})

    @router.get("/{language:language}/")
    def front(language: str) -> str:
        return pages.front(newsroom.edition(), LOCALES[language])

    @router.get("/{language:language}/{slug}")
    def article(language: str, slug: str, lang: str = "", policy: str = "") -> str:
        edition = newsroom.edition()
        found = edition.by_path.get(f"/{language}/{slug}")
        if found is None:
            raise HTTPException(404)
        return pages.article(edition, found, _reader(lang, language), policy)

    return router


def _picture_router(newsroom: Newsroom) -> APIRouter:
    router = APIRouter()

    @router.get("/art/{slug}.svg")
    def art(slug: str) -> Response:
        section = newsroom.edition().section_of(f"/art/{slug}.svg")
        if section is None:
            raise HTTPException(404)
        return Response(illustration(slug, section), media_type="image/svg+xml", headers=_A_DAY)

    return router


def _answer_unknown_addresses(app: FastAPI, newsroom: Newsroom, pages: Pages) -> None:
    as_problem = cast(ErrorHandler, app.exception_handlers[HTTPException])

    async def missing(request: Request, error: Exception) -> Response:
        path = request.url.path
        if path.startswith("/v1/"):
            return await as_problem(request, error)
        asked = request.query_params.get("lang", ""), path.split("/")[1]
        tag = next((tag for tag in asked if tag in LOCALES), None)
        reader = LOCALES[tag] if tag else accepted(request.headers.get("accept-language", ""))
        return HTMLResponse(pages.missing(newsroom.edition(), reader), status_code=404)

    app.add_exception_handler(404, missing)


def _reader(asked: str, page: str) -> Locale:
    """Return the reader's language: the one asked for, or else the page's."""
    return LOCALES.get(asked) or LOCALES[page]
