"""The whole index at one moment: a large base, and on it thin layers of what was written since."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from index.arrays import Rows, Scores, Vectors
from index.signature import BYTES, EMPTY
from index.store import Change
from index.vectors.bits import Slots
from index.vectors.languages import Languages
from index.vectors.segment import Layer, Packed, Segment

_LARGEST = 16_384
"""Articles in a layer above the base, at most; larger ones would be costly to merge."""

_GROWTH = 4
"""A layer is that many times larger than the one above it, so that there are few."""

_WRITTEN, _SHARE, _MOST_WRITTEN = 5_000, 0.1, 50_000


@dataclass(frozen=True, slots=True)
class Layers:
    """Articles by row, each alive in one of `layers` at most; the first is the base.

    Nothing here ever changes, so any number of threads may search while newer layers are made.
    """

    layers: tuple[Layer, ...]

    @classmethod
    def on(cls, base: Segment) -> "Layers":
        """Return a base and nothing on it."""
        return cls((Layer.whole(base),))

    @property
    def base(self) -> Layer:
        """The layer at the bottom."""
        return self.layers[0]

    @property
    def dimension(self) -> int:
        """Of the vectors."""
        return self.base.segment.index.dimension

    def __len__(self) -> int:
        """Return how many articles there are."""
        return sum(layer.size for layer in self.layers)

    def outgrown(self) -> bool:
        """Say whether so much was written or withdrawn since the base that a new one is due."""
        size = len(self.base.segment)
        since = len(self) - self.base.size + size - self.base.size
        return since > max(_WRITTEN, min(_SHARE * size, _MOST_WRITTEN))

    def after(self, changes: Sequence[Change]) -> "Layers":
        """Return what is there after changes to distinct rows."""
        rows = np.array([change.row for change in changes], np.int64)
        base, *thin = (layer.without(rows) for layer in self.layers)
        written = [change for change in changes if change.vector is not None]
        if written:
            thin.append(Layer.whole(_segment(written)))
        return Layers((base, *_merged([layer for layer in thin if layer.size])))

    def search(self, queries: Vectors, k: int, only: Sequence[str] = ()) -> tuple[Scores, Rows]:
        """Return scores (q, k') and rows (q, k') nearest to queries, best first; k' <= k.

        `only` are the languages to search among; () is all of them.
        """
        found = [layer.search(queries, k, only) for layer in self.layers]
        scores, rows = (np.concatenate(parts, axis=1) for parts in zip(*found, strict=True))
        order = np.argsort(-scores, axis=1, kind="stable")[:, :k]
        return np.take_along_axis(scores, order, axis=1), np.take_along_axis(rows, order, axis=1)

    def rows(self) -> Rows:
        """Return all rows, ascending."""
        return np.sort(np.concatenate([layer.rows() for layer in self.layers]))

    def names(self) -> tuple[str, ...]:
        """Return all languages that articles are in, or were in."""
        each = (layer.segment.languages.names for layer in self.layers)
        return tuple(dict.fromkeys(name for names in each for name in names))

    def vectors(self, rows: Rows) -> Vectors:
        """Return vectors (n, dimension) of rows (n,); zeros for those that are not there."""
        found = np.zeros((len(rows), self.dimension), np.float32)
        self._each(rows, lambda here, part, slots: _put(found, here, part.index.vectors(slots)))
        return found

    def packed(self, rows: Rows) -> Packed:
        """Return signatures (n, 460) of rows (n,); zeros where there is none."""
        found = np.zeros((len(rows), BYTES), np.uint8)
        self._each(rows, lambda here, part, slots: _put(found, here, part.signatures[slots]))
        return found

    def languages(self, rows: Rows) -> Languages:
        """Return the languages of rows (n,), all of which are there."""
        names = self.names()
        codes = np.full(len(rows), -1, np.int16)

        def place(here: Slots, part: Segment, slots: Slots) -> None:
            among_all = np.array([names.index(name) for name in part.languages.names], np.int16)
            codes[here] = among_all[part.languages.codes[slots]]

        self._each(rows, place)
        used, codes_of_used = np.unique(codes, return_inverse=True)
        return Languages(tuple(names[each] for each in used), codes_of_used.astype(np.int16))

    def _each(self, rows: Rows, do: Callable[[Slots, Segment, Slots], None]) -> None:
        for layer in self.layers:
            slots = layer.slots(rows)
            (here,) = np.nonzero(slots >= 0)
            if len(here):
                do(here, layer.segment, slots[here])


def _put(found: np.ndarray, here: Slots, values: np.ndarray) -> None:
    found[here] = values


def _segment(written: Sequence[Change]) -> Segment:
    ascending = sorted(written, key=lambda change: change.row)
    signatures = b"".join(change.signature or EMPTY for change in ascending)
    return Segment.of(
        np.array([change.row for change in ascending], np.int64),
        Languages.of([change.language for change in ascending]),
        np.frombuffer(signatures, np.uint8).reshape(-1, BYTES),
        np.stack([change.vector for change in ascending if change.vector is not None]),
    )


def _merged(thin: list[Layer]) -> list[Layer]:
    while len(thin) > 1:
        lower, upper = thin[-2:]
        if lower.size > _GROWTH * upper.size or lower.size + upper.size > _LARGEST:
            break
        both = Layers((lower, upper))
        rows = both.rows()
        parts = both.languages(rows), both.packed(rows), both.vectors(rows)
        thin[-2:] = [Layer.whole(Segment.of(rows, *parts))]
    return thin
