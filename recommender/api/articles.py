"""For whoever publishes: articles in, changed, out."""

from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Response

from index.article import RawArticle
from index.errors import InvalidArticle, UnknownArticle
from index.ingest import exhaust, ingest
from index.normalise import normalise
from index.outcome import Outcome
from index.sources.jsonl import read_articles
from recommender.api.body import JSON, NDJSON, body_reader
from recommender.api.dependencies import Wired
from recommender.api.problems import RESPONSES, UrlTaken
from recommender.api.wire import ArticleOut, PutOut, ReportOut, body_of

router = APIRouter(prefix="/v1/articles", tags=["articles"], responses=RESPONSES)


@router.post("", openapi_extra=body_of(RawArticle, NDJSON[0]))
def add_many(services: Wired, body: Annotated[bytes, Depends(body_reader(NDJSON))]) -> ReportOut:
    """Add or replace articles, one JSON object a line; the report says what became of each."""
    records = read_articles(body.splitlines())
    relating = _leave if services.is_kept else exhaust
    return ReportOut.of(ingest(services.catalog, records, datetime.now(UTC), relating=relating))


@router.put(
    "/{id:path}",
    openapi_extra=body_of(RawArticle),
    responses={201: {"model": PutOut, "description": "It is new."}},
)
def put(
    id: str,  # noqa: A002
    services: Wired,
    response: Response,
    afterwards: BackgroundTasks,
    body: Annotated[bytes, Depends(body_reader(JSON))],
) -> PutOut:
    """Add or replace one article; it is found from then on."""
    raw = RawArticle.from_json(body)
    if id != id.strip() or not id:
        raise InvalidArticle("id", f"the path names article {id!r}; an id has no space at its ends")
    if raw.id not in (None, id):
        raise InvalidArticle("id", f"the path names article {id!r}, the body {raw.id!r}")
    article = normalise(raw.model_copy(update={"id": id}), datetime.now(UTC))
    (result,) = services.catalog.put([article])
    if result.reason is not None:
        raise UrlTaken(result.reason)
    afterwards.add_task(services.catalog.calibrator.keep_up)
    if result.outcome == Outcome.ADDED:
        response.status_code = HTTPStatus.CREATED
    return PutOut(id=article.id, outcome=result.outcome, language=article.language)


@router.get("/{id:path}")
def get(id: str, services: Wired) -> ArticleOut:  # noqa: A002
    """Return an article as it is kept."""
    article = services.catalog.store.article(id)
    if article is None:
        raise UnknownArticle(f"no article with id {id!r}")
    return ArticleOut.of(article)


@router.delete("/{id:path}", status_code=HTTPStatus.NO_CONTENT)
def delete(id: str, services: Wired) -> None:  # noqa: A002
    """Remove an article; no list shows it from then on."""
    if not services.catalog.withdraw([id]):
        raise UnknownArticle(f"no article with id {id!r}")


def _leave(_: Iterator[int]) -> None:
    """Leave relating to the keeper."""
