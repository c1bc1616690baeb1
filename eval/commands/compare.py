"""`recommender-eval compare`: did a change make it better, and is that more than chance?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from recommender.commands.context import as_json, print_json

if TYPE_CHECKING:
    from eval.comparison import Compared, Comparison

_COLUMNS = f"  {'':34} {'before':>9} {'after':>9} {'change':>9}  {'95 % interval':>19} {'p':>7}"


@click.command("compare", short_help="Two runs, measure by measure, with significance.")
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@click.option(
    "--rounds", type=click.IntRange(100), default=10_000, show_default=True,
    help="Random draws of the test and of the interval.",
)  # fmt: skip
@as_json
def command(before: Path, after: Path, rounds: int, as_json: bool) -> None:
    """Compare two runs, folders that 'recommender-eval run' wrote, over the same questions.

    Changes come with a 95 % confidence interval (bootstrap) and a p-value (paired randomisation
    test, corrected for the number of measures after Holm). The language versions of a story are
    drawn together, since they are not independent. Runs over other articles or judgements are
    refused.
    """
    from tqdm import tqdm

    from eval.comparison import compare_runs
    from eval.runs.folder import load

    with tqdm(desc="comparing", unit=" measures", disable=None, leave=False) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        comparison = compare_runs(load(before), load(after), rounds, progress)
    if as_json:
        print_json(
            {
                "before": asdict(comparison.before.manifest),
                "after": asdict(comparison.after.manifest),
                "overlap": comparison.overlap,
                "measures": list(map(_with_verdict, comparison.measures)),
                "language_matrix": list(map(_with_verdict, comparison.cells)),
                "moved_by": comparison.moved_by,
                "movers": list(map(asdict, comparison.movers)),
            }
        )
    else:
        _print(comparison)


def _with_verdict(compared: Compared) -> dict[str, object]:
    return {**asdict(compared), "verdict": compared.verdict}


def _print(comparison: Comparison) -> None:
    one, other = comparison.before.manifest, comparison.after.manifest
    click.secho(f"{one.name} → {other.name} on {one.dataset}", bold=True)
    click.echo(_COLUMNS + "  rose fell")
    for compared in comparison.measures:
        click.echo(_line(compared))
    if comparison.cells:
        click.secho(f"{comparison.cells_measure}, seed language → found language", bold=True)
        for compared in comparison.cells:
            click.echo(_line(compared))
    click.echo(f"Lists have {comparison.overlap:.0%} of their stories in common.")
    click.secho(f"Biggest movers by {comparison.moved_by}", bold=True)
    for mover in comparison.movers:
        title = comparison.before.facts[mover.seed].title
        click.echo(f"  {mover.before:.3f} → {mover.after:.3f}  {mover.seed}  {title}")


def _line(compared: Compared) -> str:
    values = "".join(
        f"{'-' if value is None else format(value, '.4f'):>10}"
        for value in (compared.before, compared.after)
    )
    difference = compared.difference
    if difference is None or compared.p is None:
        return f"  {compared.name:34}{values}"
    interval = f"[{difference.low:+.4f}, {difference.high:+.4f}]"
    return (
        f"  {compared.name:34}{values} {difference.mean:+9.4f}  {interval:>19} {compared.p:7.4f}"
        f"  {compared.rose:4} {compared.fell:4}  {compared.verdict}"
    )
