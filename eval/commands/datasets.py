"""`recommender-eval datasets`: what there is to evaluate with."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from eval.commands.options import data_option
from recommender.commands.context import as_json, print_json

if TYPE_CHECKING:
    from eval.datasets.dataset import Source
    from eval.datasets.size import Size


@click.command("datasets", short_help="What there is to evaluate with.")
@click.argument("name", required=False)
@click.option("--quick", is_flag=True, help="Do not read what is there to say how large it is.")
@data_option
@as_json
def command(name: str | None, quick: bool, data: Path, as_json: bool) -> None:
    """List sets of judged articles: what each asks, its size, languages and licence.

    Each says where it is looked for, and one that is not there how to get it. NAME, or the folder
    of your own data, shows that one alone.

    \b
    A folder of your own data holds articles.jsonl (as 'recommender ingest' takes it; may also end
    in .gz, .bz2, .xz or .zst) and one of these; if both are there, qrels.txt counts:
      qrels.txt        TREC judgements, lines of 'seed iteration article grade'; in ids,
                       white space is written %20, % is %25, and # is %23
      decisions.jsonl  {"seed": "a1", "article": "b2", "decision": "approve",
                        "at": "2026-11-05T08:30:00Z"}; pin, approve, block or undo
    """
    from eval.datasets import SOURCES, find

    sources = [find(name)] if name else list(SOURCES.values())
    there = [source for source in sources if not source.missing(data)]
    sizes = {} if quick else _sizes(there, data)
    if as_json:
        print_json([_described(source, data, sizes.get(source.name)) for source in sources])
        return
    for source in sources:
        _print(source, data, sizes.get(source.name))


def _sizes(sources: list[Source], data: Path) -> dict[str, Size]:
    from tqdm import tqdm

    from eval.datasets.size import size_of

    sizes = {}
    with tqdm(sources, unit=" datasets", disable=None, delay=1, leave=False) as bar:
        for source in bar:
            bar.set_description(f"reading {source.name}")
            sizes[source.name] = size_of(source.load(data))
    return sizes


def _described(source: Source, data: Path, size: Size | None) -> dict[str, object]:
    return {
        "name": source.name,
        "question": source.question,
        "licence": source.licence,
        "files": [str(data / file) for file in source.files],
        "missing": [str(path) for path in source.missing(data)],
        "obtain": source.obtain,
        **(asdict(size) if size else {}),
    }


def _print(source: Source, data: Path, size: Size | None) -> None:
    click.secho(source.name, bold=True, nl=False)
    click.echo(f"  {source.question}")
    click.echo(f"  licence    {source.licence}")
    missing = source.missing(data)
    for file in source.files:
        absent = "  (not there)" if data / file in missing else ""
        click.echo(f"  looked for {data / file}{absent}")
    if missing:
        click.echo(f"  to get it, {source.obtain}")
    if size:
        languages = ", ".join(f"{tag} {number:,}" for tag, number in size.languages.items())
        click.echo(
            f"  holds      {size.articles:,} articles, {size.seeds:,} seeds, "
            f"{size.judgements:,} judgements"
        )
        click.echo(f"  languages  {languages}")
    click.echo()
