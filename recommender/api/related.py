"""For the site: a page's related stories."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Query, Request, Response

from recommender.api.body import JSON, body_reader
from recommender.api.dependencies import Turn, Wired
from recommender.api.explanation_wire import ExplainedOut
from recommender.api.problems import NOT_MODIFIED, RESPONSES
from recommender.api.wire import RelatedIn, RelatedOut, body_of
from recommender.bootstrap import Services
from recommender.errors import InvalidRequest
from recommender.explaining import explain
from recommender.operations.lists import note_list
from recommender.policy import Policy
from recommender.ranking import Ranking
from recommender.reader import accepted_languages, listed_languages
from recommender.ready import Answer, Answerer, Headers, matches, without_content
from recommender.service import LARGEST_K

AcceptLanguage = Annotated[str, Header(include_in_schema=False)]
COUNT = Query(
    description="How many stories.", json_schema_extra={"minimum": 1, "maximum": LARGEST_K}
)

router = APIRouter(prefix="/v1", tags=["site"], responses=RESPONSES)


@router.get(
    "/related",
    response_model=ExplainedOut | RelatedOut,
    responses=NOT_MODIFIED,
)
def related(
    request: Request,
    services: Wired,
    _turn: Turn,
    id: Annotated[  # noqa: A002
        list[str],
        Query(description="The page's article id; several for stories related to any of them."),
    ] = [],  # noqa: B006
    url: Annotated[str | None, Query(description="The page's address.")] = None,
    k: Annotated[int | None, COUNT] = None,
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
) -> Response | ExplainedOut:
    """Return stories related to a page, named by its id or its url, or to several pages."""
    answerer: Answerer = request.app.state.answerer
    begun = answerer.moment
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
        languages=asked or _of_the_browser(chooser, accept_language),
        only=readable,
        exclude=exclude,
        now=datetime.now(UTC),
        policy=chooser,
    )
    if explained or why_not:
        return _explained(services, ranking, why_not)
    return _searched(request, answerer.keep_searched(ranking, request.scope, begun))


@router.post("/related", openapi_extra=body_of(RelatedIn))
def related_to_text(
    services: Wired,
    body: Annotated[bytes, Depends(body_reader(JSON))],
    _turn: Turn,
    accept_language: AcceptLanguage = "",
) -> ExplainedOut | RelatedOut:
    """Return stories related to a text that is not in the catalogue."""
    request = RelatedIn.from_json(body)
    count = services.settings.k if request.k is None else request.k
    chooser = services.policies.named(request.policy)
    ranking = services.recommender.related_to_text(
        request,
        count,
        languages=request.languages or _of_the_browser(chooser, accept_language),
        only=request.only,
        exclude=request.exclude,
        now=datetime.now(UTC),
        policy=chooser,
    )
    if request.explain or request.why_not:
        return _explained(services, ranking, request.why_not)
    note_list(ranking)
    return RelatedOut.of(ranking, services.catalog.model_id)


def _explained(services: Services, ranking: Ranking, why_not: list[str]) -> ExplainedOut:
    reasons = explain(services.catalog, ranking, why_not)
    return ExplainedOut.explained(reasons, services.catalog.model_id)


def _searched(request: Request, answer: Answer) -> Response:
    if matches(request.headers.get("if-none-match", "").encode(), answer.etag):
        return _response(HTTPStatus.NOT_MODIFIED, b"", without_content(answer.headers))
    return _response(HTTPStatus.OK, answer.body, answer.headers)


def _response(status: HTTPStatus, body: bytes, headers: Headers) -> Response:
    response = Response(body, status)
    response.raw_headers = headers
    return response


def _of_the_browser(policy: Policy, header: str) -> list[str]:
    """Return the browser's languages if the policy goes by them."""
    return accepted_languages(header) if policy.languages.accept_language else []
