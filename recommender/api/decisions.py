"""For editors: what is shown under a page, and what never, and which articles tell one story."""

import re
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ValidationError

from index.store.decision import DecidedMeanwhile
from recommender.access.caller import Calling
from recommender.api.body import JSON, body_reader
from recommender.api.decision_wire import (
    ConflictOut,
    DecidedOut,
    DecisionIn,
    DecisionOut,
    DecisionsOut,
    UndoIn,
)
from recommender.api.dependencies import Wired
from recommender.api.description import PROBLEM_TYPE
from recommender.api.problems import RESPONSES
from recommender.api.signing import signature
from recommender.api.wire import body_of
from recommender.bootstrap import Services
from recommender.decisions import decide, standing_under
from recommender.errors import InvalidRequest

Given = TypeVar("Given", bound=BaseModel)

_CONFLICT: dict[int | str, dict[str, object]] = {
    409: {"model": ConflictOut, "description": "Others have decided about the page."}
}
_ETAG = re.compile(r'"(\d{1,18})"')

router = APIRouter(prefix="/v1/decisions", tags=["editors"], responses=RESPONSES)

_Body = Annotated[bytes, Depends(body_reader(JSON))]
_IfMatch = Annotated[
    str | None,
    Header(
        description="The ETag of the page's decisions, as an editor has seen them.",
        json_schema_extra={"pattern": r'^"[0-9]{1,18}"$'},
    ),
]


@router.post(
    "",
    status_code=HTTPStatus.CREATED,
    openapi_extra=body_of(DecisionIn),
    response_model=DecidedOut,
    responses=_CONFLICT,
)
def add(
    services: Wired, caller: Calling, request: Request, body: _Body, if_match: _IfMatch = None
) -> Response | DecidedOut:
    """Pin, approve or block an article, merge or split stories; the next answer follows it."""
    given = _read(DecisionIn, body)
    return _decided(services, caller, request, given, if_match)


@router.post(
    "/undo",
    status_code=HTTPStatus.CREATED,
    openapi_extra=body_of(UndoIn),
    response_model=DecidedOut,
    responses=_CONFLICT,
)
def undo(
    services: Wired, caller: Calling, request: Request, body: _Body, if_match: _IfMatch = None
) -> Response | DecidedOut:
    """Take back a decision by its number."""
    return _decided(services, caller, request, _read(UndoIn, body), if_match)


@router.get("")
def standing(
    services: Wired,
    response: Response,
    id: Annotated[str, Query(description="The page's article id.")],  # noqa: A002
) -> DecisionsOut:
    """Return the decisions that hold under a page, in whatever scope, in the order decided."""
    store = services.catalog.store
    # read first: what comes meanwhile is then not expected by whoever saw this answer
    latest = store.decisions.last_on_page(id)
    held = standing_under(store, id, datetime.now(UTC))
    response.headers["etag"] = f'"{latest}"'
    response.headers["cache-control"] = "no-store"
    return DecisionsOut(decisions=[DecisionOut.of(each) for each in held], latest=latest)


def _decided(
    services: Services,
    caller: Calling,
    request: Request,
    given: DecisionIn | UndoIn,
    if_match: str | None,
) -> Response | DecidedOut:
    made = given.made(datetime.now(UTC), signature(given.by, caller))
    expects = given.expects if if_match is None else _number(if_match)
    try:
        decided = decide(services, made, expects)
    except DecidedMeanwhile as error:
        return _conflict(request, error)
    return DecidedOut.of(decided.decision, warnings=list(decided.warnings))


def _conflict(request: Request, error: DecidedMeanwhile) -> Response:
    status = HTTPStatus.CONFLICT
    document = ConflictOut(
        type="urn:problem:decided-meanwhile",
        title=status.phrase,
        status=status,
        detail=str(error),
        instance=request.url.path,
        field="expects",
        decisions=[DecisionOut.of(each) for each in error.came],
    )
    return JSONResponse(document.model_dump(mode="json"), status, media_type=PROBLEM_TYPE)


def _number(if_match: str) -> int:
    found = _ETAG.fullmatch(if_match.strip())
    if found is None:
        raise InvalidRequest(
            "if-match",
            f"if-match {if_match[:80]!r} is no ETag of decisions; send that of GET /v1/decisions",
        )
    return int(found[1])


def _read(wire: type[Given], body: bytes) -> Given:
    try:
        return wire.model_validate_json(body)
    except ValidationError as error:
        problems = error.errors(include_url=False)
        raise RequestValidationError(
            [{**problem, "loc": ("body", *problem["loc"])} for problem in problems]
        ) from None
