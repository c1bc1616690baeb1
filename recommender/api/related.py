"""For the site: a page's related stories."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Response

from recommender.api.body import JSON, body_reader
from recommender.api.dependencies import Wired
from recommender.api.problems import RESPONSES
from recommender.api.wire import RelatedIn, RelatedOut, body_of
from recommender.errors import InvalidRequest
from recommender.policy import Policy
from recommender.reader import accepted_languages, listed_languages

AcceptLanguage = Annotated[str, Header(include_in_schema=False)]

router = APIRouter(prefix="/v1", tags=["site"], responses=RESPONSES)


@router.get("/related")
def related(
    services: Wired,
    response: Response,
    id: Annotated[str | None, Query(description="The page's article id.")] = None,  # noqa: A002
    url: Annotated[str | None, Query(description="The page's address.")] = None,
    k: Annotated[int | None, Query(description="How many stories, 1 to 100.")] = None,
    languages: Annotated[
        list[str], Query(description="The reader's languages, best first: 'de,fr'.")
    ] = [],  # noqa: B006
    only: Annotated[
        list[str], Query(description="Show nothing in other languages than these: 'de,fr'.")
    ] = [],  # noqa: B006
    exclude: Annotated[
        list[str], Query(description="Id of an article that is on the page already; repeatable.")
    ] = [],  # noqa: B006
    policy: Annotated[str | None, Query(description="Name of the policy that chooses.")] = None,
    accept_language: AcceptLanguage = "",
) -> RelatedOut:
    """Return stories related to a page, named by its id or its url."""
    if (id is None) == (url is None):
        raise InvalidRequest("id", "give either the id or the url of the page")
    recommender = services.recommender
    page = id if id is not None else recommender.id_at(url or "")
    count = services.settings.k if k is None else k
    asked, readable = (listed_languages(",".join(given)) for given in (languages, only))
    chooser = services.policies.named(policy)
    preferred = asked or _of_the_browser(chooser, accept_language, response)
    now = datetime.now(UTC)
    ranking = recommender.related(page, count, preferred, readable, exclude, now, chooser)
    return RelatedOut.of(ranking, services.catalog.model_id)


@router.post("/related", openapi_extra=body_of(RelatedIn))
def related_to_text(
    services: Wired,
    response: Response,
    body: Annotated[bytes, Depends(body_reader(JSON))],
    accept_language: AcceptLanguage = "",
) -> RelatedOut:
    """Return stories related to a text that is not in the catalogue."""
    request = RelatedIn.from_json(body)
    count = services.settings.k if request.k is None else request.k
    chooser = services.policies.named(request.policy)
    preferred = request.languages or _of_the_browser(chooser, accept_language, response)
    now = datetime.now(UTC)
    ranking = services.recommender.related_to_text(
        request, count, preferred, request.only, request.exclude, now, chooser
    )
    return RelatedOut.of(ranking, services.catalog.model_id)


def _of_the_browser(policy: Policy, header: str, response: Response) -> list[str]:
    """Return the browser's languages if the policy goes by them, and tell caches so."""
    if not policy.languages.accept_language:
        return []
    response.headers["vary"] = "Accept-Language"
    return accepted_languages(header)
