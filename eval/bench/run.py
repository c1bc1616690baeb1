"""All benchmarks in order, as figures that the README may quote."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.bench.asking import bench_asking
from eval.bench.encoding import bench_encoding
from eval.bench.figure import Figure
from eval.bench.ingesting import bench_ingesting
from eval.bench.selecting import bench_selecting
from eval.bench.starting import bench_starting
from index.article import Article
from index.encoder import load
from index.normalise import normalise
from index.sources.jsonl import Record, open_lines, read_articles

_ENCODED = 2048


def run_benchmarks(path: Path) -> Iterator[Figure]:
    """Yield figures as they are measured, over the articles of a file of JSON Lines."""
    yield from bench_starting()
    yield from bench_selecting()
    yield from bench_encoding(_first_articles(path))
    encoder = load()
    with TemporaryDirectory() as home:
        yield from bench_ingesting(path, Path(home), encoder)
        yield from bench_asking(Path(home), encoder)


def _first_articles(path: Path) -> list[Article]:
    with open_lines(path) as (lines, _):
        records = (record for record in read_articles(lines) if isinstance(record, Record))
        return [normalise(record.raw, datetime.now(UTC)) for record in islice(records, _ENCODED)]
