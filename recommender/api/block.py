"""For pages: the block of related stories, as a component to load and as HTML to include."""

import hashlib
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from index.language import standard_tag
from recommender.api.dependencies import Turn, Wired
from recommender.api.problems import NOT_MODIFIED, RESPONSES
from recommender.block.assets import component, stylesheet, views
from recommender.block.fragment import fragment
from recommender.bootstrap import Services
from recommender.errors import InvalidRequest
from recommender.operations.lists import note_list
from recommender.ranking import Ranking
from recommender.reader import accepted_languages, as_request, listed_languages
from recommender.ready import matches
from recommender.service import LARGEST_K

_FRESH = "public, max-age=3600, stale-while-revalidate=86400, stale-if-error=604800"
_FOR_GOOD = "public, max-age=31536000, immutable"
_A_MINUTE = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
_FOR_ALL = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}

router = APIRouter(tags=["block"])


class Wanted(BaseModel):
    """What a page asks for; the first parameters are those of `/v1/related`."""

    id: list[str] = Field([], description="The page's article id; or several pages'.")
    url: str | None = Field(None, description="The page's address.")
    k: int | None = Field(
        None,
        description="How many stories.",
        json_schema_extra={"minimum": 1, "maximum": LARGEST_K},
    )
    languages: list[str] = Field([], description="The reader's languages, best first: 'de,fr'.")
    only: list[str] = Field([], description="Show nothing in other languages than these.")
    exclude: list[str] = Field([], description="Id of an article that is on the page already.")
    policy: str | None = Field(None, description="Name of the policy that chooses.")
    lang: str | None = Field(None, description="The page's language, if not the article's.")
    heading: str | None = Field(None, max_length=200, description="Heading, if another one.")
    level: int = Field(2, ge=1, le=6, description="Level of the heading.")


@router.get("/block/v1/related-stories.js", include_in_schema=False)
def script(request: Request, services: Wired) -> Response:
    """Return the component `<related-stories>`."""
    settings = services.settings
    body = component(settings.clicks == "on", settings.explore)
    return _asset(request, body, "text/javascript")


@router.get("/block/v1/views.js", include_in_schema=False)
def views_script(request: Request) -> Response:
    """Return what the component loads where clicks are logged."""
    return _asset(request, views(), "text/javascript")


@router.get("/block/v1/related-stories.css", include_in_schema=False)
def style(request: Request) -> Response:
    """Return the style sheet for the HTML of `/v1/related.html`."""
    return _asset(request, stylesheet(), "text/css")


@router.get(
    "/v1/related.html", response_class=HTMLResponse, responses={**RESPONSES, **NOT_MODIFIED}
)
def related_html(
    request: Request,
    services: Wired,
    wanted: Annotated[Wanted, Query()],
    _turn: Turn,
    accept_language: Annotated[str, Header(include_in_schema=False)] = "",
) -> Response:
    """Return stories related to a page as a piece of HTML; nothing at all if there are none."""
    policy = services.policies.named(wanted.policy)
    by_browser = policy.languages.accept_language and not wanted.languages
    ranking = services.recommender.related_to_several(
        _pages(services, wanted),
        services.settings.k if wanted.k is None else wanted.k,
        languages=accepted_languages(accept_language) if by_browser else _listed(wanted.languages),
        only=_listed(wanted.only),
        exclude=wanted.exclude,
        now=datetime.now(UTC),
        policy=policy,
    )
    note_list(ranking)
    language = _language(ranking, wanted.lang)
    body = fragment(ranking.selected, language, wanted.heading, wanted.level).encode()
    response = _kept(request, body, "text/html", _A_MINUTE)
    if by_browser:
        response.headers["vary"] = "Accept-Language"
    return response


def _pages(services: Services, wanted: Wanted) -> list[str]:
    if bool(wanted.id) == (wanted.url is not None):
        raise InvalidRequest("id", "give either the id or the url of the page")
    return wanted.id or [services.recommender.id_at(wanted.url or "")]


def _language(ranking: Ranking, asked: str | None) -> str:
    if asked:
        return as_request(standard_tag, asked, "lang")
    return ranking.considered.pages[0].language


def _listed(given: list[str]) -> list[str]:
    return listed_languages(",".join(given))


def _asset(request: Request, body: bytes, media_type: str) -> Response:
    """Return a file for pages of any origin; for good if the address names this very version."""
    named = request.query_params.get("v") == _digest(body)
    response = _kept(request, body, media_type, _FOR_GOOD if named else _FRESH)
    response.headers.update(_FOR_ALL)
    return response


def _kept(request: Request, body: bytes, media_type: str, cache_control: str) -> Response:
    """Return an answer that caches may keep; 304 to those that have it."""
    etag = f'"{_digest(body)}"'
    headers = {"etag": etag, "cache-control": cache_control, "x-content-type-options": "nosniff"}
    if matches(request.headers.get("if-none-match", "").encode(), etag.encode()):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def _digest(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=8).hexdigest()
