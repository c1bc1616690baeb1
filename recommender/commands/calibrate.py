"""`recommender calibrate`: learn what scores mean in this catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from recommender.commands.context import (
    as_json,
    common_options,
    open_services,
    print_json,
    show_steps,
)

if TYPE_CHECKING:
    from index.calibration import Levels, Pool


@click.command("calibrate", short_help="Learn what scores mean in this catalogue.")
@click.option("--show", is_flag=True, help="Show what was learnt last, learn nothing.")
@as_json
@common_options
@click.pass_context
def command(ctx: click.Context, show: bool, as_json: bool) -> None:
    """Learn what a score means between each two languages, from articles taken at random.

    Raw scores are higher within a language than between two, whatever articles are about. So
    scores are counted from what is usual between unrelated articles of the same two languages (0),
    to what one pair in a thousand of them reaches (0.5). Nobody has to judge anything for that.

    This happens by itself when a language has doubled since the last time; give this command after
    the articles have changed their character. All shortlists are then scored anew.
    """
    catalog = open_services(ctx).catalog
    levels = (catalog.calibrator.current() if show else catalog.calibrator.learn()).levels
    if not show:
        show_steps(catalog.relate_all(), "relating", catalog.unrelated(), as_json)
    if as_json:
        print_json(
            {
                "articles": levels.articles,
                "model": {"mean": levels.mean, "spread": levels.spread},
                "pairs": [
                    {"languages": [one, other], **pool._asdict()}
                    for (one, other), pool in _pairs(levels)
                ],
                "own": levels.own._asdict(),
                "across": levels.across._asdict(),
            }
        )
    else:
        _print(levels)


def _pairs(levels: Levels) -> list[tuple[tuple[str, str], Pool]]:
    named = ((sorted(pair), pool) for pair, pool in levels.pairs.items())
    return sorted(((names[0], names[-1]), pool) for names, pool in named)


def _print(levels: Levels) -> None:
    click.echo("languages    usual   one in a thousand")
    for (one, other), (usual, rare) in _pairs(levels):
        click.echo(f"{one:>4} {other:<5} {usual:8.3f} {rare:8.3f}")
    click.echo(f"other, same{levels.own.usual:8.3f} {levels.own.rare:8.3f}")
    click.echo(f"other, two {levels.across.usual:8.3f} {levels.across.rare:8.3f}")
