"""`recommender-eval bench`: how fast it is."""

from dataclasses import asdict
from pathlib import Path

import click

from recommender.commands.context import as_json, print_json

_REAL = Path("../shared/data/eval/swiss-press-releases.jsonl.xz")


@click.command("bench", short_help="How fast the engine is.")
@click.option(
    "--articles",
    type=click.Path(path_type=Path),
    help=f"JSON Lines to measure with.  [default: {_REAL}, else the sample articles]",
)
@as_json
def command(articles: Path | None, as_json: bool) -> None:
    """Measure every speed figure that the README claims.

    Figures are ratios of two things timed in turn, or come with what they were measured on:
    absolute times say more about the machine than about the program.
    """
    from eval.bench.run import run_benchmarks
    from recommender.demo.articles import SAMPLES

    path = articles or (_REAL if _REAL.exists() else Path(str(SAMPLES)))
    figures = []
    for figure in run_benchmarks(path):
        figures.append(asdict(figure))
        if not as_json:
            click.echo(f"{figure.name:42} {figure.value:10.3g} {figure.unit:22} {figure.note}")
    if as_json:
        print_json({"articles": str(path), "figures": figures})
