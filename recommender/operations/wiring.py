"""Putting the outermost layer around the application."""

from fastapi import FastAPI

from recommender.operations.journal import Journal
from recommender.operations.layer import Observed
from recommender.operations.lifecycle import Lifecycle
from recommender.settings import Settings


def observe(app: FastAPI, settings: Settings) -> None:
    """Observe all requests, those too that other layers refuse; so this comes last."""
    app.state.lifecycle = Lifecycle()
    log_from_s = 0.0 if settings.access_log else settings.slow_ms / 1000
    app.add_middleware(Observed, lifecycle=app.state.lifecycle, journal=Journal(log_from_s))
