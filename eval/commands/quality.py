"""`recommender-eval quality`: what was promised, what is reached, and how sure that is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eval.commands.options import data_option, setting_options, shown_progress, work_option
from recommender.commands.context import as_json, print_json

if TYPE_CHECKING:
    from eval.quality.figure import Figure
    from eval.quality.measuring import Quality
    from eval.runs.making import Progress

_PAGE, _FIGURES = "quality.md", "quality.json"


@click.command("quality", short_help="What was promised, what is reached, how sure that is.")
@data_option
@work_option
@setting_options
@click.option("--policy", help="The policy that chooses.  [default: the engine's]")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path),
    help=f"Folder to write {_PAGE} and {_FIGURES} into.",
)  # fmt: skip
@click.option(
    "--write", "page", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Page to write the tables into, between the comments that name them.",
)  # fmt: skip
@as_json
def command(
    data: Path,
    work: Path,
    settings: Mapping[str, str],
    policy: str | None,
    out: Path | None,
    page: Path | None,
    as_json: bool,
) -> None:
    """Measure every figure that was promised, with its 95 % interval, against its target.

    Press releases, sentences of FLORES-200 and passages of news are ingested and asked through the
    service, which takes the better part of an hour; what was asked is kept until the engine
    changes. A part whose data is not there is skipped, with the reason.
    """
    from eval.quality.measuring import measure_quality
    from eval.quality.recording import Workplace
    from eval.quality.tables import as_json as told
    from eval.quality.tables import as_page
    from eval.quality.targets import read_targets

    targets = read_targets()
    chosen = {**settings, **({"policy": policy} if policy else {})}
    place = Workplace(data, work / "quality", _begun, chosen)
    quality = measure_quality(place, targets)
    if as_json:
        print_json(told(quality))
    else:
        _print(quality)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        (out / _PAGE).write_text(as_page(quality, targets), encoding="utf-8")
        (out / _FIGURES).write_text(json.dumps(told(quality), indent=1), encoding="utf-8")
    if page is not None:
        from eval.quality.marked import write_blocks

        write_blocks(page, quality, targets)


@contextmanager
def _begun(name: str) -> Iterator[Progress]:
    click.echo(f"{name} ...", err=True)
    with shown_progress() as progress:
        yield progress


def _print(quality: Quality) -> None:
    from eval.quality.figure import REACH, in_table

    for figure in in_table(quality.figures, REACH):
        _print_figure(figure)
    for name, reason in quality.skipped.items():
        click.secho(f"skipped, {name}: {reason}", fg="yellow")


def _print_figure(figure: Figure) -> None:
    from eval.quality.tables import verdict

    value = figure.estimate
    interval = f"{value.value:6.3f}  {value.low:6.3f} to {value.high:6.3f}"
    missed = click.style(verdict(figure), fg="red" if figure.missed_by else "green")
    note = f"  ({figure.note})" if figure.note else ""
    click.echo(
        f"{figure.row:58} {figure.column:20} {interval}  {figure.target!s:14} {missed}{note}"
    )
