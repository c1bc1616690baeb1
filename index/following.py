"""The vector index in step with the store, whoever writes to it."""

import logging
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import numpy as np

from index.arrays import Rows, Scores, Vectors
from index.signature import Signatures, signatures_of
from index.store import Position, Store
from index.store.statements import require_same_model
from index.vectors import Layers, Packed, Segment, snapshot
from index.vectors.manifest import Stamp, Unusable

logger = logging.getLogger(__name__)

_CHANGES_AT_ONCE = 4096

_PATIENCE_S = 0.05
"""How many seconds a search waits while another thread brings in what is new. That seldom takes
more than milliseconds, but building the index anew does."""


@dataclass(frozen=True, slots=True)
class _Followed:
    """The index as of a change of the store; `base` is the snapshot `name`, None without one."""

    layers: Layers
    change: int
    name: str | None
    base: snapshot.Snapshot | None

    def is_of(self, position: Position) -> bool:
        """Say whether it grew from the store's snapshot, and not beyond the store."""
        known = self.name == position.snapshot and self.change <= position.change
        return known and self.is_whole()

    def is_whole(self) -> bool:
        """Say whether it may be used: nobody has touched the files that it is mapped from."""
        return self.base is None or self.base.is_untouched()

    def is_saved(self) -> bool:
        """Say whether all of it is in the snapshot."""
        return self.base is not None and self.base.change == self.change


class FollowingIndex:
    """Neighbours among the vectors of `model_id` in a store; a cache of it, kept in `folder`.

    It follows the store's change log, and starts from the snapshot that the store names or, if
    that is not whole and its own, from nothing. Vectors are compared as float16.
    Safe to use from several threads, which search side by side: while one brings in what is new,
    others wait for a moment at most, and then answer by what they have.
    Everything raises ModelMismatch if the store's vectors are of another model.
    """

    def __init__(self, store: Store, folder: Path, model_id: str, dimension: int) -> None:
        self._store, self._folder = store, folder
        self._model_id, self._dimension = model_id, dimension
        self._following = threading.Lock()
        self._followed: _Followed | None = None

    def search(self, vector: Vectors, k: int, only: Sequence[str] = ()) -> tuple[Scores, Rows]:
        """Return scores (k',) and rows (k',) nearest to a vector (dimension,), best first.

        `only` are the languages to search among; () is all of them.
        Everything that was durable when this was called is seen, unless another thread takes long
        to bring it in; k' <= k.
        """
        scores, rows = self.search_many(vector[np.newaxis], k, only)
        return scores[0], rows[0]

    def search_many(
        self, vectors: Vectors, k: int, only: Sequence[str] = ()
    ) -> tuple[Scores, Rows]:
        """Return scores (q, k') and rows (q, k') nearest to each of vectors (q, dimension).

        It is the same as so many searches. They run on as many threads as OMP_NUM_THREADS says.
        """
        return self._layers().search(vectors, k, only)

    def languages(self) -> tuple[str, ...]:
        """Return all languages that articles are in, or were in."""
        return self._layers().names()

    def vectors(self, rows: Rows) -> Vectors:
        """Return vectors (n, dimension) of rows (n,); zeros for those that are not there."""
        return self._layers().vectors(rows)

    def packed(self, rows: Rows) -> Packed:
        """Return signatures (n, 460) uint8 of rows (n,), as stored; zeros where there is none."""
        return self._layers().packed(rows)

    def signatures(self, rows: Rows) -> Signatures:
        """Return signatures of rows (n,); that of nothing where there is none."""
        packed = self.packed(rows)
        return signatures_of(packed.view(f"V{packed.shape[1]}").ravel().tolist())

    def warm(self) -> int:
        """Come up to date, so that the next search need not; return the size."""
        return len(self._layers())

    def outgrown(self) -> bool:
        """Say whether so much has changed since the snapshot that it is time to `save`."""
        followed = self._up_to_date()
        lost = followed.base is None and followed.name is not None
        return lost or followed.layers.outgrown()

    def save(self) -> int:
        """Write a snapshot unless the last one is up to date; return the size.

        Searches go on meanwhile. Other processes change over to it when they search next.
        """
        with snapshot.held(self._folder):
            followed = self._up_to_date()
            if not followed.is_saved():
                self._write(followed)
        return self.warm()

    def save_again(self) -> int:
        """Write a snapshot even if the last one is up to date, under another name; return the size.

        What stands beside a snapshot belongs to all stores that have its name, backups among them,
        so it is never written later than that.
        """
        with snapshot.held(self._folder):
            self._write(self._up_to_date())
        return self.warm()

    def rebuild(self) -> int:
        """Start again from the store's vectors and write a snapshot; return the size."""
        with snapshot.held(self._folder):
            position = self._position()
            self._write(self._caught_up(self._nothing(position), position))
        return self.warm()

    def _write(self, followed: _Followed) -> None:
        stamp = self._stamp(uuid4().hex)
        snapshot.save(self._folder, followed.layers, stamp, followed.change)
        self._store.name_snapshot(stamp.name)
        snapshot.drop_others(self._folder, stamp.name)

    def _layers(self) -> Layers:
        return self._up_to_date().layers

    def _up_to_date(self) -> _Followed:
        position, known = self._position(), self._followed
        if known and known.is_of(position) and known.change == position.change:
            return known
        if known and known.is_whole():
            if not self._following.acquire(timeout=_PATIENCE_S):
                return known
        else:
            # there is nothing to answer by meanwhile
            self._following.acquire()
        try:
            self._followed = self._follow()
            return self._followed
        finally:
            self._following.release()

    def _follow(self) -> _Followed:
        position, followed = self._position(), self._followed
        if followed is None or not followed.is_of(position):
            followed = self._loaded(position)
        return self._caught_up(followed, position)

    def _caught_up(self, followed: _Followed, position: Position) -> _Followed:
        layers, change = followed.layers, followed.change
        if change < position.change:
            while changes := self._store.changes(change, _CHANGES_AT_ONCE):
                layers, change = layers.after(changes), changes[-1].number
        # a number may have been counted that no article bears any more
        return replace(followed, layers=layers, change=max(change, position.change))

    def _loaded(self, position: Position) -> _Followed:
        name = position.snapshot
        if name is None:
            return self._nothing(position)
        try:
            base = snapshot.load(self._folder, self._stamp(name))
        except Unusable as problem:
            latest = self._position()
            if latest.snapshot != name:
                # another process has just replaced it
                return self._loaded(latest)
            logger.warning("%s; building the index anew from the store", problem)
            return self._nothing(position)
        return _Followed(Layers.on(base.segment), base.change, name, base)

    def _nothing(self, position: Position) -> _Followed:
        return _Followed(Layers.on(Segment.empty(self._dimension)), 0, position.snapshot, None)

    def _position(self) -> Position:
        position = self._store.position()
        if position.model_id is not None:
            require_same_model(position.model_id, self._model_id)
        return position

    def _stamp(self, name: str) -> Stamp:
        return Stamp(name, self._model_id, self._dimension)
