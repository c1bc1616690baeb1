"""`recommender-eval lengths`: are short and long texts comparable?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from eval.commands.options import setting_options
from recommender.commands.context import as_json, print_json


@click.command("lengths", short_help="Whether headlines, briefs and features are comparable.")
@setting_options
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("../shared/data/train"),
    show_default=True,
    help="Folder of the training data, whose held-out news are used.",
)
@as_json
def command(settings: Mapping[str, str], data: Path, as_json: bool) -> None:
    """Measure whether a text finds the other half of its story, whatever the two lengths.

    Lengths are a headline, 30 words, half a news story (about 230) and 5,000 words. Every list is
    drawn from texts of all four alike, so a share far from a quarter says that length itself
    counts.
    """
    from eval.lengths import LENGTHS, read_news, score_lengths
    from index.encoder import load
    from recommender.settings import load_settings

    chosen = load_settings(**settings)
    scores = score_lengths(load(chosen.model, chosen.model_options), *read_news(data))
    tables = {
        "R@10 of the other half": scores.found,
        "share of the ten nearest": scores.shares,
    }
    if as_json:
        named = {
            title: {f"{a}-{b}": value for (a, b), value in cells.items()}
            for title, cells in tables.items()
        }
        print_json({"stories": scores.stories, **named})
        return
    click.echo(f"{scores.stories} stories")
    for title, cells in tables.items():
        click.secho(f"{title}, page ↓ found →", bold=True)
        click.echo(" " * 10 + "".join(f"{length:>10}" for length in LENGTHS))
        for page in LENGTHS:
            row = "".join(f"{cells[page, length]:10.3f}" for length in LENGTHS)
            click.echo(f"{page:10}{row}")
