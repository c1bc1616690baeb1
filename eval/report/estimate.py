"""Means with intervals, where there is enough to have one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eval.significance import NothingToCompare, bootstrap_interval, total_by_cluster


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean of `n` values with its 95 % interval; None where there is none.

    There is no interval for values of a single story.
    """

    n: int
    mean: float | None
    low: float | None = None
    high: float | None = None


def estimate(values: Sequence[float], stories: Sequence[str], rounds: int) -> Estimate:
    """Return the mean of values, and its interval from `rounds` resamples of whole stories."""
    if not values:
        return Estimate(0, None)
    totals = total_by_cluster(np.array(values, dtype=np.float64), np.array(stories))
    try:
        low, high = bootstrap_interval(totals, rounds)
    except NothingToCompare:
        return Estimate(len(values), totals.mean)
    return Estimate(len(values), totals.mean, low, high)
