"""What sub-commands share: wired services, and output for other programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from recommender.bootstrap import Services

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")


def open_services(ctx: click.Context, **given: object) -> Services:
    """Wire the services for a command, by its options and settings; they close when it ends."""
    from recommender.bootstrap import bootstrap
    from recommender.settings import load_settings

    services = bootstrap(load_settings(**{**ctx.find_root().obj, **given}))
    ctx.call_on_close(services.close)
    return services


def print_json(value: object) -> None:
    """Print a value for other programs to read."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
