"""The command `recommender`: its options, and where its sub-commands are."""

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from index.errors import EngineError

_COMMANDS = ("demo", "ingest", "related", "serve", "rebuild", "stats")


class Commands(click.Group):
    """Finds the sub-command NAME as `command` in recommender.commands.NAME."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order in which a newcomer meets them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a sub-command."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"recommender.commands.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run; what the engine refuses becomes one line and exit status 1."""
        try:
            return super().invoke(ctx)
        except EngineError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of everything that is kept.  [default: ./data]",
)
@click.option(
    "--model", help="Encoder: 'bundled', or a sentence-transformers model by name or path."
)
@click.version_option(package_name="related-articles")
@click.pass_context
def main(ctx: click.Context, home: Path | None, model: str | None) -> None:
    """Related stories across languages.

    \b
    Start here:
      recommender demo                       a small news site with related links
      recommender ingest articles.jsonl.xz   your own articles, one JSON object a line
      recommender related ARTICLE-ID         what a page should link to
      recommender serve                      the same over HTTP, described at /docs

    Every setting can also be given in the environment as RECOMMENDER_<NAME> (RECOMMENDER_HOME,
    RECOMMENDER_MODEL, RECOMMENDER_MINIMUM_SCORE, ...) or in recommender.toml in the data folder.
    """
    ctx.obj = {"home": home, "model": model}
