"""Candidates by any score over all articles: the nearest neighbours' place taken by a baseline."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.arrays import Rows, Scores
from index.facts import Facts
from index.store import Seed

Score: TypeAlias = Callable[[Seed], NDArray[np.floating]]
"""Gives the scores (n,) of all articles for a seed, by ascending row; larger is nearer."""


class ScoredSource:
    """The k articles with the highest score; among equals the one with the lowest row.

    `articles` are all that there are, by ascending row.
    """

    def __init__(self, articles: Facts, score: Score) -> None:
        self._articles, self._score = articles, score

    def __call__(self, seed: Seed, k: int, only: Sequence[str]) -> tuple[Scores, Rows]:
        """Return scores (k',) and rows (k',), best first, k' <= k."""
        scores = self._score(seed).astype(np.float32)
        rows = self._articles.row
        if only:
            among = self._articles.among(only)
            scores, rows = scores[among], rows[among]
        top = _highest(scores, k)
        best = top[np.argsort(-scores[top], kind="stable")]
        return scores[best], rows[best]


def _highest(scores: Scores, k: int) -> NDArray[np.intp]:
    """Return the places of the k highest scores in ascending order; among equals the first."""
    if k >= len(scores):
        return np.arange(len(scores))
    last = np.partition(scores, -k)[-k]
    higher = np.flatnonzero(scores > last)
    equal = np.flatnonzero(scores == last)[: k - len(higher)]
    return np.sort(np.concatenate([higher, equal]))
