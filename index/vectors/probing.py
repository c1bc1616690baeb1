"""How many lists a large index keeps its vectors in, and in how many of them a search looks."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.vectors.bits import Slots

RECALL, AT = 0.985, 100
"""The share of the nearest `AT` that must be found, on average over a sample of queries."""

_AT_ONCE = 16_384


@dataclass(frozen=True, slots=True)
class Shape:
    """How an index is searched: in `probes` of its `lists`; without lists all is compared.

    `recall` is the share of the nearest 100 that this was measured to find.
    """

    lists: int = 0
    probes: int = 0
    recall: float = 1.0

    def probes_for(self, k: int, share: float, lists: int) -> int:
        """Return in how many of `lists` to look for the k nearest, if a share of vectors may be."""
        # the k nearest of a few spread over as many lists as more of the nearest of all; that this
        # goes by the square root was measured on the languages of 94,000 press releases
        deeper = max(k / AT / share, 1) ** 0.5
        return min(int(np.ceil(self.probes * deeper * lists / self.lists)), lists)


def lists_for(count: int) -> int:
    """Return how many lists suit so many vectors."""
    return int(2 * count**0.5)


def has_outgrown(lists: int, count: int) -> bool:
    """Say whether so many vectors would be better off in other lists."""
    return not 0.7 <= lists / lists_for(count) <= 1.4


def sampled(slots: Slots, most: int) -> Slots:
    """Return `most` of the slots at random, ascending; the same ones each time."""
    chosen = np.random.default_rng(0).choice(slots, min(len(slots), most), replace=False)
    return np.sort(chosen)


def portions(slots: Slots) -> Iterator[Slots]:
    """Yield slots in portions whose vectors take little memory."""
    for start in range(0, len(slots), _AT_ONCE):
        yield slots[start : start + _AT_ONCE]


def measured(order: NDArray[np.int64], holding: NDArray[np.int64]) -> Shape:
    """Return the shape that looks in the fewest lists.

    Of q queries, `order` (q, lists) has the lists as they are looked into, and `holding` (q, AT)
    the list that holds each of the nearest.
    """
    lists = order.shape[1]
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(lists)[np.newaxis], axis=1)
    needed = np.sort(np.take_along_axis(rank, holding, axis=1), axis=None)
    probes = int(needed[int(np.ceil(RECALL * len(needed))) - 1]) + 1
    return Shape(lists, probes, float(np.mean(needed < probes)))
