"""A process that answers requests."""

from __future__ import annotations

import gc
import socket
import sys
from multiprocessing.connection import Connection
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from index.errors import EngineError
from recommender.serving.messages import Plan, Ready, Refused
from recommender.serving.parent import Parent, settle_in
from recommender.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI


def run(connection: Connection, plan: Plan, listener: socket.socket) -> None:
    """Answer what comes to `listener` until told to end."""
    parent, settings = settle_in(connection, plan)
    try:
        app, ready = _wired(plan, settings)
    except EngineError as error:
        parent.tell(Refused(str(error)))
        sys.exit(1)
    _answer(app, settings, parent, ready, listener)


def _wired(plan: Plan, settings: Settings) -> tuple[FastAPI, Ready]:
    from recommender.bootstrap import bootstrap

    services = bootstrap(settings).kept()
    catalog = services.catalog
    ready = Ready(catalog.index.warm(), catalog.model_id)
    app: FastAPI = resolve_name(plan.application)(services)
    return app, ready


def _spare_the_collector() -> None:
    """Look for cycles seldom, and never among what is there for good: it stops all answers."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 50, 100)


def _answer(
    app: FastAPI, settings: Settings, parent: Parent, ready: Ready, listener: socket.socket
) -> None:
    import uvicorn

    from recommender.operations.measures import STARTS
    from recommender.serving.server import Server

    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        # whom to believe is the business of recommender/access
        proxy_headers=False,
        timeout_graceful_shutdown=settings.shutdown_s,
        # longer than a proxy keeps a connection, so that it never uses one that we just closed
        timeout_keep_alive=75,
    )
    server = Server(config, app.state.lifecycle, settings.drain_s, lambda: parent.tell(ready))
    parent.obey = server.obey
    STARTS.labels("worker").inc()
    _spare_the_collector()
    server.run(sockets=[listener])
