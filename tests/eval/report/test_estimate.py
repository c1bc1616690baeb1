"""Means with intervals."""

import numpy as np

from eval.report.estimate import Estimate, estimate
from eval.significance import bootstrap_interval, total_by_cluster


def test_the_interval_is_drawn_by_story():
    """Two versions of a story are drawn together, as in a comparison."""
    values, stories = [0.0, 0.0, 1.0, 1.0, 0.5], ["a", "a", "b", "b", "c"]

    low, high = bootstrap_interval(total_by_cluster(np.array(values), np.array(stories)), 300)

    assert estimate(values, stories, 300) == Estimate(5, 0.5, low, high)


def test_of_nothing_there_is_no_mean():
    """No values are not a mean of 0."""
    assert estimate([], [], 300) == Estimate(0, None)


def test_one_story_has_a_mean_but_no_interval():
    """How much stories differ cannot be seen from one."""
    assert estimate([0.2, 0.4], ["a", "a"], 300).low is None
