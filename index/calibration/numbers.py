"""Which numbers say little in a catalogue: telephone numbers and prices in every text."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.signature import rarity

_CAUTION = 3000
"""A share is taken of at least so many articles: a few may be all about one thing."""

_RAREST = 1 / 4000
"""Numbers in a smaller share of articles say as much as there is to say."""


@dataclass(frozen=True, slots=True)
class CommonNumbers:
    """Numbers (n,), ascending, that many articles of a catalogue have, and their idf (n,)."""

    keys: NDArray[np.uint32] = field(default_factory=lambda: np.zeros(0, np.uint32))
    idf: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))

    def rarity(self, keys: NDArray[np.uint32]) -> NDArray[np.float64]:
        """Return how much numbers of any shape say: the least of what ships and what was learnt."""
        shipped = rarity(keys)
        if not len(self.keys):
            return shipped
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        learnt = np.where(self.keys[places] == keys, self.idf[places], np.inf)
        return np.minimum(shipped, learnt)


class NumberCounts:
    """Counts in how many articles each number occurs."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()
        self._articles = 0

    def add(self, numbers: NDArray[np.uint32]) -> Self:
        """Count articles' numbers (n, w), distinct in each row; 0 is none."""
        keys, counts = np.unique(numbers, return_counts=True)
        self._counts.update(dict(zip(keys.tolist(), counts.tolist(), strict=True)))
        self._articles += len(numbers)
        return self

    def common(self) -> CommonNumbers:
        """Return the numbers that are in so many articles that they say less than others."""
        n = max(self._articles, _CAUTION)
        found = sorted(
            (key, count) for key, count in self._counts.items() if key and count > n * _RAREST
        )
        keys, counts = np.array(found, np.float64).reshape(-1, 2).T
        return CommonNumbers(
            keys.astype(np.uint32), np.log(n / np.maximum(counts, 1)).astype(np.float32)
        )
