"""Learning levels from random articles: all pairs of them that tell different stories."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask, Vectors
from index.calibration.levels import SHIPPED_ACROSS, SHIPPED_OWN, SPREAD, Levels, Pool
from index.calibration.numbers import CommonNumbers
from index.evidence import raw_score
from index.signature import Signatures, number_scores, piece_scores, term_scores

_RARE = 1e-3
"""The share of unrelated pairs that reaches the rare level; it decides the mix of languages."""

_FEW = 100
"""Pairs of articles at which their own mean counts as much as that of all pairs like them."""

_FEW_FOR_RARE = 1000
"""Pairs at which their own distance to what is rare does: it takes more to see one in 1,000."""

_SMALL = 1000
"""Articles at which a catalogue's own distance counts as much as the one that ships: in a small
catalogue many pairs taken at random are related, and would pass for rare among the unrelated."""


@dataclass(frozen=True, slots=True)
class Sample:
    """n articles of a catalogue; equal numbers in `story` (n,) are versions of one story."""

    languages: NDArray[np.str_]
    story: NDArray[np.int64]
    vectors: Vectors
    signatures: Signatures

    def __len__(self) -> int:
        return len(self.story)

    def unrelated(self, pages: NDArray[np.intp]) -> Mask:
        """Say which articles tell another story than each of some pages, (p, n)."""
        apart: Mask = self.story[pages][:, np.newaxis] != self.story
        return apart


def learn_levels(
    sample: Sample, pages: NDArray[np.intp], common: CommonNumbers, articles: Mapping[str, int]
) -> Levels:
    """Return the levels of a catalogue from `pages` (p,) of a sample, compared with all of it.

    `articles` are the numbers of articles by language. What is learnt from few pairs is shrunk
    towards what more pairs say. It costs time linear in p times the sample.
    """
    unrelated = sample.unrelated(pages)
    mean, spread = _model((sample.vectors[pages] @ sample.vectors.T)[unrelated])
    raw = raw_scores(sample, pages, Levels(mean, spread), common)
    total = sum(articles.values())
    few_articles = _SMALL / (total + _SMALL)
    is_own = sample.languages[pages][:, np.newaxis] == sample.languages
    own = _shrunk(raw[unrelated & is_own], SHIPPED_OWN, few_articles)
    across = _shrunk(raw[unrelated & ~is_own], SHIPPED_ACROSS, few_articles)
    pairs = {}
    for one, other in combinations_with_replacement(np.unique(sample.languages).tolist(), 2):
        both = raw[unrelated & _between(sample.languages, pages, one, other)]
        pool = own if one == other else across
        few_pairs = _FEW_FOR_RARE / (len(both) + _FEW_FOR_RARE)
        pairs[frozenset((one, other))] = _shrunk(both, pool, max(few_articles, few_pairs))
    return Levels(mean, spread, own, across, pairs, dict(articles))


def raw_scores(
    sample: Sample, pages: NDArray[np.intp], levels: Levels, common: CommonNumbers
) -> NDArray[np.float32]:
    """Return raw scores (p, n) of pages with all of a sample, as an answer would have them."""
    signatures = sample.signatures
    singles = [signatures.take(pages[place : place + 1]) for place in range(len(pages))]
    empty = np.zeros((0, len(sample)), np.float32)
    dense = levels.dense(sample.vectors[pages] @ sample.vectors.T)
    terms = [term_scores(page, signatures) for page in singles]
    numbers = [number_scores(page, signatures, common.rarity) for page in singles]
    pieces = piece_scores(signatures.take(pages), signatures)
    pieces[sample.languages[pages][:, np.newaxis] == sample.languages] = 0
    return raw_score(dense, np.vstack([empty, *terms]), np.vstack([empty, *numbers]), pieces)


def _between(languages: NDArray[np.str_], pages: NDArray[np.intp], one: str, other: str) -> Mask:
    page, candidate = languages[pages][:, np.newaxis], languages
    there, back = (page == one) & (candidate == other), (page == other) & (candidate == one)
    between: Mask = there | back
    return between


def _model(cosines: NDArray[np.float32]) -> tuple[float, float]:
    """Return mean and standard deviation of a model's cosines, shrunk to those of the bundled."""
    if not len(cosines):
        return 0.0, SPREAD
    weight = len(cosines) / (len(cosines) + _FEW)
    variance = weight * float(cosines.var(dtype=np.float64)) + (1 - weight) * SPREAD**2
    return weight * float(cosines.mean(dtype=np.float64)), variance**0.5


def _shrunk(raw: NDArray[np.float32], towards: Pool, caution: float) -> Pool:
    """Return the level of pairs; `caution`, in [0, 1], is how little their own tail counts."""
    if not len(raw):
        return towards
    mean, tail = float(raw.mean(dtype=np.float64)), float(np.quantile(raw, 1 - _RARE))
    weight = _FEW / (len(raw) + _FEW)
    usual = (1 - weight) * mean + weight * towards.usual
    step = (1 - caution) * (tail - mean) + caution * (towards.rare - towards.usual)
    return Pool(usual, usual + step)
