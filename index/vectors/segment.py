"""A part of the index that never changes, and the same with what has gone since."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.arrays import Rows, Scores, Vectors
from index.signature import BYTES
from index.vectors import bits
from index.vectors.bits import Bits, Slots
from index.vectors.faiss_index import VectorIndex
from index.vectors.languages import Languages

Packed: TypeAlias = NDArray[np.uint8]
"""(n, 460) uint8, signatures as they are stored; zeros are that of nothing."""


@dataclass(frozen=True, slots=True)
class Segment:
    """n articles, a slot each: `rows` (n,) ascending, languages, signatures (n, 460), vectors."""

    rows: Rows
    languages: Languages
    signatures: Packed
    index: VectorIndex

    @classmethod
    def of(
        cls, rows: Rows, languages: Languages, signatures: Packed, vectors: Vectors
    ) -> "Segment":
        """Put articles together in memory; their rows ascend."""
        index = VectorIndex.build(lambda slots: vectors[slots], languages.codes, vectors.shape[1])
        return cls(rows, languages, signatures, index)

    @classmethod
    def empty(cls, dimension: int) -> "Segment":
        """Return a segment without articles."""
        none = np.zeros((0, BYTES), np.uint8), np.zeros((0, dimension), np.float32)
        return cls.of(np.zeros(0, np.int64), Languages.of([]), *none)

    def __len__(self) -> int:
        """Return how many articles there are."""
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Layer:
    """A segment and which of its articles still count: `alive`, a bit a slot, `size` of them."""

    segment: Segment
    alive: Bits
    size: int

    @classmethod
    def whole(cls, segment: Segment) -> "Layer":
        """Return a segment of which nothing has gone."""
        return cls(segment, bits.packed(np.ones(len(segment), dtype=bool)), len(segment))

    def rows(self) -> Rows:
        """Return the rows that are left, ascending."""
        return self.segment.rows[bits.unpacked(self.alive, len(self.segment))]

    def slots(self, rows: Rows) -> Slots:
        """Return the slots (n,) of rows (n,); -1 for those that are not here."""
        if not len(self.segment):
            return np.full(len(rows), -1, np.int64)
        slots = np.searchsorted(self.segment.rows, rows)
        slots[slots == len(self.segment)] = 0
        here = (self.segment.rows[slots] == rows) & bits.are_set(self.alive, slots)
        return np.where(here, slots, -1)

    def without(self, rows: Rows) -> "Layer":
        """Return what is left without some rows, most of which may not be here."""
        slots = self.slots(rows)
        gone = slots[slots >= 0]
        if not len(gone):
            return self
        alive = bits.without(self.alive, gone)
        return replace(self, alive=alive, size=self.size - len(gone))

    def search(self, queries: Vectors, k: int, only: Sequence[str]) -> tuple[Scores, Rows]:
        """Return scores (q, k') and rows (q, k') of the nearest in these languages; () is all."""
        allowed = self.alive if self.size < len(self.segment) else None
        wanted = None
        if only:
            wanted, among = self.segment.languages.among(only)
            allowed = among & self.alive
        scores, slots = self.segment.index.search(queries, k, allowed, wanted)
        return scores, self.segment.rows[slots]
