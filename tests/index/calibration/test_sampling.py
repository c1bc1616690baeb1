"""Which articles a calibration is learnt from."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.calibration.sampling import sampled

CATALOGUES = st.lists(st.sampled_from(["de", "fr", "it"]), max_size=60)


@given(CATALOGUES, st.integers(0, 70))
def test_a_sample_is_as_even_between_languages_as_there_are(languages: list[str], most: int):
    """No language has two articles more than another that still has some left."""
    chosen = sampled(np.arange(len(languages)), languages, most).tolist()

    assert len(set(chosen)) == len(chosen) == min(most, len(languages))
    taken = {each: sum(languages[place] == each for place in chosen) for each in set(languages)}
    left = {each for each in taken if taken[each] < languages.count(each)}
    assert all(taken[one] <= taken[other] + 1 for one in taken for other in left)


@given(CATALOGUES, st.randoms(use_true_random=False))
def test_a_sample_does_not_depend_on_the_order_of_articles(languages: list[str], chance):
    """The same rows give the same sample."""
    rows = list(range(len(languages)))
    shuffled = chance.sample(rows, len(rows))
    one = sampled(np.array(rows, np.int64), languages, 9)
    other = sampled(np.array(shuffled, np.int64), [languages[row] for row in shuffled], 9)

    assert one.tolist() == [shuffled[place] for place in other.tolist()]


def test_a_growing_catalogue_keeps_most_of_its_sample():
    """A tenth more articles change about a tenth of it."""
    before = sampled(np.arange(1000), ["de"] * 1000, 200)
    after = sampled(np.arange(1100), ["de"] * 1100, 200)

    assert len(np.intersect1d(before, after)) > 160
