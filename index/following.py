"""The vector index in step with the store, whoever writes to it."""

import threading
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import numpy as np

from index.arrays import Rows, Scores, Vectors
from index.languages_of_rows import LanguagesOfRows
from index.store import Change, Store
from index.store.statements import require_same_model
from index.vectors import VectorIndex, snapshot

_CHANGES_AT_ONCE = 4096


class FollowingIndex:
    """Neighbours among the vectors of `model_id` in a store; a cache of it, kept in `folder`.

    It follows the store's change log, and starts from a snapshot or, if that is not whole and its
    own, from nothing. Safe to use from several threads.
    Everything raises ModelMismatch if the store's vectors are of another model.
    """

    def __init__(self, store: Store, folder: Path, model_id: str, dimension: int) -> None:
        self._store, self._folder = store, folder
        self._model_id, self._dimension = model_id, dimension
        self._lock = threading.Lock()
        self._index: VectorIndex | None = None
        self._languages: LanguagesOfRows | None = None
        self._change = 0
        self._saved: int | None = None

    def search(self, vector: Vectors, k: int, only: Sequence[str] = ()) -> tuple[Scores, Rows]:
        """Return scores (k',) and rows (k',) nearest to a vector (dimension,), best first.

        `only` are the languages to search among; () is all of them.
        Everything that was durable when this was called is seen; k' <= k.
        """
        with self._lock:
            index = self._followed()
            allowed = self._known_languages().among(only) if only else None
            scores, rows = index.search(vector[np.newaxis], k, allowed)
        return scores[0], rows[0]

    def languages(self) -> tuple[str, ...]:
        """Return all languages that articles are in, or were in."""
        with self._lock:
            self._followed()
            return self._known_languages().names()

    def vectors(self, rows: Rows) -> Vectors:
        """Return vectors (n, dimension) of rows (n,); zeros for those that are not there."""
        with self._lock:
            return self._followed().vectors(rows)

    def warm(self) -> int:
        """Come up to date, so that the next search need not; return the size."""
        with self._lock:
            return len(self._followed())

    def save(self) -> int:
        """Write a snapshot unless the last one is up to date; return the size."""
        with self._lock:
            index = self._followed()
            if self._saved != self._change:
                stamp = self._stamp(uuid4().hex)
                snapshot.save(self._folder, index, stamp, self._change)
                self._store.name_snapshot(stamp.name)
                self._saved = self._change
            return len(index)

    def rebuild(self) -> int:
        """Start again from the store's vectors and write a snapshot; return the size."""
        with self._lock:
            self._forget()
            self._index = VectorIndex(self._dimension)
        return self.save()

    def _followed(self) -> VectorIndex:
        position = self._store.position()
        if position.model_id is not None:
            require_same_model(position.model_id, self._model_id)
        if position.change < self._change:
            # the store was put back to an earlier state under our feet
            self._forget()
        if self._index is None:
            self._index, self._change = self._loaded()
        if position.change > self._change:
            while changes := self._store.changes(self._change, _CHANGES_AT_ONCE):
                _apply(self._index, changes)
                if self._languages is not None:
                    self._languages.update([(change.row, change.language) for change in changes])
                self._change = changes[-1].number
        return self._index

    def _known_languages(self) -> LanguagesOfRows:
        # read when first asked for, so that nobody waits for it at the start
        if self._languages is None:
            self._languages = LanguagesOfRows(self._store.languages())
        return self._languages

    def _loaded(self) -> tuple[VectorIndex, int]:
        name = self._store.snapshot()
        loaded = snapshot.load(self._folder, self._stamp(name)) if name is not None else None
        if loaded is None:
            return VectorIndex(self._dimension), 0
        self._saved = loaded[1]
        return loaded

    def _forget(self) -> None:
        self._index, self._languages = None, None
        self._change, self._saved = 0, None

    def _stamp(self, name: str) -> snapshot.Stamp:
        return snapshot.Stamp(name, self._model_id, self._dimension)


def _apply(index: VectorIndex, changes: Sequence[Change]) -> None:
    gone = [change.row for change in changes if change.vector is None]
    here = [(change.row, change.vector) for change in changes if change.vector is not None]
    index.remove(np.array(gone, dtype=np.int64))
    if here:
        rows, vectors = zip(*here, strict=True)
        index.upsert(np.array(rows, dtype=np.int64), np.stack(vectors))
