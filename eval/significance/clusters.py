"""Values of seeds, summed by cluster.

The language versions of a story ask nearly the same question, so their values rise and fall
together. Counting them as independent would make every difference look surer than it is;
therefore all that is drawn by chance in this package is drawn by whole cluster.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.significance.errors import NothingToCompare, UnusableValues

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ClusterTotals:
    """Sum of the values of each cluster, (c,) float64, and how many there are, (c,) float64."""

    sums: Floats
    sizes: Floats

    def __len__(self) -> int:
        """Return how many clusters there are."""
        return len(self.sums)

    @property
    def mean(self) -> float:
        """Mean over values, not over clusters."""
        return float(self.sums.sum() / self.sizes.sum())


def total_by_cluster(values: Floats, clusters: NDArray[Any]) -> ClusterTotals:
    """Sum values (n,) float64 by their cluster labels (n,), which may be strings or numbers.

    Raises NothingToCompare if there are no values, and UnusableValues if some are not finite.
    """
    if len(values) == 0:
        raise NothingToCompare(
            "there are no values to compare; the runs need at least two judged seeds in common"
        )
    unusable = np.flatnonzero(~np.isfinite(values))
    if len(unusable):
        raise UnusableValues(
            f"{len(unusable)} of {len(values)} values are NaN or infinite, the first at place "
            f"{unusable[0]}, counted from 0; give each seed a number, or leave it out of both runs"
        )
    _, places, sizes = np.unique(clusters, return_inverse=True, return_counts=True)
    sums = np.bincount(places, weights=values)
    return ClusterTotals(sums.astype(np.float64), sizes.astype(np.float64))
