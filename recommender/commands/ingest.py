"""`recommender ingest`: files of articles into the catalogue."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from recommender.commands.context import (
    as_json,
    common_options,
    open_services,
    print_json,
    show_steps,
)

if TYPE_CHECKING:
    from index.ingest import Report
    from recommender.bootstrap import Services

_SHOWN = 20
_LESS_URGENT = 10


@click.command("ingest", short_help="Add articles from files of JSON Lines.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help="Exit with status 1 if any line was rejected.")
@as_json
@common_options
@click.pass_context
def command(ctx: click.Context, files: tuple[Path, ...], strict: bool, as_json: bool) -> None:
    """Add articles from FILES of JSON Lines; '-' reads standard input.

    Files may be plain or end in .gz, .bz2, .xz or .zst. Each line is one article:

    \b
      {"id": "a1", "url": "https://...", "language": "de", "title": "...", "summary": "...",
       "text": "...", "published_at": "2026-11-05T08:30:00Z", "section": "science",
       "tags": ["..."], "authors": ["..."], "image_url": "https://...",
       "translation_key": "shared by all language versions of an article"}

    Needed are a title, and an id or a url. A headline alone is an article, but say its language:
    so few words often leave it unsure. An article that is known and has not changed costs next to
    nothing, so the same file can be given again; one that is known and has changed is replaced. A
    line that is not a valid article is reported with its number, and the others go in. What the
    progress bar counts is safe on disk. Beside a service of the same folder, its answers go first.
    """
    services = open_services(ctx)
    _make_way(services)
    reports = []
    try:
        for file in files:
            report = _ingest(services, file, quiet=as_json)
            reports.append({"file": str(file), **asdict(report)})
            if not as_json:
                _print(file, report)
    finally:
        services.catalog.save()
    if as_json:
        print_json(reports)
    if strict and any(report["rejected"] for report in reports):
        ctx.exit(1)


def _make_way(services: Services) -> None:
    """Let a service that answers from the same folder go first on the processor."""
    from recommender.keeping import is_kept

    if is_kept(services.settings.home):
        os.nice(_LESS_URGENT)


def _ingest(services: Services, path: Path, quiet: bool) -> Report:
    from tqdm import tqdm

    from index.ingest import ingest
    from index.sources.jsonl import read_articles

    with _lines(path) as (lines, file, size), tqdm(unit=" articles", disable=quiet or None) as bar:

        def progress(report: Report) -> None:
            bar.update(report.read - bar.n)
            if size:
                bar.set_postfix_str(f"{100 * file.tell() / size:.0f} % of {path.name}")

        def relating(steps: Iterator[int]) -> None:
            bar.set_postfix_str("")
            show_steps(steps, "relating", services.catalog.unrelated(), quiet)

        records = read_articles(lines)
        return ingest(services.catalog, records, datetime.now(UTC), progress, relating)


@contextmanager
def _lines(path: Path) -> Iterator[tuple[Iterable[bytes], BinaryIO, int]]:
    from index.sources.jsonl import open_lines

    if str(path) == "-":
        yield sys.stdin.buffer, sys.stdin.buffer, 0
    else:
        with open_lines(path) as (lines, file):
            yield lines, file, path.stat().st_size


def _print(file: Path, report: Report) -> None:
    click.echo(
        f"{file}: {report.added} added, {report.changed} changed, "
        f"{report.unchanged} unchanged, {len(report.rejected)} rejected"
    )
    for rejection in report.rejected[:_SHOWN]:
        click.echo(f"  line {rejection.line}: {rejection.reason}", err=True)
    if len(report.rejected) > _SHOWN:
        click.echo(f"  ... and {len(report.rejected) - _SHOWN} more; --json lists all", err=True)
