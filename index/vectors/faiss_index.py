"""The vector index on FAISS; no other file imports it."""

from pathlib import Path
from typing import Any

import faiss
import numpy as np

from index.arrays import Mask, Rows, Scores, Vectors


class VectorIndex:
    """Nearest neighbours by inner product over float32 rows of `dimension`, keyed by int64 rows.

    Exact: every vector is compared. Not safe to search while it is written; the catalogue sees
    to that.
    """

    def __init__(self, dimension: int) -> None:
        self.dimension = dimension
        self._faiss: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        self._present: Mask = np.zeros(0, dtype=bool)

    def __len__(self) -> int:
        """Return how many vectors there are."""
        return int(self._faiss.ntotal)

    def upsert(self, rows: Rows, vectors: Vectors) -> None:
        """Add vectors (n, dimension) or replace those of the same rows (n,), which are distinct."""
        # faiss would keep both copies of an id that is added twice
        self.remove(rows)
        self._faiss.add_with_ids(np.ascontiguousarray(vectors, dtype=np.float32), rows)
        self._make_room_for(rows)
        self._present[rows] = True

    def remove(self, rows: Rows) -> None:
        """Forget rows; those that are not there are passed over."""
        known = rows[rows < len(self._present)]
        known = known[self._present[known]]
        if len(known):
            # each call goes over all vectors, so rows that are not there must not cause one
            self._faiss.remove_ids(known)
            self._present[known] = False

    def search(self, queries: Vectors, k: int, allowed: Mask | None = None) -> tuple[Scores, Rows]:
        """Return scores (q, k') and rows (q, k'), best first, with k' = min(k, candidates).

        `allowed` (r,) bool says of each row whether it is a candidate; rows from r on are not.
        Without it all rows are.
        """
        k = min(k, len(self) if allowed is None else self._count(allowed))
        if k == 0:
            empty = (len(queries), 0)
            return np.zeros(empty, dtype=np.float32), np.zeros(empty, dtype=np.int64)
        queries = np.ascontiguousarray(queries, dtype=np.float32)
        if allowed is None:
            scores, rows = self._faiss.search(queries, k)
        else:
            scores, rows = self._faiss.search(queries, k, params=_only(allowed))
        return scores, rows

    def vectors(self, rows: Rows) -> Vectors:
        """Return vectors (n, dimension) of rows (n,); zeros for those that are not there."""
        found = np.zeros((len(rows), self.dimension), np.float32)
        known = rows < len(self._present)
        known[known] = self._present[rows[known]]
        if known.any():
            found[known] = self._faiss.reconstruct_batch(rows[known])
        return found

    def _count(self, allowed: Mask) -> int:
        common = min(len(allowed), len(self._present))
        return int(np.count_nonzero(allowed[:common] & self._present[:common]))

    def write(self, path: Path) -> None:
        """Write all vectors to a file."""
        faiss.write_index(self._faiss, str(path))

    @classmethod
    def read(cls, path: Path) -> "VectorIndex":
        """Read what `write` wrote. The file must be known to be whole: faiss trusts its bytes."""
        stored: Any = faiss.read_index(str(path))
        index = cls(stored.d)
        index._faiss = stored
        rows = faiss.vector_to_array(stored.id_map)
        index._make_room_for(rows)
        index._present[rows] = True
        return index

    def _make_room_for(self, rows: Rows) -> None:
        needed = int(rows.max(initial=-1)) + 1
        if needed > len(self._present):
            grown = np.zeros(max(needed, 2 * len(self._present)), dtype=bool)
            grown[: len(self._present)] = self._present
            self._present = grown


def _only(allowed: Mask) -> Any:
    swig: Any = faiss
    selector = swig.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))
    return swig.SearchParameters(sel=selector)
