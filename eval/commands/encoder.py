"""`recommender-eval encoder`: how well an encoder finds what belongs together."""

from pathlib import Path

import click


@click.command("encoder", short_help="How well an encoder finds what belongs together.")
@click.option("--model", default="bundled", show_default=True, help="'bundled', a name or a path.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("../shared/data/eval"),
    show_default=True,
    help="Folder of the evaluation data.",
)
@click.option("--json", "form", flag_value="json", help="Print one JSON object.")
@click.option("--card", "form", flag_value="card", help="Print the tables of the model card.")
def command(model: str, data: Path, form: str | None) -> None:
    """Measure an encoder on press releases, FLORES-200 and graded similarity.

    A measure whose data is not there is skipped, with the reason.
    """
    from eval.encoder_report import FORMS, measure_encoder
    from index.encoder import load

    click.echo(FORMS[form or "summary"](measure_encoder(load(model), data)))
