"""Does the index find what comparing a page with every article finds?"""

from collections.abc import Sequence

import numpy as np

from index.arrays import Rows, Scores, Vectors
from index.catalog import Catalog
from index.store import Seed

AT = 100
_AT_ONCE = 16_384


def recall(catalog: Catalog, seeds: Sequence[Seed]) -> float:
    """Return the mean share of the 100 nearest articles of pages that the index finds.

    The nearest are those by inner product with every vector of the store, in full precision.
    """
    queries = np.stack([seed.vector for seed in seeds])
    nearest = _nearest(catalog, queries)
    _, found = catalog.index.search_many(queries, AT)
    shares = [len(np.intersect1d(*pair)) / AT for pair in zip(nearest, found, strict=True)]
    return float(np.mean(shares))


def _nearest(catalog: Catalog, queries: Vectors) -> Rows:
    scores: Scores = np.full((len(queries), AT), -2, np.float32)
    rows: Rows = np.full((len(queries), AT), -1, np.int64)
    after = 0
    while changes := catalog.store.changes(after, _AT_ONCE):
        after = changes[-1].number
        there = [change for change in changes if change.vector is not None]
        vectors = np.stack([change.vector for change in there if change.vector is not None])
        here = np.array([change.row for change in there], np.int64)
        scores = np.concatenate([scores, queries @ vectors.T], axis=1)
        rows = np.concatenate([rows, np.broadcast_to(here, (len(queries), len(here)))], axis=1)
        best = np.argpartition(-scores, AT, axis=1)[:, :AT]
        scores = np.take_along_axis(scores, best, axis=1)
        rows = np.take_along_axis(rows, best, axis=1)
    return rows
