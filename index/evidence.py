"""How near articles are to a page: in parts, and as one score for every pair of languages."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arrays import Scores

TERMS, NUMBERS, PIECES = 1.0, 0.3, 1.0
"""What a term score, a number score and a piece score weigh, beside 1 for the dense one; chosen on
the press releases and FLORES, see docs/quality.md."""

_SMALLEST_STEP = 1e-3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for n articles, all arrays (n,) float32.

    `dense` is the cosine of the vectors, in units that models share: 0 for two articles at random,
    with a standard deviation of 0.08. `terms`, `numbers` and `pieces` are what signatures share;
    `pieces` is 0 within one language. `usual` is the mean raw score of unrelated articles in the
    same two languages, `rare` what one pair in a thousand of them reaches.
    """

    dense: Scores
    terms: Scores
    numbers: Scores
    pieces: Scores
    usual: Scores
    rare: Scores

    @property
    def raw(self) -> Scores:
        """The weighted sum of the parts; comparable within one pair of languages only."""
        return raw_score(self.dense, self.terms, self.numbers, self.pieces)

    @property
    def score(self) -> Scores:
        """The calibrated score in (-1, 1), larger is nearer, the same for every two languages.

        0 is as near as an unrelated pair usually is, 0.5 as the nearest of a thousand such pairs,
        0.75 twice as far above the usual, and so on by halves towards 1.
        """
        return calibrated(self.raw, self.usual, self.rare)


def calibrated(raw: Scores, usual: Scores, rare: Scores) -> Scores:
    """Return raw scores (n,) in steps from what is usual (n,), 0, by what is rare (n,), 0.5."""
    steps = (raw - usual) / np.maximum(rare - usual, _SMALLEST_STEP)
    scores: Scores = np.sign(steps) * (1 - np.exp2(-np.abs(steps)))
    return scores.astype(np.float32)


def raw_score(
    dense: NDArray[np.float32],
    terms: NDArray[np.float32],
    numbers: NDArray[np.float32],
    pieces: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Return the weighted sum of parts of one shape."""
    total: NDArray[np.float32] = dense + TERMS * terms + NUMBERS * numbers + PIECES * pieces
    return total
