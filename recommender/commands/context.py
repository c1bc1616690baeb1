"""What sub-commands share: common options, wired services, and output for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from recommender.bootstrap import Services

F = TypeVar("F", bound=Callable[..., object])

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")


def _remember(ctx: click.Context, option: click.Parameter, value: object) -> None:
    given = ctx.find_root().ensure_object(dict)
    if value is not None:
        given[option.name] = value


_home = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of everything that is kept.  [default: ./data]",
    callback=_remember,
    expose_value=False,
)
_model = click.option(
    "--model",
    help="Encoder: 'bundled', or a sentence-transformers model by name or path.",
    callback=_remember,
    expose_value=False,
)
_MODEL_OPTIONS = {
    "--prompt": "What the model is given before every text, '' for nothing.",
    "--prompt-name": "Which of the model's own prompts to use.",
    "--max-seq-length": "Tokens of a text that the model reads.",
    "--truncate-dim": "Dimensions to keep of vectors that are made to be cut (Matryoshka).",
    "--batch-size": "Texts that the model encodes at once.  [default: 32]",
    "--device": "Where the model runs: auto, cpu, cuda, cuda:1, mps.  [default: auto]",
}
"""Settings of a model that is not the bundled one; checked where all settings are."""


def common_options(command: F) -> F:
    """Give a command --home, --model and how to use it, before or after a sub-command's name."""
    for name, meaning in reversed(_MODEL_OPTIONS.items()):
        option = click.option(
            name, metavar="VALUE", help=meaning, callback=_remember, expose_value=False
        )
        command = option(command)
    return _home(_model(command))


def given_options(ctx: click.Context) -> dict[str, object]:
    """Return the settings that common options were given for."""
    options: dict[str, object] = ctx.find_root().ensure_object(dict)
    return options


def open_services(ctx: click.Context, **given: object) -> Services:
    """Wire the services for a command, by its options and settings; they close when it ends."""
    from recommender.bootstrap import bootstrap
    from recommender.settings import load_settings

    services = bootstrap(load_settings(**{**given_options(ctx), **given}))
    ctx.call_on_close(services.close)
    return services


def forget_model(ctx: click.Context) -> None:
    """Have the model opened when services are, in case it has changed under its name."""
    from recommender.bootstrap import MODEL_NOTE
    from recommender.settings import load_settings

    with suppress(OSError):
        (load_settings(**given_options(ctx)).home / MODEL_NOTE).unlink()


def id_of(services: Services, named: str) -> str:
    """Return the id of an article that is named by its id or its address.

    Raises UnknownArticle for an address where there is none, InvalidRequest for a wrong one.
    """
    known = services.catalog.store.article(named) is not None
    is_url = named.startswith(("http://", "https://")) and not known
    return services.recommender.id_at(named) if is_url else named


def print_json(value: object) -> None:
    """Print a value for other programs to read."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def show_steps(steps: Iterator[int], what: str, total: int, quiet: bool) -> int:
    """Go through work in steps, with a bar once it takes long; return how much was done."""
    from tqdm import tqdm

    done = 0
    with tqdm(desc=what, total=total, unit=" articles", disable=quiet or None, delay=1) as bar:
        for step in steps:
            done += step
            bar.update(step)
    return done
