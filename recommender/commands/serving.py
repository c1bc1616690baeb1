"""Serving an application on an address, and saying where."""

from __future__ import annotations

import logging
import socket
from typing import TYPE_CHECKING

import click

from recommender.commands.context import print_json
from recommender.errors import InvalidSettings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from recommender.bootstrap import Services


def serve(app: FastAPI, services: Services, as_json: bool) -> None:
    """Bring the index up to date and serve until told to stop.

    Raises InvalidSettings if the address cannot be had.
    """
    import uvicorn

    settings = services.settings
    logging.basicConfig(level=settings.log_level.upper())
    articles = services.catalog.index.save()
    services.catalog.calibrator.keep_up()
    listener = _listen(settings.host, settings.port)
    url = f"http://{settings.host}:{listener.getsockname()[1]}/"
    if as_json:
        model_id = services.catalog.model_id
        print_json({"url": url, "articles": articles, "model_id": model_id})
    else:
        click.echo(f"{articles} articles at {url} (routes at {url}docs, Ctrl-C to stop)", err=True)
    config = uvicorn.Config(app, log_level=settings.log_level)
    uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise InvalidSettings(
            f"cannot serve on {host} port {port}: {error.strerror or error}; "
            "choose another with --host and --port"
        ) from error
