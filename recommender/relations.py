"""How a story relates to the page: the same event, what followed, what lies behind it, or alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask
from index.evidence import Evidence

Relation: TypeAlias = Literal["same_event", "follow_up", "background", "similar"]
"""What a story is to a page that it is shown under."""

RELATIONS: tuple[Relation, ...] = get_args(Relation)
"""In the order of their numbers."""

UNRELATED = -1
EVENT_DAYS = 2.0
"""Accounts of one event are at most so many days apart."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What it takes for two stories to share a matter, or at least a subject.

    They share a matter if their calibrated score and `terms` times their term score, in which names
    count most, add up to `needed`. Others are similar if their score is `alike` or more.
    """

    terms: float
    needed: float
    alike: float

    def share_a_matter(self, evidence: Evidence) -> Mask:
        """Return which of n articles tell of the page's matter; (n,) bool."""
        return evidence.score + np.float32(self.terms) * evidence.terms >= self.needed


WEIGHTS = Weights(terms=0.8, needed=0.29, alike=0.13)
"""As `recommender-eval relations --fit` finds them on the pairs for development."""


def days_after(page: datetime | None, published: Sequence[datetime | None]) -> NDArray[np.float64]:
    """Return how many days later than a page n articles were published; (n,), nan if unknown."""
    if page is None:
        return np.full(len(published), np.nan)
    return np.array(
        [(each - page).total_seconds() / 86_400 if each else np.nan for each in published]
    )


def relations(
    evidence: Evidence, days: NDArray[np.float64], weights: Weights = WEIGHTS
) -> NDArray[np.int64]:
    """Return how n articles relate to a page, as numbers of `RELATIONS`, -1 for unrelated; (n,).

    `days` (n,) is how much later than the page they were published, negative for earlier and nan
    where that is unknown. What shares the page's matter, by names, numbers and subject, is another
    account of the same event within two days, a follow-up later, and background earlier or without
    a date. Of the rest, what is near enough is similar.
    """
    shared = weights.share_a_matter(evidence)
    near = evidence.score >= weights.alike
    found = [shared & (np.abs(days) <= EVENT_DAYS), shared & (days > 0), shared, near]
    return np.select(found, range(len(RELATIONS)), UNRELATED)
