"""How far the true mean may lie from the one that was measured."""

import tracemalloc
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from scipy.stats import t as student

from eval.significance import (
    ClusterTotals,
    NothingToCompare,
    bootstrap_interval,
    total_by_cluster,
)


def totals(sums, sizes) -> ClusterTotals:
    return ClusterTotals(np.array(sums, float), np.array(sizes, float))


def random_totals(seed: int, clusters: int) -> ClusterTotals:
    chance = np.random.default_rng(seed)
    return totals(chance.normal(size=clusters), chance.integers(1, 5, size=clusters))


def test_two_stories_by_hand():
    """0 of one seed and 6 + 6 of two give the means 0, 12/3 and 6; the middle one is likeliest."""
    stories = totals([0, 12], [1, 2])

    assert bootstrap_interval(stories) == (0, 6)
    assert bootstrap_interval(stories, level=0.1) == (4, 4)


def test_ends_are_expanded_percentiles_of_all_resamples():
    """The ends come close to those of all 6^6 equally likely resamples."""
    stories = random_totals(seed=2, clusters=6)
    drawn = np.array(list(product(range(6), repeat=6)))
    means = stories.sums[drawn].sum(axis=1) / stories.sizes[drawn].sum(axis=1)
    shares = norm.cdf(student.ppf([0.1, 0.9], 5) * np.sqrt(6 / 5))

    interval = bootstrap_interval(stories, rounds=50_000, level=0.8)

    assert interval == pytest.approx(np.quantile(means, shares), abs=0.02 * np.ptp(means))


def test_many_stories_give_the_interval_of_the_textbook():
    """With many stories of one seed each it is mean plus or minus 1.96 standard errors."""
    values = np.random.default_rng(0).normal(0.3, 2, size=4000)
    error = values.std() / np.sqrt(4000)

    interval = bootstrap_interval(total_by_cluster(values, np.arange(4000)), rounds=4000)

    expected = (values.mean() - 1.96 * error, values.mean() + 1.96 * error)
    assert interval == pytest.approx(expected, abs=0.1 * error)


@given(st.integers(0, 2**32 - 1), st.integers(2, 30), st.floats(0.1, 10), st.floats(-10, 10))
def test_the_interval_follows_the_unit(seed, clusters, scale, shift):
    """Values in another unit, or moved, have the interval in that unit, moved as far."""
    stories = random_totals(seed, clusters)
    changed = ClusterTotals(scale * stories.sums + shift * stories.sizes, stories.sizes)

    expected = scale * np.array(bootstrap_interval(stories, rounds=200)) + shift
    assert bootstrap_interval(changed, rounds=200) == pytest.approx(expected, abs=1e-9)


@given(st.integers(0, 2**32 - 1), st.integers(2, 30))
def test_a_surer_interval_is_a_wider_one(seed, clusters):
    """The interval at 99 % contains that at 95 %, and that one the interval at 50 %."""
    stories = random_totals(seed, clusters)
    (a, f), (b, e), (c, d) = (
        bootstrap_interval(stories, rounds=200, level=level) for level in (0.99, 0.95, 0.5)
    )

    assert a <= b <= c <= d <= e <= f


def test_one_story_has_no_interval():
    """The four versions of one story do not show how much stories differ."""
    with pytest.raises(NothingToCompare, match=r"all values \(4\) are of one story"):
        bootstrap_interval(totals([1.5], [4]))


def test_the_interval_covers_the_truth_as_often_as_promised():
    """Of many experiments whose translations move together, 95 % of intervals hold the true mean.

    Taking translations for independent seeds gives intervals that miss it far too often.
    """
    chance = np.random.default_rng(7)
    by_story, by_seed = [], []
    for _ in range(1000):
        stories = np.repeat(np.arange(40), chance.integers(1, 5, size=40))
        values = 0.2 + chance.normal(size=40)[stories] + chance.normal(0, 0.5, size=len(stories))
        for held, labels in ((by_story, stories), (by_seed, np.arange(len(stories)))):
            low, high = bootstrap_interval(total_by_cluster(values, labels), rounds=600)
            held.append(low <= 0.2 <= high)

    assert 0.93 < np.mean(by_story) < 0.97
    assert np.mean(by_seed) < 0.85


def test_resamples_of_many_stories_do_not_lie_in_memory_at_once():
    """200 resamples of 100,000 stories would take 160 MB as one array of places."""
    stories = random_totals(seed=0, clusters=100_000)

    tracemalloc.start()
    bootstrap_interval(stories, rounds=200)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 60e6
