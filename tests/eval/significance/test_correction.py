"""Many comparisons are corrected for their number."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.significance import UnusableValues, holm

probabilities = st.lists(st.floats(0, 1), min_size=1, max_size=20).map(np.array)


def test_a_table_by_hand():
    """0.01, 0.02, 0.03 and 0.04 times 4, 3, 2 and 1, none smaller than the one before."""
    adjusted = holm(np.array([0.04, 0.01, 0.03, 0.02]))

    assert adjusted == pytest.approx([0.06, 0.04, 0.06, 0.06])


def test_no_more_than_one():
    """A product above 1 is no probability."""
    assert holm(np.array([0.6, 0.7])).tolist() == [1, 1]


@given(probabilities)
def test_rejections_are_those_of_the_sequential_procedure(p):
    """From the smallest p on, reject while p <= 0.05 / (comparisons left); then stop."""
    rejected = 0
    for left, each in zip(range(len(p), 0, -1), sorted(p), strict=True):
        if each * left > 0.05:
            break
        rejected += 1

    assert np.count_nonzero(holm(p) <= 0.05) == rejected


@given(probabilities)
def test_between_the_raw_p_and_bonferroni(p):
    """Adjusted p-values are no smaller than raw ones, and no larger than n times them, or 1."""
    adjusted = holm(p)

    assert (adjusted >= p).all()
    assert (adjusted <= np.minimum(1, len(p) * p.max())).all()
    assert adjusted.min() == min(1, len(p) * p.min())


@given(probabilities)
def test_the_ranking_of_comparisons_stays(p):
    """Of two comparisons, the one with the smaller p has no larger adjusted p."""
    assert (np.diff(holm(p)[np.argsort(p)]) >= 0).all()


@given(probabilities, st.randoms(use_true_random=False))
def test_the_order_of_comparisons_does_not_matter(p, chance):
    """Each comparison keeps its adjusted p in whatever order they come."""
    order = np.array(chance.sample(range(len(p)), len(p)))

    assert holm(p[order]).tolist() == holm(p)[order].tolist()


def test_no_comparisons_need_no_correction():
    """Nothing in, nothing out."""
    assert holm(np.array([])).tolist() == []


@pytest.mark.parametrize("bad", [np.nan, -0.1, 1.1])
def test_what_is_no_probability_is_refused(bad):
    """The message counts the p-values that are none and shows the first."""
    with pytest.raises(UnusableValues, match=rf"1 of 3 p-values .* the first is {bad}"):
        holm(np.array([0.5, bad, 0.1]))
