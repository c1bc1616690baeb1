"""`recommender serve`: the engine over HTTP."""

import click

from recommender.commands.context import as_json, common_options, open_services
from recommender.commands.serving import serve


@click.command("serve", short_help="Serve related stories over HTTP.")
@click.option("--host", help="Address to serve on.  [default: 127.0.0.1]")
@click.option("--port", type=int, help="Port to serve on; 0 takes a free one.  [default: 8000]")
@as_json
@common_options
@click.pass_context
def command(ctx: click.Context, host: str | None, port: int | None, as_json: bool) -> None:
    """Serve related stories over HTTP; the routes are described at /docs.

    \b
      curl 'http://127.0.0.1:8000/v1/related?id=ARTICLE-ID&k=6&languages=de,fr'
      curl -X PUT -H 'content-type: application/json' -d @article.json \\
           http://127.0.0.1:8000/v1/articles/ARTICLE-ID

    Anyone who can reach the address can also write, so keep it to yourself or put a proxy that
    checks access in front of it. With --json, one object with the url is printed once it is open.
    Articles ingested by other processes are found at once.
    """
    from recommender.api.app import create_app

    services = open_services(ctx, host=host, port=port)
    serve(create_app(services), services, as_json)
