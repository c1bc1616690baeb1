"""The application: routers and error table around wired services."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from recommender.api import articles, decisions, health, related
from recommender.api.problems import add_handlers
from recommender.bootstrap import Services

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
        services.catalog.index.save()
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
    add_handlers(app)
    for room in (related, articles, decisions, health):
        app.include_router(room.router)
    return app
