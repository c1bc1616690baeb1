"""One measure of two runs, compared."""

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from eval.significance.bootstrap import bootstrap_interval
from eval.significance.clusters import Floats, total_by_cluster
from eval.significance.randomisation import randomisation_test


@dataclass(frozen=True, slots=True)
class Difference:
    """Mean difference in the measure's unit, its 95 % interval, and the two-sided p-value.

    `p` belongs to this measure alone; of several measures, correct the p-values with `holm`.
    Interval and p come from two methods, so near 0.05 they may disagree on whether 0 is possible.
    """

    mean: float
    low: float
    high: float
    p: float


def compare(
    differences: Floats, clusters: NDArray[Any], rounds: int = 10_000, seed: int = 0
) -> Difference:
    """Compare two runs by the differences (n,) float64 of their values, a seed each.

    `clusters` (n,) labels what belongs together: the story of each seed. The same arguments give
    the same result. Differences that are all 0 give p = 1 and the interval [0, 0].

    Raises NothingToCompare if there are fewer than two clusters, and UnusableValues if a difference
    is NaN or infinite.
    """
    totals = total_by_cluster(differences, clusters)
    low, high = bootstrap_interval(totals, rounds, seed)
    return Difference(totals.mean, low, high, randomisation_test(totals, rounds, seed))
