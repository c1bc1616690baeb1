"""`recommender-eval run`: ask a system for all judged pages, and keep what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from eval.commands.options import (
    SYSTEM_NAMES,
    data_option,
    setting_options,
    shown_progress,
    work_option,
)


@click.command("run", short_help="Ask a system for all judged pages and keep what it answers.")
@click.argument("dataset")
@click.option(
    "--system", type=click.Choice(SYSTEM_NAMES), default="engine", show_default=True,
    help="Who answers: the engine as the site gets it, or a baseline.",
)  # fmt: skip
@click.option("-k", type=click.IntRange(1, 100), default=10, show_default=True, help="List length.")
@click.option("--languages", default="", metavar="DE,FR", help="Only articles in these languages.")
@click.option(
    "--matrix", metavar="DE,FR",
    help="Also ask in each of these languages alone; '' for none.  [default: the dataset's]",
)  # fmt: skip
@click.option("--seeds", type=click.IntRange(1), help="At most so many seeds of each language.")
@setting_options
@click.option("--name", help="What to call the run.  [default: the system's name]")
@click.option(
    "--out", type=click.Path(path_type=Path),
    help="Folder to write.  [default: WORK/runs/DATASET/NAME]",
)  # fmt: skip
@data_option
@work_option
def command(
    dataset: str,
    system: str,
    k: int,
    languages: str,
    matrix: str | None,
    seeds: int | None,
    settings: Mapping[str, str],
    name: str | None,
    out: Path | None,
    data: Path,
    work: Path,
) -> None:
    """Ask a system for every seed of DATASET and keep what it answers.

    DATASET is a name that 'recommender-eval datasets' lists, or a folder with articles.jsonl and
    qrels.txt (TREC: lines of 'seed iteration article grade'). Its articles are ingested the first
    time. The run is a folder with TREC run files, scores, times and where it all came from;
    'measure', 'compare' and 'report' take it from there.
    """
    from eval.runs.folder import save
    from eval.runs.making import Options, make_run
    from recommender.reader import listed_languages

    name = name or system
    out = out or work / "runs" / Path(dataset).name / name
    asked = None if matrix is None else tuple(listed_languages(matrix))
    options = Options(
        dataset, system, k, tuple(listed_languages(languages)), asked, seeds, settings
    )
    with shown_progress() as progress:
        run = make_run(options, name, data, work / "catalogues", progress)
    save(run, out)
    for warning in run.manifest.warnings:
        click.secho(f"warning: {warning}", err=True, fg="yellow")
    click.echo(f"{len(run.lists)} seeds, {len(run.answers)} lists in {run.manifest.seconds:.0f} s")
    click.echo(f"recorded in {out}")
