"""For caches and builds: which pages' lists have changed."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from recommender.api.dependencies import Wired
from recommender.api.problems import RESPONSES
from recommender.changes.feed import LARGEST_BATCH, Batch, batch_after
from recommender.changes.waiting import Waiting
from recommender.changes.wire import ChangesOut

LONGEST_WAIT_S = 30

_HEADERS = {"cache-control": "no-store"}

router = APIRouter(prefix="/v1/changes", tags=["site"], responses=RESPONSES)


def _waiting(request: Request) -> Waiting:
    waiting: Waiting = request.app.state.waiting
    return waiting


@router.get("", response_model=ChangesOut)
async def changes(
    services: Wired,
    waiting: Annotated[Waiting, Depends(_waiting)],
    after: Annotated[
        str | None, Query(description="The `next` of an earlier answer; all pages without it.")
    ] = None,
    limit: Annotated[
        int,
        Query(
            description="Most changes to return.",
            json_schema_extra={"minimum": 1, "maximum": LARGEST_BATCH},
        ),
    ] = 1_000,
    wait: Annotated[
        float,
        Query(ge=0, le=LONGEST_WAIT_S, description="Seconds to wait if there is none yet."),
    ] = 0,
) -> Response:
    """Return the pages whose lists changed after a cursor, and those that are gone."""
    log = services.catalog.store.list_changes
    batch = await run_in_threadpool(batch_after, log, after, limit)
    if not batch.changes and wait:
        await waiting.beyond(batch.last, wait)
        batch = await run_in_threadpool(batch_after, log, batch.next, limit)
    content = await run_in_threadpool(_written, batch)
    return Response(content, media_type="application/json", headers=_HEADERS)


def _written(batch: Batch) -> str:
    return ChangesOut.of(batch).model_dump_json()
