"""What is said about two runs, and what is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.significance import (
    Difference,
    NothingToCompare,
    UnusableValues,
    compare,
    total_by_cluster,
)
from index.errors import EngineError


def test_the_mean_is_over_seeds():
    """A story of three seeds weighs three times as much as a story of one."""
    compared = compare(np.array([1.0, 1, 1, -1]), np.array(["a", "a", "a", "b"]))

    assert compared == Difference(mean=0.5, low=-1, high=1, p=1)


def test_equal_runs_do_not_differ():
    """Where no seed changed, the difference is 0 and certain to be chance."""
    assert compare(np.zeros(40), np.arange(40) // 4) == Difference(0, 0, 0, 1)


def test_a_real_difference_is_found():
    """A gain on nearly every story has a small p and an interval above 0."""
    gains = np.random.default_rng(1).normal(0.1, 0.1, size=100)

    compared = compare(gains, np.arange(100) // 2)

    assert compared.p < 0.001
    assert 0 < compared.low < compared.mean < compared.high < 0.2


@given(st.integers(0, 2**32 - 1), st.integers(2, 40))
def test_the_order_of_seeds_does_not_matter(seed, n):
    """Seeds in another order, with their stories, give the same answer."""
    chance = np.random.default_rng(seed)
    differences, stories = chance.normal(size=n), chance.integers(n, size=n)
    stories[:2] = 0, 1
    order = chance.permutation(n)

    straight = compare(differences, stories, rounds=100)
    shuffled = compare(differences[order], stories[order], rounds=100)

    for field in ("mean", "low", "high", "p"):
        assert getattr(straight, field) == pytest.approx(getattr(shuffled, field), abs=1e-12)


def test_the_same_call_gives_the_same_answer():
    """Chance is seeded; another seed changes the interval and p a little."""
    differences = np.random.default_rng(2).normal(size=50)
    first, again = (compare(differences, np.arange(50)) for _ in range(2))
    other = compare(differences, np.arange(50), seed=1)

    assert first == again
    assert other.low != first.low
    assert other.p != first.p


def test_labels_may_be_words_or_numbers():
    """Totals are those of the stories, whatever these are called."""
    values = np.array([1.0, 2, 4])
    by_word = total_by_cluster(values, np.array(["b", "a", "b"]))
    by_number = total_by_cluster(values, np.array([7, -1, 7]))

    for totals in (by_word, by_number):
        assert totals.sums.tolist() == [2, 5]
        assert totals.sizes.tolist() == [1, 2]


def test_no_seeds_are_refused():
    """Two runs without a judged seed in common cannot be compared."""
    with pytest.raises(NothingToCompare, match="there are no values to compare"):
        compare(np.array([]), np.array([], dtype=str))


def test_one_story_is_refused():
    """One story says nothing about others, not even if its seeds did not change."""
    with pytest.raises(NothingToCompare, match="one story"):
        compare(np.zeros(3), np.array(["a", "a", "a"]))


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_values_that_are_no_numbers_are_counted_and_refused(bad):
    """The message says how many there are and where the first is."""
    with pytest.raises(UnusableValues, match=r"2 of 5 values are NaN or infinite.* place 1,"):
        compare(np.array([0, bad, 1, bad, 0]), np.arange(5))


@pytest.mark.parametrize("error", [NothingToCompare, UnusableValues])
def test_refusals_are_errors_of_the_engine(error):
    """The command line shows them in one line."""
    assert issubclass(error, EngineError)
