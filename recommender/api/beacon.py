"""For the block: what readers saw and clicked, if the service is set to log it."""

import math
import time
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import Headers

from index.errors import UnknownArticle
from recommender.access.rates import Buckets
from recommender.api.body import body_reader
from recommender.api.dependencies import Wired
from recommender.api.problems import RESPONSES, BodyTooLarge, problem
from recommender.api.wire import body_of
from recommender.block.click_log import ClickLog
from recommender.block.views import View
from recommender.bootstrap import Services
from recommender.errors import InvalidRequest
from recommender.settings import Settings

# what navigator.sendBeacon sends, and carries at most
_BEACON = ("text/plain", "application/json")
_MOST_BYTES = 65_536
_VIEWS_PER_SECOND = 100.0


def router_of(settings: Settings) -> APIRouter:
    """Return the route that logs views of the block in the data folder."""
    router = APIRouter(prefix="/v1", tags=["block"], responses=RESPONSES)
    log, rate = ClickLog(settings.home), Buckets()

    @router.post("/clicks", status_code=204, openapi_extra=body_of(View))
    def clicks(
        request: Request, services: Wired, body: Annotated[bytes, Depends(body_reader(_BEACON))]
    ) -> Response:
        """Log a view of the block; of a reader who does not want that, nothing is kept."""
        if _objects(request.headers):
            return Response(status_code=204)
        wait = rate.take("views", _VIEWS_PER_SECOND, time.monotonic())
        if wait:
            return _too_many(request, wait)
        if len(body) > _MOST_BYTES:
            raise BodyTooLarge(f"the message has {len(body)} bytes; at most {_MOST_BYTES}")
        view = View.from_json(body)
        _require_possible(view, settings)
        log.append(view.line(_seed(services, view), settings.examination), datetime.now(UTC).date())
        return Response(status_code=204)

    return router


def _too_many(request: Request, wait: float) -> Response:
    detail = f"over {_VIEWS_PER_SECOND:g} views a second; this one is not logged"
    answer = problem(request, HTTPStatus.TOO_MANY_REQUESTS, detail)
    answer.headers["retry-after"] = str(math.ceil(wait))
    return answer


def _objects(headers: Headers) -> bool:
    """Say whether a reader objects to being counted: Global Privacy Control, Do Not Track."""
    return headers.get("sec-gpc") == "1" or headers.get("dnt") == "1"


def _require_possible(view: View, settings: Settings) -> None:
    """Raise InvalidRequest for a view that this service cannot have brought about."""
    if view.explore not in (0, settings.explore):
        raise InvalidRequest(
            "explore", f"explore is {settings.explore} here, not {view.explore}; reload the page"
        )
    if settings.examination and len(view.items) > len(settings.examination):
        raise InvalidRequest(
            "items",
            f"{len(view.items)} places, but RECOMMENDER_EXAMINATION knows "
            f"{len(settings.examination)}; give a value for each",
        )


def _seed(services: Services, view: View) -> str:
    """Return the id of the page. Raises UnknownArticle if that, or a story, was never published."""
    seed = view.page or services.recommender.id_at(view.url or "")
    ids = [seed, *view.items]
    # what was withdrawn since it was shown is no mistake
    known = services.catalog.store.decisions.known(ids)
    for id_ in ids:
        if id_ not in known:
            raise UnknownArticle(f"no article with id {id_!r}; only what is published is shown")
    return seed
