"""For the site: a page's related stories."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Response

from index.catalog import Catalog
from recommender.api.body import JSON, body_reader
from recommender.api.dependencies import Wired
from recommender.api.explanation_wire import ExplainedOut
from recommender.api.problems import RESPONSES
from recommender.api.wire import RelatedIn, RelatedOut, body_of
from recommender.errors import InvalidRequest
from recommender.explaining import explain
from recommender.policy import Policy
from recommender.ranking import Ranking
from recommender.reader import accepted_languages, listed_languages

AcceptLanguage = Annotated[str, Header(include_in_schema=False)]

router = APIRouter(prefix="/v1", tags=["site"], responses=RESPONSES)


@router.get("/related")
def related(
    services: Wired,
    response: Response,
    id: Annotated[  # noqa: A002
        list[str],
        Query(description="The page's article id; several for stories related to any of them."),
    ] = [],  # noqa: B006
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
    explained: Annotated[
        bool, Query(alias="explain", description="Say why these stories, and not others.")
    ] = False,
    why_not: Annotated[
        list[str], Query(description="Id of an article to explain, shown or not; repeatable.")
    ] = [],  # noqa: B006
    accept_language: AcceptLanguage = "",
) -> ExplainedOut | RelatedOut:
    """Return stories related to a page, named by its id or its url, or to several pages."""
    if bool(id) == (url is not None):
        raise InvalidRequest("id", "give either the id or the url of the page")
    recommender = services.recommender
    pages = id or [recommender.id_at(url or "")]
    count = services.settings.k if k is None else k
    asked, readable = (listed_languages(",".join(given)) for given in (languages, only))
    chooser = services.policies.named(policy)
    ranking = recommender.related_to_several(
        pages,
        count,
        languages=asked or _of_the_browser(chooser, accept_language, response),
        only=readable,
        exclude=exclude,
        now=datetime.now(UTC),
        policy=chooser,
    )
    return _answer(services.catalog, ranking, explained, why_not)


@router.post("/related", openapi_extra=body_of(RelatedIn))
def related_to_text(
    services: Wired,
    response: Response,
    body: Annotated[bytes, Depends(body_reader(JSON))],
    accept_language: AcceptLanguage = "",
) -> ExplainedOut | RelatedOut:
    """Return stories related to a text that is not in the catalogue."""
    request = RelatedIn.from_json(body)
    count = services.settings.k if request.k is None else request.k
    chooser = services.policies.named(request.policy)
    ranking = services.recommender.related_to_text(
        request,
        count,
        languages=request.languages or _of_the_browser(chooser, accept_language, response),
        only=request.only,
        exclude=request.exclude,
        now=datetime.now(UTC),
        policy=chooser,
    )
    return _answer(services.catalog, ranking, request.explain, request.why_not)


def _answer(
    catalog: Catalog, ranking: Ranking, explained: bool, why_not: list[str]
) -> ExplainedOut | RelatedOut:
    if explained or why_not:
        return ExplainedOut.explained(explain(catalog, ranking, why_not), catalog.model_id)
    return RelatedOut.of(ranking, catalog.model_id)


def _of_the_browser(policy: Policy, header: str, response: Response) -> list[str]:
    """Return the browser's languages if the policy goes by them, and tell caches so."""
    if not policy.languages.accept_language:
        return []
    response.headers["vary"] = "Accept-Language"
    return accepted_languages(header)
