"""For the site: a page's related stories."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from recommender.api.body import JSON, body_reader
from recommender.api.dependencies import Wired
from recommender.api.problems import RESPONSES
from recommender.api.wire import RelatedIn, RelatedOut, body_of
from recommender.errors import InvalidRequest
from recommender.reader import listed_languages

router = APIRouter(prefix="/v1", tags=["site"], responses=RESPONSES)


@router.get("/related")
def related(
    services: Wired,
    id: Annotated[str | None, Query(description="The page's article id.")] = None,  # noqa: A002
    url: Annotated[str | None, Query(description="The page's address.")] = None,
    k: Annotated[int | None, Query(description="How many stories, 1 to 100.")] = None,
    languages: Annotated[
        list[str], Query(description="The reader's languages, best first: 'de,fr'.")
    ] = [],  # noqa: B006
    only: Annotated[
        list[str], Query(description="Show nothing in other languages than these: 'de,fr'.")
    ] = [],  # noqa: B006
) -> RelatedOut:
    """Return stories related to a page, named by its id or its url."""
    if (id is None) == (url is None):
        raise InvalidRequest("id", "give either the id or the url of the page")
    recommender = services.recommender
    page = id if id is not None else recommender.id_at(url or "")
    count = services.settings.k if k is None else k
    preferred, readable = (listed_languages(",".join(given)) for given in (languages, only))
    ranking = recommender.related(page, count, preferred, readable)
    return RelatedOut.of(ranking, services.catalog.model_id)


@router.post("/related", openapi_extra=body_of(RelatedIn))
def related_to_text(
    services: Wired, body: Annotated[bytes, Depends(body_reader(JSON))]
) -> RelatedOut:
    """Return stories related to a text that is not in the catalogue."""
    request = RelatedIn.from_json(body)
    count = services.settings.k if request.k is None else request.k
    ranking = services.recommender.related_to_text(request, count, request.languages, request.only)
    return RelatedOut.of(ranking, services.catalog.model_id)
