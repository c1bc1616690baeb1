"""How many unrelated pairs of articles reach a score, before and after calibration.

The articles are others than those that the levels were learnt from. If a score means the same for
every two languages, their curves lie on each other.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from index.calibration import Calibrator
from index.calibration.calibrator import ARTICLES, PAGES
from index.calibration.learning import Sample, raw_scores
from index.evidence import calibrated

_MOST_LANGUAGES = 4
_FEWEST_PAIRS = 3000
"""Pairs of articles in which a share of 1 in 1,000 can be seen at all."""


@dataclass(frozen=True, slots=True)
class Curve:
    """The scores of unrelated pairs in two languages, raw (n,) and calibrated (n,)."""

    languages: tuple[str, str]
    raw: NDArray[np.float32]
    calibrated: NDArray[np.float32]

    def reached(self, score: float) -> float:
        """Return the share of pairs that reach a calibrated score."""
        return float(np.mean(self.calibrated >= score))


def curves_of(calibrator: Calibrator) -> list[Curve]:
    """Return a curve for each two of the commonest languages, as far as articles suffice.

    Uses articles that the levels were not learnt from; in a catalogue that has no others, the same.
    """
    sample = calibrator.sample(skipped=ARTICLES)
    if len(sample) < PAGES:
        sample = calibrator.sample()
    calibration = calibrator.current()
    pages = np.arange(min(PAGES, len(sample)))
    raw = raw_scores(sample, pages, calibration.levels, calibration.common)
    unrelated = sample.unrelated(pages)
    common = Counter(sample.languages.tolist()).most_common(_MOST_LANGUAGES)
    languages = sorted(language for language, _ in common)
    curves = []
    for one, other in combinations_with_replacement(languages, 2):
        scores = raw[unrelated & _in(sample, pages, one, other)]
        if len(scores) >= _FEWEST_PAIRS:
            level = calibration.levels.level(one, other)
            usual, rare = (np.full(len(scores), each, np.float32) for each in level)
            curves.append(Curve((one, other), scores, calibrated(scores, usual, rare)))
    return curves


def _in(sample: Sample, pages: NDArray[np.intp], one: str, other: str) -> NDArray[np.bool_]:
    page, candidate = sample.languages[pages][:, np.newaxis], sample.languages
    found: NDArray[np.bool_] = (page == one) & (candidate == other)
    return found
