"""Whether chance alone would give a difference as large."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, permutation_test

from eval.significance import randomisation_test, total_by_cluster

# eighths add up without rounding, so that ties are ties for the oracle, too
eighths = st.integers(-16, 16).map(lambda n: n / 8)


def p_of(differences, clusters=None, rounds=10_000, seed=0) -> float:
    labels = np.arange(len(differences)) if clusters is None else np.array(clusters)
    return randomisation_test(total_by_cluster(np.array(differences, float), labels), rounds, seed)


def scipys_p(differences, rounds=np.inf) -> float:
    result = permutation_test(
        (np.array(differences),),
        lambda x, axis: np.mean(x, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=rounds,
        rng=1,
    )
    return float(result.pvalue)


@given(st.lists(eighths, min_size=2, max_size=9))
def test_seeds_of_their_own_give_the_exact_p_of_scipy(differences):
    """With a story for each seed, all sign patterns are tried, as SciPy tries them."""
    assert p_of(differences) == pytest.approx(scipys_p(differences), rel=1e-12)


def test_many_seeds_give_the_sampled_p_of_scipy():
    """With more patterns than rounds, p agrees with SciPy's up to the noise of sampling."""
    differences = np.random.default_rng(3).normal(0.15, 1, size=100)

    # the standard error of either p is 0.0035 at most
    assert p_of(differences, rounds=20_000) == pytest.approx(
        scipys_p(differences, rounds=20_000), abs=0.015
    )


def test_sampling_agrees_with_trying_all_patterns():
    """Fewer rounds than patterns give nearly the p that all patterns give."""
    differences = [0.5, 0.25, 0.75, -0.25, 1.0, 0.5, -0.5, 0.125, 0.25, 0.5, 0.25, -0.125, 1.0, 0.5]

    assert p_of(differences, rounds=2**14 - 1) == pytest.approx(
        p_of(differences, rounds=2**14), abs=0.01
    )


def test_three_stories_by_hand():
    """Of eight sign patterns of 3, 2, 1 only the two extremes are as far from 0 as the sum 6."""
    assert p_of([1, 2, 2, 0, 1], ["a", "a", "b", "b", "c"]) == 2 / 8


@pytest.mark.parametrize("rounds", [2**16, 2**16 - 1])
def test_ties_count_however_sums_are_rounded(rounds):
    """Among wins and losses of 0.1 each it is the sign test, though 0.1 has no exact double."""
    differences = [0.1] * 12 + [-0.1] * 4

    assert p_of(differences, rounds=rounds) == pytest.approx(binomtest(12, 16).pvalue, abs=0.005)


@given(st.lists(eighths.filter(bool), min_size=1, max_size=8), st.integers(2, 4))
def test_translations_add_no_evidence(differences, versions):
    """Repeating each seed in more languages of its story leaves p as it was."""
    stories = np.arange(len(differences))

    assert p_of(np.repeat(differences, versions), np.repeat(stories, versions)) == p_of(differences)


@given(st.lists(eighths, min_size=1, max_size=40), st.integers(0, 2**32 - 1))
def test_either_run_may_come_first(differences, seed):
    """Exchanging the runs leaves p as it was, and p is never 0."""
    p = p_of(differences, rounds=200, seed=seed)

    assert p == p_of([-each for each in differences], rounds=200, seed=seed)
    assert 0 < p <= 1


def test_sampled_p_is_never_zero():
    """A difference that no random pattern reaches has p = 1 / (rounds + 1)."""
    assert p_of(np.ones(200), rounds=999) == 1 / 1000


def test_one_story_proves_nothing():
    """However many seeds one story has, either sign of its difference is as likely."""
    assert p_of([1, 1, 1, 1], ["a", "a", "a", "a"]) == 1


def test_unchanged_seeds_neither_help_nor_harm():
    """Differences of 0 leave p as it was."""
    assert p_of([1, 2, -0.5] + [0] * 50) == p_of([1, 2, -0.5])


def test_the_seed_of_chance_decides_the_sample():
    """The same seed gives the same p, another seed another sample."""
    differences = np.random.default_rng(5).normal(0.1, 1, size=60)

    assert p_of(differences, seed=1) == p_of(differences, seed=1)
    assert p_of(differences, seed=1) != p_of(differences, seed=2)


def test_equal_runs_are_called_different_as_rarely_as_promised():
    """Among equal runs whose translations move together, one in twenty has p of 0.05 or less.

    Taking translations for independent seeds calls several times as many different.
    """
    chance = np.random.default_rng(11)
    stories = np.repeat(np.arange(25), 4)
    by_story, by_seed = [], []
    for _ in range(1000):
        differences = np.repeat(chance.normal(size=25), 4) + chance.normal(0, 0.5, size=100)
        by_story.append(p_of(differences, stories, rounds=999))
        by_seed.append(p_of(differences, rounds=999))

    assert 0.03 < np.mean(np.array(by_story) <= 0.05) < 0.07
    assert np.mean(np.array(by_seed) <= 0.05) > 0.2
