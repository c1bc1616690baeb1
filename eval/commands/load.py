"""`recommender-eval load`: how the service stands up to load."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from eval.commands.options import data_option, work_option
from recommender.commands.context import as_json, print_json

if TYPE_CHECKING:
    from eval.load.figure import Figure, Part

_PARTS = ("ratios", "ingesting", "million", "soak")


@click.command("load", short_help="How the service stands up to load.")
@data_option
@work_option
@click.option("--quick", is_flag=True, help="See in minutes that all works; figures mean little.")
@click.option(
    "--part", "names", type=click.Choice(_PARTS), multiple=True,
    help="Measure this part alone; may be given again.  [default: all]",
)  # fmt: skip
@click.option(
    "--write", "page", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Page to write the table into: what was measured now, and of other parts what was last.",
)  # fmt: skip
@as_json
def command(
    data: Path, work: Path, quick: bool, names: tuple[str, ...], page: Path | None, as_json: bool
) -> None:
    """Serve the press releases and ask with wrk, beside an endpoint that only returns bytes.

    Figures are ratios of two things asked in turn, so that they hold on other machines, too; have
    nothing else run meanwhile. All parts together take two hours the first time, most of them to
    make the catalogues, and half an hour then. With --quick it is a few minutes.
    """
    from eval.load.errors import NotForThePage
    from eval.load.figure import as_dict, keep, kept
    from eval.load.page import write_table
    from eval.load.wrk import require_wrk

    require_wrk()
    if quick and page is not None:
        raise NotForThePage("a quick run's figures mean little; write the page without --quick")
    folder = work / "load" / ("quick" if quick else "measured")
    parts = []
    for name in names or _PARTS:
        parts.append(_measured(name, data, work, quick, as_json))
        keep(parts[-1], folder)
    if as_json:
        print_json([as_dict(part) for part in parts])
    if page is not None:
        write_table(page, [part for name in _PARTS if (part := kept(folder, name))])


def _measured(name: str, data: Path, work: Path, quick: bool, quiet: bool) -> Part:
    from tqdm import tqdm

    from eval.load.effort import Effort
    from eval.load.effort import quick as quickly
    from eval.load.figure import part_of
    from eval.load.run import measure

    figures = []
    with tqdm(desc=name, bar_format="{desc} {elapsed} {postfix}", disable=quiet or None) as bar:
        shown = bar.set_postfix_str
        for figure in measure(name, data, work, quickly(shown) if quick else Effort(shown)):
            figures.append(figure)
            if not quiet:
                bar.write(_line(figure))
    return part_of(name, figures)


def _line(figure: Figure) -> str:
    timed = figure.timed
    took = f"{timed.p50:.2f} / {timed.p99:.2f} / {timed.p999:.2f} ms" if timed else ""
    measured = ", ".join(filter(None, (figure.measured, figure.verdict)))
    return f"{figure.name:44} {figure.reach:18} {measured:28} {took}\n  {figure.note}"
