"""What a known page's related stories cost."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from eval.bench.figure import Figure, seconds
from index.encoder import Encoder
from index.ingest import ingest
from index.sources.jsonl import open_lines, read_articles
from recommender.bootstrap import Services, bootstrap
from recommender.ranker import CANDIDATES
from recommender.settings import load_settings

_REQUESTS = 500


def bench_asking(path: Path, encoder: Encoder) -> list[Figure]:
    """Time related() for pages spread over a catalogue, against the bare vector search in it."""
    with TemporaryDirectory() as home, open_lines(path) as (lines, _):
        services = bootstrap(load_settings(home=home), encoder)
        ingest(services.catalog, read_articles(lines), datetime.now(UTC))
        ids = [card.id for card in services.catalog.store.newest(services.catalog.index.warm())]
        pages = ids[:: max(1, len(ids) // _REQUESTS)]
        asked, searched = (1000 * np.array([_times(services, page) for page in pages])).T
        services.close()
    return [
        Figure("asking, median", float(np.median(asked)), "ms", f"{len(ids)} articles"),
        Figure("asking, 99 of 100", float(np.percentile(asked, 99)), "ms"),
        Figure("asking", float(np.median(asked / searched)), "x bare vector search"),
    ]


def _times(services: Services, page: str) -> tuple[float, float]:
    catalog, recommender = services.catalog, services.recommender
    seed = catalog.store.seed(page)
    assert seed is not None
    return (
        seconds(lambda: recommender.related(page, services.settings.k)),
        seconds(lambda: catalog.neighbours(seed.vector, CANDIDATES)),
    )
