"""`recommender-eval report`: one run, or two side by side, as a page to decide by."""

from __future__ import annotations

from pathlib import Path

import click

from recommender.commands.context import as_json, print_json


@click.command("report", short_help="One run, or two side by side, as one HTML file.")
@click.argument("run", type=click.Path(path_type=Path))
@click.argument("other_run", type=click.Path(path_type=Path), required=False)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("report.html"),
    show_default=True, help="File to write.",
)  # fmt: skip
@click.option("--open", "opened", is_flag=True, help="Show it in the browser.")
@click.option(
    "--rounds", type=click.IntRange(100), default=10_000, show_default=True,
    help="Random draws of each interval and test.",
)  # fmt: skip
@as_json
def command(
    run: Path, other_run: Path | None, out: Path, opened: bool, rounds: int, as_json: bool
) -> None:
    """Write a report of RUN, a folder that 'recommender-eval run' wrote, as one HTML file.

    With OTHER_RUN it shows what changed from RUN to OTHER_RUN, and what of that is more than
    chance; both must be over the same articles, judgements and list length. The file needs no
    network and no script, and can be sent by mail.
    """
    from tqdm import tqdm

    from eval.report import report, side_by_side
    from eval.runs.folder import load

    if other_run is None:
        page = report(load(run), rounds)
    else:
        with tqdm(desc="comparing", unit=" measures", disable=None, leave=False) as bar:

            def progress(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)

            page = side_by_side(load(run), load(other_run), rounds, progress)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page, encoding="utf-8")
    if as_json:
        print_json({"report": str(out), "bytes": len(page.encode())})
    else:
        click.echo(f"written to {out}")
    if opened:
        click.launch(str(out))
