"""For editors: the log of all decisions, and what it teaches."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import StreamingResponse

from index.store import Verdict
from index.store.decision import Scope, Which
from recommender.api.body import NDJSON
from recommender.api.decision_log_wire import AgreementOut, LogOut
from recommender.api.decision_wire import DecisionOut
from recommender.api.dependencies import Wired
from recommender.api.problems import RESPONSES
from recommender.deciding.agreement import agreement
from recommender.deciding.judgements import judged, pairs_of_texts, qrels_of
from recommender.deciding.moments import moment_of
from recommender.deciding.table import table

MOST = 1_000

router = APIRouter(prefix="/v1/decisions", tags=["editors"], responses=RESPONSES)


def _which(
    by: Annotated[str | None, Query(description="Who decided.")] = None,
    since: Annotated[str | None, Query(description="Decided from then on; ISO 8601.")] = None,
    until: Annotated[str | None, Query(description="Decided before then; ISO 8601.")] = None,
    id: Annotated[str | None, Query(description="The page's article id.")] = None,  # noqa: A002
    article: Annotated[str | None, Query(description="Id of what was decided about.")] = None,
    decision: Annotated[Verdict | None, Query(description="What was decided.")] = None,
    scope: Annotated[Scope | None, Query(description="Where it was to hold.")] = None,
) -> Which:
    return Which(
        by, moment_of("since", since), moment_of("until", until), id, article, decision, scope
    )


_Which = Annotated[Which, Depends(_which)]


def _file(lines: Iterable[str], media_type: str) -> Response:
    return StreamingResponse(lines, media_type=media_type)


def _text(description: str, media_type: str) -> dict[int | str, dict[str, object]]:
    schema = {"schema": {"type": "string"}}
    return {200: {"description": description, "content": {media_type: schema}}}


@router.get("/log")
def log(
    services: Wired,
    which: _Which,
    before: Annotated[
        int | None, Query(ge=1, le=2**63 - 1, description="The `next` of the part before.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=MOST, description="Most decisions to return.")] = 100,
) -> LogOut:
    """Return decisions with the lists before and after them, latest first, also those undone."""
    asked = replace(which, below=before)
    return LogOut.of(services.catalog.store.decisions.log(asked, limit + 1), limit)


@router.get(
    "/log.csv", response_class=Response, responses=_text("A table with a heading.", "text/csv")
)
def log_table(services: Wired, which: _Which) -> Response:
    """Return decisions as a table for spreadsheets, in the order decided."""
    return _file(table(services.catalog.store.decisions.log(which)[::-1]), "text/csv")


@router.get(
    "/log.jsonl", response_class=Response, responses=_text("One decision a line.", NDJSON[0])
)
def log_lines(services: Wired, which: _Which) -> Response:
    """Return decisions as JSON Lines, in the order decided."""
    found = services.catalog.store.decisions.log(which)[::-1]
    return _file((f"{DecisionOut.of(each).model_dump_json()}\n" for each in found), NDJSON[0])


@router.get(
    "/qrels",
    response_class=Response,
    responses=_text("Lines of `seed 0 article grade`.", "text/plain"),
)
def qrels(services: Wired) -> Response:
    """Return what holds under pages as TREC judgements: 2 pinned, 1 approved, 0 blocked."""
    found = judged(services.catalog.store.decisions.all())
    return _file((f"{line}\n" for line in qrels_of(found)), "text/plain")


@router.get(
    "/pairs", response_class=Response, responses=_text("One pair of texts a line.", NDJSON[0])
)
def pairs(services: Wired) -> Response:
    """Return what holds under pages as pairs of texts to train with, as JSON Lines."""
    store = services.catalog.store
    found = pairs_of_texts(store, judged(store.decisions.all()))
    return _file((f"{json.dumps(each, ensure_ascii=False)}\n" for each in found), NDJSON[0])


@router.get("/agreement")
def agreed(services: Wired) -> AgreementOut:
    """Return how often the engine had found by itself what editors judged."""
    return AgreementOut.of(agreement(services.catalog.store))
