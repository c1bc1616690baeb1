"""The command `recommender`: what all its sub-commands share."""

from pathlib import Path

import click

from recommender.commands.group import CommandGroup


@click.group(
    cls=CommandGroup,
    package="recommender.commands",
    names=("demo", "ingest", "related", "serve", "rebuild", "stats"),
    context_settings={"help_option_names": ["-h", "--help"]},
)
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
