"""`recommender serve`: the engine over HTTP."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import click

from recommender.commands.context import open_services

if TYPE_CHECKING:
    from fastapi import FastAPI

    from recommender.bootstrap import Services


@click.command("serve", short_help="Serve related stories over HTTP.")
@click.option("--host", help="Address to serve on.  [default: 127.0.0.1]")
@click.option("--port", type=int, help="Port to serve on; 0 takes a free one.  [default: 8000]")
@click.pass_context
def command(ctx: click.Context, host: str | None, port: int | None) -> None:
    """Serve related stories over HTTP; the routes are described at /docs.

    \b
      curl 'http://127.0.0.1:8000/v1/related?id=ARTICLE-ID&k=6&languages=de,fr'
      curl -X PUT -H 'content-type: application/json' -d @article.json \\
           http://127.0.0.1:8000/v1/articles/ARTICLE-ID

    Anyone who can reach the address can also write, so keep it to yourself or put a proxy that
    checks access in front of it. Articles ingested by other processes are found at once.
    """
    from recommender.api.app import create_app

    services = open_services(ctx, host=host, port=port)
    run(create_app(services), services)


def run(app: FastAPI, services: Services) -> None:
    """Serve an application until it is told to stop."""
    import uvicorn

    settings = services.settings
    logging.basicConfig(level=settings.log_level.upper())
    articles = services.catalog.index.save()
    click.echo(f"{articles} articles indexed as {services.catalog.model_id}", err=True)
    uvicorn.run(app, host=settings.host, port=settings.port, log_level=settings.log_level)
