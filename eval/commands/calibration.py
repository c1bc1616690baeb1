"""`recommender-eval calibration`: whether scores mean the same for every two languages."""

from pathlib import Path

import click

from recommender.commands.context import common_options, open_services


@click.command("calibration", short_help="Whether scores mean the same for every two languages.")
@click.option(
    "--plot",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw how many unrelated pairs reach a score, as an SVG file.",
)
@common_options
@click.pass_context
def command(ctx: click.Context, plot: Path | None) -> None:
    """Count how many unrelated pairs of a catalogue's articles reach a score of 0.5.

    It should be one in a thousand between every two languages. The articles are others than those
    that the levels were learnt from, as far as the catalogue has others.
    """
    from eval.calibration import curves_of
    from eval.calibration.drawing import drawn

    curves = curves_of(open_services(ctx).catalog.calibrator)
    click.echo("languages   pairs   reach 0.5, in 1,000")
    for curve in curves:
        one, other = curve.languages
        click.echo(f"{one:>4} {other:<4} {len(curve.raw):8,} {1000 * curve.reached(0.5):8.2f}")
    if not curves:
        click.echo("too few articles: two languages need some thousand pairs of them")
    elif plot:
        plot.write_text(drawn(curves), encoding="utf-8")
        click.echo(f"drawn to {plot}")
