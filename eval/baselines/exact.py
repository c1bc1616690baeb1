"""Exact search: the score of every article, from the vectors that the store holds."""

import numpy as np

from index.arrays import Rows, Scores, Vectors
from index.store import Seed, Store

_CHANGES_AT_ONCE = 4096


class StoredVectors:
    """All vectors (n, dimension) of a store, by ascending row (n,)."""

    def __init__(self, store: Store) -> None:
        found: dict[int, Vectors] = {}
        after = 0
        while changes := store.changes(after, _CHANGES_AT_ONCE):
            found |= {each.row: each.vector for each in changes if each.vector is not None}
            after = changes[-1].number
        self.rows: Rows = np.array(sorted(found), dtype=np.int64)
        self._vectors = np.stack([found[row] for row in self.rows.tolist()])

    def score(self, seed: Seed) -> Scores:
        """Return the cosine (n,) of every article with the seed."""
        scores: Scores = self._vectors @ seed.vector
        return scores

    def mean_similarity(self, rows: Rows) -> float | None:
        """Return the mean cosine of all pairs among some rows; None if there is no pair."""
        n = len(rows)
        if n < 2:
            return None
        total = self._vectors[np.searchsorted(self.rows, rows)].sum(axis=0, dtype=np.float64)
        # the square of a sum of unit vectors counts every pair twice and every vector once
        return float((total @ total - n) / (n * (n - 1)))

    def recall(self, seed: Seed, rows: Rows) -> float:
        """Return the share of the len(rows) exact nearest articles that are among `rows`.

        A row as near as the last of them counts as one of them.
        """
        scores = self.score(seed)
        last = np.partition(scores, -len(rows))[-len(rows)]
        found = scores[np.searchsorted(self.rows, rows)]
        # another order of summation changes the last digits
        return float(np.mean(found >= last - 1e-5))
