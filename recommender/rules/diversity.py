"""Stories that say something else than those above them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask, Rows, Vectors

VectorsOf: TypeAlias = Callable[[Rows], Vectors]
"""Gives the vectors (n, dimension) of rows (n,)."""


@dataclass(frozen=True, slots=True)
class Diversity:
    """Maximal marginal relevance: what is like the stories above moves down.

    A candidate is worth `relevance` times its value less (1 - `relevance`) times its cosine with
    the most similar story above; `most_alike` is a cosine from which on it is not shown at all.
    Source: Carbonell and Goldstein 1998, "The use of MMR, diversity-based reranking for reordering
    documents and producing summaries"; `relevance` is their lambda.
    """

    relevance: float
    most_alike: float = np.inf
    name: str = "diversity"
    reason: str = "too_alike"

    def start(self, value: NDArray[np.float64], vectors: Vectors) -> tuple["Spread", "Ceiling"]:
        """Return what keeps the values up to date while a list is chosen, and what keeps out."""
        spread = Spread(self.relevance, value, vectors)
        return spread, Ceiling(spread, self.most_alike)


class Spread:
    """The values (n,) of candidates, less for each the more a story in the list is like it."""

    def __init__(self, relevance: float, value: NDArray[np.float64], vectors: Vectors) -> None:
        self._relevance, self._vectors = relevance, vectors
        self._relevant = relevance * value
        self.nearest = np.zeros(len(value), dtype=np.float32)
        self.value = self._relevant

    def took(self, index: int) -> None:
        """Compare all candidates with one that is in the list now."""
        similar = self._vectors @ self._vectors[index]
        self.nearest = np.maximum(self.nearest, similar)
        self.value = self._relevant - (1 - self._relevance) * self.nearest


class Ceiling:
    """Keeps out candidates that are too similar to any in the list."""

    def __init__(self, spread: Spread, most_alike: float) -> None:
        self._spread, self._most_alike = spread, most_alike

    def allowed(self, left: int) -> Mask:  # noqa: ARG002
        """Return which candidates are less similar than that; (n,) bool."""
        return self._spread.nearest < self._most_alike

    def took(self, index: int) -> None:
        """Leave it to the spread, which compares."""
