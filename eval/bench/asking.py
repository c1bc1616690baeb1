"""What a known page's related stories cost."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from eval.bench.figure import Figure, seconds
from index.encoder import Encoder
from recommender.bootstrap import Services, bootstrap
from recommender.ranker import CANDIDATES
from recommender.service import Recommender
from recommender.settings import load_settings

_REQUESTS = 500


class _Times(NamedTuple):
    """Seconds for one page: from its shortlist, by a search, and for the bare search in it."""

    shortlisted: float
    searched: float
    bare: float


def bench_asking(home: Path, encoder: Encoder) -> list[Figure]:
    """Time related() for pages spread over a catalogue, against the bare vector search in it."""
    services = bootstrap(load_settings(home=home), encoder)
    ids = [card.id for card in services.catalog.store.newest(services.catalog.index.warm())]
    pages = ids[:: max(1, len(ids) // _REQUESTS)]
    times = np.array([_times(services, page) for page in pages])
    services.close()
    shortlisted, searched, bare = 1000 * times.T
    return [
        Figure("asking, median", float(np.median(shortlisted)), "ms", f"{len(ids)} articles"),
        Figure("asking, 99 of 100", float(np.percentile(shortlisted, 99)), "ms"),
        Figure("asking", float(np.median(shortlisted / bare)), "x bare vector search"),
        Figure("asking by a search", float(np.median(searched / bare)), "x bare vector search"),
    ]


def _times(services: Services, page: str) -> _Times:
    catalog, k = services.catalog, services.settings.k
    searching = Recommender(catalog, services.policies.default)
    seed = catalog.store.seed(page)
    assert seed is not None
    return _Times(
        seconds(lambda: services.recommender.related(page, k)),
        seconds(lambda: searching.related(page, k)),
        seconds(lambda: catalog.neighbours(seed.vector, CANDIDATES)),
    )
