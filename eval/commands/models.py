"""`recommender-eval models`: what does a larger model buy?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eval.commands.options import data_option, shown_progress, work_option
from recommender.commands.context import as_json, print_json

if TYPE_CHECKING:
    from eval.models import Judged


@click.command("models", short_help="What a larger model buys: quality and cost, side by side.")
@click.argument("dataset")
@click.argument("models", nargs=-1, required=True)
@click.option("-k", type=click.IntRange(1, 100), default=10, show_default=True, help="List length.")
@click.option("--languages", default="", metavar="DE,FR", help="Only articles in these languages.")
@click.option("--seeds", type=click.IntRange(1), help="At most so many seeds of each language.")
@data_option
@work_option
@as_json
def command(
    dataset: str,
    models: tuple[str, ...],
    k: int,
    languages: str,
    seeds: int | None,
    data: Path,
    work: Path,
    as_json: bool,
) -> None:
    """Record a run over DATASET with each of MODELS, and compare each with the first.

    A model is 'bundled', or a sentence-transformers model by name or path; settings may follow,
    as in 'intfloat/multilingual-e5-small,prompt=query: ,truncate_dim=256'. Gains come with a 95 %
    confidence interval and a p-value, as 'recommender-eval compare' gives them; that command and
    'report' show more of the runs, which are kept in WORK/runs/DATASET.
    """
    from eval.models import choice_of, folders_of, judge_model
    from eval.runs.folder import save
    from eval.runs.making import Options
    from recommender.reader import listed_languages

    asked = Options(dataset, k=k, languages=tuple(listed_languages(languages)), seeds=seeds)
    choices = list(map(choice_of, models))
    all_judged: list[Judged] = []
    first = None
    for choice, folder in zip(choices, folders_of(choices, dataset, work), strict=True):
        with shown_progress() as progress:
            judged, run = judge_model(choice, asked, data, work, progress, first)
        save(run, folder)
        first = first or run
        all_judged.append(judged)
        if not as_json:
            _print(judged)
    if as_json:
        print_json(list(map(asdict, all_judged)))


def _print(judged: Judged) -> None:
    click.secho(judged.model, bold=True, nl=False)
    click.echo(
        f"  {judged.dimension} dimensions, {judged.bytes_per_vector:,} bytes a vector, "
        f"{judged.articles_per_second:.3g} articles/s encoded here"
    )
    gains = {gain.name: gain for gain in judged.gains}
    for name, value in judged.values.items():
        line = f"  {name:8} {'-' if value is None else format(value, '.4f'):>7}"
        gain = gains.get(name)
        if gain and gain.difference and gain.p is not None:
            by = gain.difference
            line += f"  {by.mean:+.4f} [{by.low:+.4f}, {by.high:+.4f}]  p {gain.p:.4f}"
            line += f"  {gain.verdict}"
        click.echo(line)
