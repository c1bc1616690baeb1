"""Putting the layer of ready answers around the routes."""

from fastapi import FastAPI

from recommender.bootstrap import Services
from recommender.ready.answerer import Answerer
from recommender.ready.layer import ReadyAnswers


def add_ready_answers(app: FastAPI, services: Services) -> None:
    """Answer at once where it can be done; inside of the layers that let a request pass."""
    # what takes a key is not for caches that others share
    shared = b"private" if services.settings.access == "keys" else b"public"
    app.state.answerer = Answerer(services, shared)
    app.add_middleware(ReadyAnswers, answerer=app.state.answerer)
