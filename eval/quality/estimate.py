"""A measured value with its interval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from eval.significance import ClusterTotals, bootstrap_interval, total_by_cluster


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over so many values of so many clusters, and its 95 % bootstrap interval."""

    value: float
    low: float
    high: float
    values: int
    clusters: int


def mean_of(values: Sequence[float], clusters: Sequence[str]) -> Estimate:
    """Estimate the mean of values (n,), those of a cluster (n,) being drawn together.

    Raises NothingToCompare for fewer than two clusters.
    """
    return _estimate(total_by_cluster(np.array(values), np.array(clusters)), len(values))


def mean_by_seed(by_seed: Mapping[str, float], cluster_of: Mapping[str, str]) -> Estimate:
    """Estimate the mean over seeds. Raises NothingToCompare for fewer than two clusters."""
    return mean_of(list(by_seed.values()), [cluster_of[seed] for seed in by_seed])


def ratio_of(over: Sequence[float], under: Sequence[float], clusters: Sequence[str]) -> Estimate:
    """Estimate the sum of `over` (n,) by the sum of `under` (n,), which vary together.

    Raises NothingToCompare for fewer than two clusters.
    """
    labels = np.array(clusters)
    above, below = (total_by_cluster(np.array(values), labels) for values in (over, under))
    return _estimate(ClusterTotals(above.sums, below.sums), len(over))


def _estimate(totals: ClusterTotals, values: int) -> Estimate:
    return Estimate(totals.mean, *bootstrap_interval(totals), values, len(totals))
