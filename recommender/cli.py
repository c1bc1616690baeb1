"""The command `recommender`: what all its sub-commands share."""

import click

from recommender.commands.context import common_options
from recommender.commands.group import CommandGroup


@click.group(
    cls=CommandGroup,
    package="recommender.commands",
    names=(
        "demo",
        "ingest",
        "related",
        "explain",
        "serve",
        "decide",
        "decisions",
        "calibrate",
        "rebuild",
        "stories",
        "stats",
        "backup",
        "keys",
        "changes",
        "webhooks",
        "export",
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@common_options
@click.version_option(package_name="related-articles")
def main() -> None:
    """Related stories across languages.

    \b
    Start here:
      recommender demo                       a small news site with related links
      recommender ingest articles.jsonl.xz   your own articles, one JSON object a line
      recommender related ARTICLE-ID         what a page should link to
      recommender explain ARTICLE-ID         why these stories, and not others
      recommender serve                      the same over HTTP, described at /docs
      recommender decide pin PAGE ARTICLE    what an editor knows better

    Every setting can also be given in the environment as RECOMMENDER_<NAME> (RECOMMENDER_HOME,
    RECOMMENDER_MODEL, RECOMMENDER_MINIMUM_SCORE, ...) or in recommender.toml in the data folder.
    """
