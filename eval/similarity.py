"""Graded sentence similarity across languages: STS-B test, eleven languages against English."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from scipy.stats import spearmanr

from eval.data import GradedPair
from index.encoder import Encoder


def score_similarity(encoder: Encoder, pairs: Sequence[GradedPair]) -> dict[str, float]:
    """Spearman's correlation in [-1, 1] of cosine with people's grades, for each language."""
    by_language = defaultdict(list)
    for pair in pairs:
        by_language[pair.languages[0]].append(pair)
    return {language: _correlation(encoder, group) for language, group in by_language.items()}


def _correlation(encoder: Encoder, pairs: Sequence[GradedPair]) -> float:
    left, right = (
        encoder.encode(
            [pair.texts[side] for pair in pairs], [pair.languages[side] for pair in pairs]
        )
        for side in (0, 1)
    )
    cosines = np.sum(left * right, axis=1)
    return float(spearmanr(cosines, [pair.grade for pair in pairs]).statistic)
