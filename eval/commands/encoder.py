"""`recommender-eval encoder`: how well an encoder finds what belongs together."""

from collections.abc import Mapping
from pathlib import Path

import click

from eval.commands.options import setting_options


@click.command("encoder", short_help="How well an encoder finds what belongs together.")
@setting_options
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("../shared/data/eval"),
    show_default=True,
    help="Folder of the evaluation data.",
)
@click.option("--json", "form", flag_value="json", help="Print one JSON object.")
@click.option("--card", "form", flag_value="card", help="Print the tables of the model card.")
def command(settings: Mapping[str, str], data: Path, form: str | None) -> None:
    """Measure an encoder on press releases, FLORES-200 and graded similarity.

    A measure whose data is not there is skipped, with the reason.
    """
    from eval.encoder_report import FORMS, measure_encoder
    from index.encoder import load
    from recommender.settings import load_settings

    chosen = load_settings(**settings)
    encoder = load(chosen.model, chosen.model_options)
    click.echo(FORMS[form or "summary"](measure_encoder(encoder, data)))
