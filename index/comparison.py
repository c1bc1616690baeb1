"""Comparing a page with articles, in every part that counts."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from index.arrays import Vectors
from index.calibration import Calibration
from index.evidence import Evidence
from index.signature import Signatures, number_scores, piece_scores, term_scores


class Page(NamedTuple):
    """A page as it is compared: all language versions of its story together.

    `direction` (dimension,) is that of the mean of their vectors and `unity` its length;
    `languages` and `signatures` are one a version.
    """

    direction: Vectors
    unity: float
    languages: tuple[str, ...]
    signatures: Signatures


def compare(
    page: Page,
    languages: Sequence[str],
    vectors: Vectors,
    signatures: Signatures,
    calibration: Calibration,
) -> Evidence:
    """Return what speaks for n articles: their languages, vectors (n, dimension) and signatures.

    Each part is the mean over the versions of the page: a story that is told in several languages
    says more clearly what it is about. Pieces only count between languages; within one, the very
    words do better.
    """
    # the mean of the cosines with several versions is the product with the mean of their vectors
    cosines = page.unity * (vectors @ page.direction)
    own = np.array(page.languages)[:, np.newaxis] == np.array(languages, np.str_)
    pieces = np.where(own, 0, piece_scores(page.signatures, signatures))
    usual, rare = calibration.levels.between(page.languages, languages)
    return Evidence(
        dense=calibration.levels.dense(cosines),
        terms=term_scores(page.signatures, signatures),
        numbers=number_scores(page.signatures, signatures, calibration.common.rarity),
        pieces=pieces.mean(axis=0),
        usual=usual,
        rare=rare,
    )
