"""For whoever operates the service."""

from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from recommender.api.dependencies import Wired
from recommender.api.problems import RESPONSES
from recommender.operations.health import degraded, require_store
from recommender.operations.lifecycle import Lifecycle
from recommender.operations.report import CONTENT_TYPE, report

router = APIRouter(tags=["operations"])


class Alive(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Ready(Alive):
    """The process can recommend; `degraded` lists what is wrong all the same."""

    articles: int
    model_id: str
    degraded: list[str]


def _lifecycle(request: Request) -> Lifecycle:
    lifecycle: Lifecycle = request.app.state.lifecycle
    return lifecycle


@router.get("/healthz")
async def healthz() -> Alive:
    """Say that the process is alive."""
    return Alive()


@router.get("/readyz", responses=RESPONSES)
def readyz(services: Wired, lifecycle: Annotated[Lifecycle, Depends(_lifecycle)]) -> Ready:
    """Say that store, model and index are there and agree; 503 with the reason if not."""
    if lifecycle.stopping:
        raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, "the service is stopping")
    require_store(services)
    return Ready(
        articles=services.catalog.index.warm(),
        model_id=services.catalog.model_id,
        degraded=degraded(services),
    )


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def metrics(services: Wired) -> Response:
    """Return what all processes of the service have counted and timed, for Prometheus."""
    return Response(report(services), media_type=CONTENT_TYPE)
