"""`recommender backup`: a copy of the catalogue, taken while it is served."""

from __future__ import annotations

from pathlib import Path

import click

from recommender.commands.context import as_json, common_options, given_options, print_json


@click.command("backup", short_help="Copy the catalogue to a file, while it is served.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@as_json
@common_options
@click.pass_context
def command(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Copy the catalogue, as it is at this moment, to a new FILE; nobody has to wait for it.

    It holds articles, vectors, editors' decisions and keys: all that cannot be made again. To
    restore it, stop the service, put the copy in the place of catalogue.sqlite, remove the files
    catalogue.sqlite-wal and catalogue.sqlite-shm beside it, and start the service. Settings and
    policies are files of their own in the data folder; copy them as any file.
    """
    from index.store.backup import back_up
    from recommender.bootstrap import STORE_FILE
    from recommender.settings import load_settings

    size = back_up(load_settings(**given_options(ctx)).home / STORE_FILE, file)
    if as_json:
        print_json({"file": str(file), "bytes": size})
    else:
        click.echo(f"{file}: {size / 1e6:.1f} MB")
