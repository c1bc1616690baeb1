"""Comparing a page with articles, in every part that counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask, Scores, Vectors
from index.calibration import Calibration
from index.evidence import Evidence, calibrated, raw_score
from index.signature import Signatures, number_scores, piece_scores, term_scores

_FEW_PIECES = 8
"""Pieces that tell about as much as all of them, in a ninth of the time."""


class PageVersions(NamedTuple):
    """A page as it is compared: all language versions of its story together.

    `direction` (dimension,) is that of the mean of their vectors and `unity` its length;
    `languages` and `signatures` are one a version.
    """

    direction: Vectors
    unity: float
    languages: tuple[str, ...]
    signatures: Signatures


class Versions(NamedTuple):
    """n articles as they are compared one by one; vectors are (n, dimension)."""

    languages: Sequence[str]
    vectors: Vectors
    signatures: Signatures

    def take(self, places: NDArray[np.intp]) -> "Versions":
        """Return those in some places."""
        spoken = [self.languages[place] for place in places.tolist()]
        return Versions(spoken, self.vectors[places], self.signatures.take(places))


@dataclass(frozen=True, slots=True)
class Pairs:
    """What speaks for each pair of s versions of a story and n articles; arrays (s, n).

    A page is compared by the mean over its versions, so this tells how near each of the articles
    is to the story as a page, and the other way round.
    """

    raw: NDArray[np.float32]
    terms: NDArray[np.float32]
    usual: NDArray[np.float32]
    rare: NDArray[np.float32]

    def articles(self) -> tuple[Scores, Scores]:
        """Return scores and terms of the articles under the story, (n,) each."""
        raw, terms, usual, rare = (each.mean(axis=0) for each in self._parts())
        return calibrated(raw, usual, rare), terms

    def versions_under(self, told: Mask) -> tuple[Scores, Scores]:
        """Return scores and terms of the s versions under the story that articles (n,) tell."""
        raw, terms, usual, rare = (each[:, told].mean(axis=1) for each in self._parts())
        return calibrated(raw, usual, rare), terms

    def _parts(self) -> tuple[NDArray[np.float32], ...]:
        return self.raw, self.terms, self.usual, self.rare


def compare(
    page: PageVersions,
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
    rarity = calibration.common.rarity
    return Evidence(
        dense=calibration.levels.dense(cosines),
        terms=term_scores(page.signatures, signatures).mean(axis=0),
        numbers=number_scores(page.signatures, signatures, rarity).mean(axis=0),
        pieces=pieces.mean(axis=0),
        usual=usual,
        rare=rare,
    )


def compare_each(story: Versions, others: Versions, calibration: Calibration) -> Pairs:
    """Return what speaks for each pair of s versions of a story and n other articles."""
    return _pairs(story, others, piece_scores(story.signatures, others.signatures), calibration)


def compare_roughly(story: Versions, others: Versions, calibration: Calibration) -> Pairs:
    """Return about the same in less time: only the pieces that say most are compared."""
    ours, theirs = (each.signatures.by_heaviest_pieces(_FEW_PIECES) for each in (story, others))
    return _pairs(story, others, piece_scores(ours, theirs), calibration)


def _pairs(
    story: Versions, others: Versions, pieces: NDArray[np.float32], calibration: Calibration
) -> Pairs:
    own = np.array(story.languages)[:, np.newaxis] == np.array(others.languages, np.str_)
    pieces = np.where(own, 0, pieces)
    terms = term_scores(story.signatures, others.signatures)
    numbers = number_scores(story.signatures, others.signatures, calibration.common.rarity)
    dense = calibration.levels.dense(story.vectors @ others.vectors.T)
    usual, rare = calibration.levels.between_each(story.languages, others.languages)
    return Pairs(raw_score(dense, terms, numbers, pieces), terms, usual, rare)
