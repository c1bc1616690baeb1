"""`recommender serve`: the engine over HTTP."""

import click

from recommender.commands.context import as_json, common_options, given_options
from recommender.commands.serving import serve


@click.command("serve", short_help="Serve related stories over HTTP.")
@click.option("--host", help="Address to serve on.  [default: 127.0.0.1]")
@click.option("--port", type=int, help="Port to serve on; 0 takes a free one.  [default: 8000]")
@click.option(
    "--access",
    type=click.Choice(["open", "public", "keys"]),
    help="What may be done without a key: everything, from this machine alone; read; nothing.  "
    "[default: open]",
)
@click.option("--workers", type=int, help="Processes that answer requests.  [default: 1]")
@as_json
@common_options
@click.pass_context
def command(ctx: click.Context, /, as_json: bool, **given: object) -> None:
    """Serve related stories over HTTP; the routes are described at /docs.

    \b
      curl 'http://127.0.0.1:8000/v1/related?id=ARTICLE-ID&k=6&languages=de,fr'
      curl -X PUT -H 'content-type: application/json' -d @article.json \\
           http://127.0.0.1:8000/v1/articles/ARTICLE-ID

    Others may be let in with --access public, where reading takes no key and writing does, or
    --access keys; 'recommender keys' makes them. With --json, one object with the url is printed
    once it is open. Articles ingested by other processes are found at once.

    SIGTERM or Ctrl-C end the service after what is in progress; SIGHUP lets new processes with the
    settings and policies of now take over without a pause.
    """
    serve("recommender.api.app:create_app", {**given_options(ctx), **given}, as_json)
