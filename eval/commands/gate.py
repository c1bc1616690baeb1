"""`recommender-eval gate`: has a change broken what was reached?"""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from recommender.commands.context import as_json, print_json

if TYPE_CHECKING:
    from eval.gate import Checked, Gate
    from eval.runs.run import Run


@click.command("gate", short_help="Check the pinned bounds on a small set; used for every change.")
@click.option("--tighten", is_flag=True, help="Move bounds that the engine now betters.")
@click.option("--loosen", metavar="REASON", help="Move bounds that are broken; REASON is kept.")
@click.option(
    "--bounds", "path", type=click.Path(dir_okay=False, path_type=Path),
    help="File of pinned bounds.  [default: eval/floors.toml]",
)  # fmt: skip
@as_json
@click.pass_context
def command(
    ctx: click.Context, tighten: bool, loosen: str | None, path: Path | None, as_json: bool
) -> None:
    """Ask the engine for all judged sample pages and check the pinned bounds.

    Exits with status 1 if a bound is broken. Bounds belong to one set of articles and judgements;
    after these were changed on purpose, --loosen pins anew. What was loosened, and why, stays in
    the file.
    """
    from eval.gate import PINNED, check_run, loosened, read_gate, tightened, write_gate

    path = path or PINNED
    gate = read_gate(path)
    run = _run(gate)
    if loosen is not None:
        gate = loosened(gate, run, loosen, datetime.now(UTC).date())
        write_gate(gate, path)
    if tighten:
        gate = tightened(gate, run)
        write_gate(gate, path)
    checked = check_run(gate, run)
    if as_json:
        print_json([{**asdict(each), "holds": each.holds} for each in checked])
    else:
        _print(checked)
    if not all(each.holds for each in checked):
        ctx.exit(1)


def _run(gate: Gate) -> Run:
    from eval.runs.making import Options, Progress, make_run

    with TemporaryDirectory() as work:
        options = Options(gate.dataset, k=gate.k, matrix=())
        return make_run(options, "gate", Path(), Path(work), Progress())


def _print(checked: list[Checked]) -> None:
    for each in checked:
        bound = each.bound
        limit = (
            f"≥ {bound.at_least:.4f}" if bound.at_least is not None else f"≤ {bound.at_most:.4f}"
        )
        value = "-" if each.value is None else f"{each.value:.4f}"
        verdict = "ok" if each.holds else click.style("BROKEN", fg="red", bold=True)
        click.echo(
            f"  {bound.measure:28} {value:>8}  {limit}  margin {bound.margin:.3f}  {verdict}"
        )
