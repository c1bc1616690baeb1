"""What the evaluation's commands share: where data lies, where work is kept, progress."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from eval.runs.making import Progress
    from index.ingest import Report

F = TypeVar("F", bound=Callable[..., object])

SYSTEM_NAMES = ("engine", "dense", "exact", "tfidf", "bm25", "newest", "random")

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("../shared/data/eval"),
    show_default=True,
    help="Folder of the evaluation data.",
)
work_option = click.option(
    "--work",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("data/evaluation"),
    show_default=True,
    help="Folder of ingested catalogues and recorded runs.",
)


def _with_pairs(
    ctx: click.Context,
    option: click.Parameter,  # noqa: ARG001
    pairs: tuple[str, ...],
) -> dict[str, str]:
    model = ctx.params.pop("model")
    settings = {"model": model} if model else {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not separator or not name:
            raise click.BadParameter(f"expected NAME=VALUE, got {pair!r}", param_hint="--set")
        settings[name] = value
    return settings


def setting_options(command: F) -> F:
    """Give a command --model and --set; it takes both as `settings`, by name."""
    model = click.option(
        "--model", is_eager=True, help="Encoder: 'bundled', or a sentence-transformers model."
    )
    pairs = click.option(
        "--set", "settings", multiple=True, metavar="NAME=VALUE", callback=_with_pairs,
        help="A setting of the engine, such as minimum_score=0.2; may be given again.",
    )  # fmt: skip
    return model(pairs(command))


@contextmanager
def shown_progress() -> Iterator["Progress"]:
    """Show a bar for articles that are ingested, then one for lists that are answered."""
    from tqdm import tqdm

    from eval.runs.making import Progress

    with (
        tqdm(unit=" articles", desc="ingesting", disable=None, delay=1, leave=False) as articles,
        tqdm(unit=" lists", desc="asking", disable=None, leave=False) as lists,
    ):

        def ingested(report: "Report") -> None:
            articles.update(report.read - articles.n)

        def answered(done: int, total: int) -> None:
            lists.total = total
            lists.update(done - lists.n)

        yield Progress(ingested, answered)
