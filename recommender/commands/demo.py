"""`recommender demo`: sample articles in a small news site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from recommender.commands.context import as_json, common_options, given_options, open_services
from recommender.commands.serving import serve

if TYPE_CHECKING:
    from fastapi import FastAPI

    from recommender.bootstrap import Services


@click.command("demo", short_help="A small news site with related links, over sample articles.")
@click.option("--host", help="Address to serve on.  [default: 127.0.0.1]")
@click.option("--port", type=int, help="Port to serve on; 0 takes a free one.  [default: 8000]")
@as_json
@common_options
@click.pass_context
def command(ctx: click.Context, host: str | None, port: int | None, as_json: bool) -> None:
    """Ingest the sample articles and serve a small news site with related links under each.

    The articles are invented, in sixteen languages and seven scripts, with stories that run
    across them. They are kept in the folder 'demo' of the data folder, apart from your own.
    """
    from recommender.demo.articles import ingest_samples
    from recommender.settings import load_settings

    given = {**given_options(ctx), "host": host, "port": port}
    given["home"] = load_settings(**given).home / "demo"
    services = open_services(ctx, **given)
    report = ingest_samples(services.catalog)
    services.close()
    click.echo(f"{report.read} sample articles, {report.added} of them new", err=True)
    serve("recommender.commands.demo:application", given, as_json)


def application(services: Services) -> FastAPI:
    """Return the site, with the service's own routes beside it."""
    from recommender.api.app import create_app
    from recommender.demo.site import add_site

    app = create_app(services)
    add_site(app, services)
    return app
