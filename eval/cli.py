"""The command `recommender-eval`: is it better, and is it fast?"""

import click

from recommender.commands.group import CommandGroup


@click.group(
    cls=CommandGroup,
    package="eval.commands",
    names=(
        "datasets",
        "run",
        "repeat",
        "measure",
        "compare",
        "report",
        "gate",
        "quality",
        "relations",
        "clicks",
        "stories",
        "calibration",
        "encoder",
        "models",
        "lengths",
        "bench",
        "load",
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="related-articles")
def main() -> None:
    """Judge the engine from outside: is it better, and is it fast?"""
