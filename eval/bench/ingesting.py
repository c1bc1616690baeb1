"""How fast articles go in, and where the time goes."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from eval.bench.figure import Figure, seconds
from index.arrays import Vectors
from index.catalog import Catalog
from index.encoder import Encoder
from index.ingest import ingest
from index.sources.jsonl import open_lines, read_articles
from index.store import Entry, Store
from recommender.bootstrap import STORE_FILE

T = TypeVar("T")


class _TimedEncoder:
    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.model_id, self.dimension = encoder.model_id, encoder.dimension
        self.seconds = 0.0

    def encode(self, texts: Sequence[str], languages: Sequence[str]) -> Vectors:
        begun = perf_counter()
        vectors = self._encoder.encode(texts, languages)
        self.seconds += perf_counter() - begun
        return vectors


class _TimedStore(Store):
    seconds = 0.0

    def write(self, entries: Sequence[Entry], model_id: str) -> None:
        self.seconds += seconds(lambda: super(_TimedStore, self).write(entries, model_id))


class _TimedIterator(Iterator[T]):
    def __init__(self, items: Iterable[T]) -> None:
        self._items = iter(items)
        self.seconds = 0.0

    def __next__(self) -> T:
        begun = perf_counter()
        try:
            return next(self._items)
        finally:
            self.seconds += perf_counter() - begun


class _TimedCatalog(Catalog):
    seconds = 0.0

    def relate(self, wait_s: float = 0.0) -> list[int] | None:
        begun = perf_counter()
        try:
            return super().relate(wait_s)
        finally:
            self.seconds += perf_counter() - begun


def bench_ingesting(path: Path, home: Path, encoder: Encoder) -> list[Figure]:
    """Ingest a whole file into a catalogue in `home`; report articles/s and each part's share."""
    with open_lines(path) as (lines, _):
        timed_encoder, store = _TimedEncoder(encoder), _TimedStore(home / STORE_FILE)
        catalog = _TimedCatalog(store, home, timed_encoder)
        records = _TimedIterator(read_articles(lines))
        begun = perf_counter()
        report = ingest(catalog, records, datetime.now(UTC))
        whole = perf_counter() - begun
    index = seconds(catalog.save)
    store.close()
    parts = {
        "read and parse": records.seconds,
        "encode": timed_encoder.seconds,
        "write to the store": store.seconds,
        "relate": catalog.seconds,
    }
    parts["clean, identify the language, sign, find stories"] = whole - sum(parts.values())
    parts["index"] = index
    total = whole + index
    return [
        Figure("ingesting", report.read / total, "articles/s", f"{report.read} articles"),
        Figure("ingesting, rejected", len(report.rejected), "articles"),
        *(Figure(f"ingesting, {name}", 100 * part / total, "%") for name, part in parts.items()),
    ]
