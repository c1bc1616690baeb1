"""`recommender export`: the lists of the whole catalogue as files, for static sites."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from recommender.commands.context import as_json, common_options, open_services, print_json

if TYPE_CHECKING:
    from recommender.bootstrap import Services
    from recommender.export.exporting import Report
    from recommender.export.layout import Format
    from recommender.export.marker import Lists

P = TypeVar("P")


@click.command("export", short_help="Write all lists as files, for sites that are built.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["json", "hugo", "eleventy", "pelican"]),
    default="json",
    help="What builds the site.  [default: json]",
)
@click.option("--incremental", is_flag=True, help="Write only what changed since the last export.")
@click.option("--after", metavar="CURSOR", help="Write only what changed after this cursor.")
@click.option("-k", type=int, help="How many stories.  [default: 6]")
@click.option("--policy", metavar="NAME", help="The policy that chooses.  [default: news]")
@click.option(
    "--languages",
    default="",
    metavar="DE,FR",
    help="The readers' languages, best first.  [default: each page's]",
)
@as_json
@common_options
@click.pass_context
def command(
    ctx: click.Context,
    folder: Path,
    format_: Format,
    incremental: bool,
    after: str | None,
    k: int | None,
    policy: str | None,
    languages: str,
    as_json: bool,
) -> None:
    """Write the lists of all pages into FOLDER, for sites that are built and not served.

    \b
      json      pages/NAME.json, and index.json that names them by id
      hugo      data/related/NAME.json, in the site's folder
      eleventy  _data/related.json, by id
      pelican   related.json, by address

    NAME is the first 32 digits of the id's SHA-256. With --incremental only what changed is
    written, and what is gone is removed, so that a site builds no more than it has to; FOLDER
    remembers how far it is. --policy, -k and --languages make other lists than the feed of changes
    is about: then all lists are made, and those that are other than before are written. Each file
    is whole at any moment. docs/changes.md shows what a template says.
    """
    from recommender.export.marker import Lists
    from recommender.reader import Reader, listed_languages

    services = open_services(ctx)
    settings = services.settings
    lists = Lists(
        format=format_,
        k=settings.k if k is None else k,
        policy=policy or settings.policy,
        languages=Reader.of(listed_languages(languages), ()).languages,
    )
    report = _export(services, folder, lists, incremental, after, as_json)
    if as_json:
        print_json({name: getattr(report, name) for name in report.__slots__})
    else:
        click.echo(
            f"{report.pages} pages looked at, {report.written} files written, "
            f"{report.removed} removed; the next export goes on from {report.cursor}"
        )


def _export(
    services: Services,
    folder: Path,
    lists: Lists,
    incremental: bool,
    after: str | None,
    quiet: bool,
) -> Report:
    from datetime import UTC, datetime

    from recommender.changes.cursor import ForeignCursor
    from recommender.commands.catching_up import catch_up
    from recommender.export.exporting import Export, follows_the_feed

    if after:
        _check_cursor(services, lists, after)
    export = Export(services, folder, lists, datetime.now(UTC))
    remembered = incremental and follows_the_feed(services, lists)
    cursor = after or (export.marker.cursor if remembered else None)
    progress = partial(_progress, quiet)
    if cursor is None:
        return export.everything(progress)
    catch_up(services, quiet)
    try:
        return export.changes_after(cursor, progress)
    except ForeignCursor:
        click.echo("the catalogue was put back to an earlier state; making all lists", err=True)
        return export.everything(progress)


def _check_cursor(services: Services, lists: Lists, after: str) -> None:
    """Raise InvalidRequest or ForeignCursor for a cursor that nothing can be exported from."""
    from recommender.changes.cursor import number_at
    from recommender.errors import InvalidRequest
    from recommender.export.exporting import follows_the_feed

    number_at(services.catalog.store.list_changes, after)
    if not follows_the_feed(services, lists):
        raise InvalidRequest(
            "after",
            "the feed is not about lists by another -k, --policy or --languages; leave out --after",
        )


def _progress(quiet: bool, pages: list[P]) -> Iterable[P]:
    from tqdm import tqdm

    shown: Iterable[P] = tqdm(pages, unit=" pages", disable=quiet or None)
    return shown
