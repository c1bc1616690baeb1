"""For editors: what is shown under a page, and what never."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from recommender.api.body import JSON, body_reader
from recommender.api.decision_wire import DecisionIn, DecisionOut, DecisionsOut
from recommender.api.dependencies import Wired
from recommender.api.problems import RESPONSES
from recommender.api.wire import body_of
from recommender.decisions import decide, standing_under

router = APIRouter(prefix="/v1/decisions", tags=["editors"], responses=RESPONSES)


@router.post("", status_code=HTTPStatus.CREATED, openapi_extra=body_of(DecisionIn))
def add(services: Wired, body: Annotated[bytes, Depends(body_reader(JSON))]) -> DecisionOut:
    """Pin, approve or block an article under a page, or undo that; the next answer follows it."""
    decision = _read(body).made(datetime.now(UTC))
    return DecisionOut.of(decide(services.catalog.store, decision))


@router.get("")
def standing(
    services: Wired,
    id: Annotated[str, Query(description="The page's article id.")],  # noqa: A002
) -> DecisionsOut:
    """Return the decisions that hold under a page, in the order decided."""
    held = standing_under(services.catalog.store, id)
    return DecisionsOut(decisions=[DecisionOut.of(decision) for decision in held])


def _read(body: bytes) -> DecisionIn:
    try:
        return DecisionIn.model_validate_json(body)
    except ValidationError as error:
        problems = error.errors(include_url=False)
        raise RequestValidationError(
            [{**problem, "loc": ("body", *problem["loc"])} for problem in problems]
        ) from None
