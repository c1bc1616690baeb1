"""Confidence intervals of means, by resampling clusters."""

import numpy as np

from eval.significance.clusters import ClusterTotals, Floats
from eval.significance.errors import NothingToCompare

_DRAWS_AT_ONCE = 2**20


def bootstrap_interval(
    values: ClusterTotals, rounds: int = 10_000, seed: int = 0, level: float = 0.95
) -> tuple[float, float]:
    """Low and high end of the interval that covers the true mean with probability `level`.

    Each of `rounds` (at least 1) resamples draws as many clusters as there are, with replacement;
    its mean is the sum of their values over their number, as clusters differ in size. The ends are
    percentiles of these means, taken a little further out than the level says, for percentiles as
    they stand are too narrow for few clusters: by sqrt(c / (c - 1)), and as Student's t is wider
    than the normal distribution. We prefer this to the bias-corrected and accelerated interval,
    which corrects for skew, slight in differences, and not for few clusters, which are common.
    No bootstrap knows what its clusters do not show: with fewer than about ten whose value is not
    0, expect less coverage than `level`, and much less with two or three.

    Efron and Tibshirani (1993), An introduction to the bootstrap. Hesterberg (2015), What teachers
    should know about the bootstrap: the expanded percentile interval.

    Raises NothingToCompare for a single cluster: every resample would be the same, and an interval
    of no width would claim certainty.
    """
    if len(values) < 2:
        raise NothingToCompare(
            f"all values ({values.sizes[0]:.0f}) are of one story, which cannot show how much "
            "stories differ; an interval needs seeds of at least two"
        )
    low, high = np.quantile(_resampled_means(values, rounds, seed), _shares(level, len(values)))
    return float(low), float(high)


def _shares(level: float, clusters: int) -> Floats:
    """Which shares of the resampled means lie below the ends, (2,) in [0, 1]."""
    from scipy.special import ndtr, stdtrit

    tails = np.array([(1 - level) / 2, (1 + level) / 2])
    shares: Floats = ndtr(np.sqrt(clusters / (clusters - 1)) * stdtrit(clusters - 1, tails))
    return shares


def _resampled_means(values: ClusterTotals, rounds: int, seed: int) -> Floats:
    """Means (rounds,) of clusters drawn with replacement."""
    chance = np.random.default_rng(seed)
    at_once = max(1, _DRAWS_AT_ONCE // len(values))
    means = np.empty(rounds)
    for start in range(0, rounds, at_once):
        some = means[start : start + at_once]
        drawn = chance.integers(len(values), size=(len(some), len(values)))
        some[:] = values.sums[drawn].sum(axis=1) / values.sizes[drawn].sum(axis=1)
    return means
