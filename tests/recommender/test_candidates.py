"""From what two comparisons say to one score."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from index.store import Outline, Seed
from recommender.candidates import columns_of, fused
from recommender.policy import default_policy
from recommender.reader import Reader
from recommender.request import Request

COSINES = arrays(np.float32, 5, elements=st.floats(-1, 1, width=32))
SHARES = arrays(np.float32, 5, elements=st.floats(0, 1, width=32))


@given(COSINES, SHARES)
def test_shared_terms_never_lower_a_score(dense: np.ndarray, lexical: np.ndarray):
    """The score lies between the cosine and 1, and is the cosine where nothing is shared."""
    score = fused(dense, lexical)

    assert (score >= dense - 1e-6).all()
    assert (score <= 1 + 1e-6).all()
    assert fused(dense, np.zeros(5, np.float32)).tolist() == dense.tolist()


@given(COSINES, SHARES, SHARES)
def test_more_shared_terms_are_never_worse(dense: np.ndarray, one: np.ndarray, other: np.ndarray):
    """At the same cosine, the order is that of what is shared."""
    less, more = fused(dense, np.minimum(one, other)), fused(dense, np.maximum(one, other))

    assert (more >= less - 1e-6).all()


def test_any_version_may_share_the_terms_of_a_story():
    """What the French version shares counts for the German one, which the reader is shown."""
    outlines = [
        Outline(1, "x-de", "de", "x"),
        Outline(2, "x-fr", "fr", "x"),
        Outline(3, "y-de", "de", "y"),
    ]
    seed = Seed(0, "page", "de", None, np.zeros(1, np.float32))
    request = Request(3, Reader(("de",)), default_policy(-1))
    shared = np.array([0.0, 0.5, 0.0], np.float32)

    columns, _ = columns_of({1: 0.2, 3: 0.5}, shared, outlines, seed, request)

    score_of = dict(zip(columns.row.tolist(), columns.score.tolist(), strict=True))
    assert np.isclose(score_of[1], 0.2 + 0.5 * 0.8)
    assert score_of[1] == score_of[2]
    assert np.isclose(score_of[3], 0.5)
