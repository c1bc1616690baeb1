"""The application: routers and error table around wired services."""

from asyncio import Semaphore
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from recommender.access.wiring import add_access
from recommender.api import (
    articles,
    beacon,
    block,
    changes,
    decision_log,
    decisions,
    health,
    related,
    webhooks,
)
from recommender.api.dependencies import SEARCHES
from recommender.api.description import describe
from recommender.api.problems import add_handlers
from recommender.bootstrap import Services
from recommender.changes.waiting import Waiting
from recommender.desk.wiring import add_desk
from recommender.operations.wiring import observe
from recommender.ready.wiring import add_ready_answers

_DESCRIPTION = """
Related stories across languages. Publish articles under `/v1/articles`, ask for the stories that
a page should link to under `/v1/related`, correct them under `/v1/decisions`. Every error is a
problem document (RFC 9457) whose `detail` names the value that was wrong and the way out.
"""


def create_app(services: Services) -> FastAPI:
    """Return the application over wired services; it closes them when it ends."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        services.close()

    # the description at /docs brings its scripts along, instead of fetching them from elsewhere
    app = FastAPIOffline(
        redoc_url=None,
        title="Related articles",
        version=version("related-articles"),
        description=_DESCRIPTION,
        lifespan=lifespan,
    )
    app.state.services = services
    app.state.searching = Semaphore(SEARCHES)
    app.state.waiting = Waiting(
        services.catalog.store.list_changes.last, lambda: app.state.lifecycle.leaving
    )
    add_handlers(app)
    add_ready_answers(app, services)
    add_access(app, services)
    for room in (related, block, changes, articles, decisions, decision_log, webhooks, health):
        app.include_router(room.router)
    if services.settings.clicks == "on":
        app.include_router(beacon.router_of(services.settings))
    add_desk(app, services)
    describe(app)
    observe(app, services.settings)
    return app
