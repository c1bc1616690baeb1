"""`recommender-eval stories`: are stories found that nobody declared, and only those?"""

from pathlib import Path

import click


@click.command("stories", short_help="Are stories found that nobody declared, and only those?")
@click.option("--model", default="bundled", show_default=True, help="'bundled', a name or a path.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("../shared/data/eval"),
    show_default=True,
    help="Folder of the evaluation data.",
)
def command(model: str, data: Path) -> None:
    """Measure copies and translations on press releases whose translation keys are hidden.

    How many pairs that are found are right, how many of the right ones are found, and what is taken
    for a copy. It takes some minutes.
    """
    from eval.stories.measuring import measure_stories
    from index.encoder import load

    report = measure_stories(load(model), data)
    click.echo(f"{report.articles} articles")
    for name, counts in report.translations.items():
        click.echo(
            f"translations, {name}: precision {counts.precision:.4f}, recall {counts.recall:.4f}, "
            f"{counts.found - counts.right} of {counts.found} pairs wrong"
        )
    click.echo(f"linked releases taken for one story: {report.joined} of {report.links}")
    for name, share in report.copies.items():
        click.echo(f"copies, {name}: {share:.1%} recognised")
    click.echo(f"texts of one template taken for copies: {report.confused} of {report.templated}")
