"""Values with their intervals."""

import numpy as np
import pytest

from eval.quality.estimate import mean_by_seed, mean_of, ratio_of
from eval.significance import NothingToCompare

VALUES = np.random.default_rng(4).random(400)
ALONE = [str(number) for number in range(400)]


def test_the_interval_is_that_of_the_normal_distribution():
    """For many independent values a bootstrap comes to the same as the formula for a mean."""
    estimate = mean_of(VALUES.tolist(), ALONE)

    error = 1.96 * VALUES.std(ddof=1) / np.sqrt(len(VALUES))
    assert estimate.value == pytest.approx(VALUES.mean())
    assert estimate.low == pytest.approx(VALUES.mean() - error, abs=0.003)
    assert estimate.high == pytest.approx(VALUES.mean() + error, abs=0.003)


def test_values_of_a_cluster_count_as_one():
    """Four language versions that agree make nothing surer, and both counts are told."""
    once = mean_of(VALUES.tolist(), ALONE)
    four = mean_of(np.repeat(VALUES, 4).tolist(), np.repeat(ALONE, 4).tolist())

    assert (four.low, four.high) == pytest.approx((once.low, once.high), abs=0.003)
    assert (four.values, four.clusters) == (1600, 400)


def test_seeds_are_drawn_by_their_cluster():
    """By hand: three seeds of two stories."""
    estimate = mean_by_seed({"a": 1.0, "b": 0.0, "c": 0.5}, {"a": "x", "b": "x", "c": "y"})

    assert (estimate.value, estimate.values, estimate.clusters) == (0.5, 3, 2)


def test_a_ratio_varies_only_as_far_as_its_parts_disagree():
    """What is always half of the other is half of it in every resample."""
    estimate = ratio_of((VALUES / 2).tolist(), VALUES.tolist(), ALONE)

    assert (estimate.value, estimate.low, estimate.high) == pytest.approx((0.5, 0.5, 0.5))


def test_a_ratio_has_the_interval_of_the_delta_method():
    """The independent formula: the error of the residuals, over the mean below."""
    over = np.random.default_rng(5).random(400)
    estimate = ratio_of(over.tolist(), VALUES.tolist(), ALONE)

    ratio = over.sum() / VALUES.sum()
    error = 1.96 * (over - ratio * VALUES).std(ddof=1) / np.sqrt(400) / VALUES.mean()
    assert estimate.value == pytest.approx(ratio)
    assert (estimate.low, estimate.high) == pytest.approx((ratio - error, ratio + error), abs=0.01)


def test_a_single_cluster_has_no_interval():
    """One story cannot show how much stories differ."""
    with pytest.raises(NothingToCompare):
        mean_of([0.2, 0.4], ["a", "a"])
