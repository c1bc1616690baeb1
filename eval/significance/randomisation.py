"""The paired randomisation test, by cluster."""

import numpy as np

from eval.significance.clusters import ClusterTotals, Floats

_FLIPS_AT_ONCE = 2**20

# relative to the largest total there can be; nearer totals differ by the rounding of their sums
_ROUNDING = 1e-10


def randomisation_test(differences: ClusterTotals, rounds: int = 10_000, seed: int = 0) -> float:
    """Two-sided p-value in (0, 1] of a mean difference between two runs.

    If the runs were equally good, it would be chance which of the two got which value, so the sign
    of each cluster's sum could as well be the other one. p is the share of sign patterns under
    which the mean lies at least as far from 0 as the one observed: of all patterns if there are no
    more than `rounds` (at least 1) of them, else of `rounds` random ones, with the observed one
    counted among them so that p is never 0. One cluster gives p = 1.

    Smucker, Allan and Carterette (2007), A comparison of statistical significance tests for
    information retrieval evaluation. Phipson and Smyth (2010), Permutation p-values should never
    be zero.
    """
    # a sum of 0 is the same with either sign; without it, more often all patterns can be tried
    sums = differences.sums[differences.sums != 0]
    extreme = abs(sums.sum()) - _ROUNDING * np.abs(sums).sum()
    if 2 ** len(sums) <= rounds:
        return float(np.mean(np.abs(_all_totals(sums)) >= extreme))
    as_extreme = np.count_nonzero(np.abs(_random_totals(sums, rounds, seed)) >= extreme)
    return (1 + int(as_extreme)) / (1 + rounds)


def _all_totals(sums: Floats) -> Floats:
    """Totals of sums (c,) under every sign pattern, (2^c,)."""
    totals = np.zeros(1)
    for each in sums:
        totals = np.concatenate([totals + each, totals - each])
    return totals


def _random_totals(sums: Floats, rounds: int, seed: int) -> Floats:
    """Totals of sums (c,) under random sign patterns, (rounds,)."""
    chance = np.random.default_rng(seed)
    bytes_a_round = -(-len(sums) // 8)
    at_once = max(1, _FLIPS_AT_ONCE // len(sums))
    totals = np.empty(rounds)
    for start in range(0, rounds, at_once):
        some = totals[start : start + at_once]
        drawn = chance.integers(256, size=(len(some), bytes_a_round), dtype=np.uint8)
        positive = np.unpackbits(drawn, axis=1, count=len(sums))
        some[:] = 2 * (positive @ sums) - sums.sum()
    return totals
