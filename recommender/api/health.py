"""For whoever operates the service."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from recommender.api.dependencies import Wired
from recommender.api.problems import RESPONSES

router = APIRouter(tags=["operations"])


class Alive(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Ready(Alive):
    """The process can recommend."""

    articles: int
    model_id: str


@router.get("/healthz")
async def healthz() -> Alive:
    """Say that the process is alive."""
    return Alive()


@router.get("/readyz", responses=RESPONSES)
def readyz(services: Wired) -> Ready:
    """Say that store, model and index are there and agree; 503 with the reason if not."""
    return Ready(articles=services.catalog.index.warm(), model_id=services.catalog.model_id)
