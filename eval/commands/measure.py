"""`recommender-eval measure`: what can be said of one run in figures."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from recommender.commands.context import as_json, print_json

if TYPE_CHECKING:
    from eval.measures import LanguageMatrix, Measured


@click.command("measure", short_help="All measures of a recorded run.")
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--depth", "depths", type=click.IntRange(1), multiple=True,
    help="Depth k of nDCG@k and its like; may be given again.  [default: the run's k]",
)  # fmt: skip
@click.option("--explain", is_flag=True, help="Say what each measure means.")
@as_json
def command(run: Path, depths: tuple[int, ...], explain: bool, as_json: bool) -> None:
    """Measure RUN, a folder that 'recommender-eval run' wrote.

    Judgements are about stories: all language versions of an article count as one. Measures of
    'candidates' are of the nearest articles before any rule, the others of what is shown.
    """
    from eval.measures import language_matrices, measure
    from eval.runs.folder import load

    loaded = load(run)
    measured = measure(loaded, depths)
    recall, _ = language_matrices(loaded)
    if as_json:
        cells = {f"{a}-{b}": value for (a, b), value in recall.values.items()}
        print_json(
            {
                "run": str(run),
                "manifest": asdict(loaded.manifest),
                "measures": [_without_seeds(each) for each in measured],
                "language_matrix": {"measure": recall.name, "cells": cells},
            }
        )
        return
    click.secho(f"{loaded.manifest.name} on {loaded.manifest.dataset}", bold=True)
    for each in measured:
        _print(each, explain)
    if recall.values:
        _print_matrix(recall)


def _without_seeds(measured: Measured) -> dict[str, object]:
    return {name: value for name, value in asdict(measured).items() if name != "by_seed"}


def _print(measured: Measured, explain: bool) -> None:
    value = "-" if measured.value is None else f"{measured.value:.4f}"
    target = "" if measured.target is None else f"  (chance {measured.target:.4f})"
    note = f"  ({measured.note})" if measured.note else ""
    click.echo(f"  {measured.name:34} {value:>10}{target}{note}")
    if explain:
        click.secho(f"    {measured.explanation}", dim=True)


def _print_matrix(matrix: LanguageMatrix) -> None:
    click.secho(f"{matrix.name}, seed language ↓ found language →", bold=True)
    click.echo("  " + " " * 8 + "".join(f"{found:>8}" for found in matrix.found_languages))
    for seed in matrix.seed_languages:
        cells = (matrix.values.get((seed, found)) for found in matrix.found_languages)
        row = "".join("       -" if value is None else f"{value:8.3f}" for value in cells)
        click.echo(f"  {seed:8}{row}")
