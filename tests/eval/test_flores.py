"""Whether sentences of one article find each other."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from eval.flores import DEPTH, sibling_recall


@given(st.integers(0, 2**32 - 1), st.integers(DEPTH + 1, 20), st.integers(1, 6))
def test_recall_equals_counting_by_hand(seed: int, n: int, articles: int):
    """Siblings among the five best others, over the most there can be; no lone sentences."""
    chance = np.random.default_rng(seed)
    article = chance.integers(articles, size=n)
    scores = chance.normal(size=(n, n)).astype(np.float32)
    siblings = (article[:, None] == article) & ~np.eye(n, dtype=bool)
    if not siblings.any():
        return

    expected = []
    for i in range(n):
        others = sorted((j for j in range(n) if j != i), key=lambda j: -scores[i, j])
        alike = [j for j in others if article[j] == article[i]]
        if alike:
            expected.append(len(set(others[:DEPTH]) & set(alike)) / min(DEPTH, len(alike)))

    assert np.isclose(sibling_recall(scores, siblings), np.mean(expected))
