"""How a story relates to the page: the same event, what followed, what lies behind it, or alike."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask, Scores

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

    def share_a_matter(self, score: Scores, terms: Scores) -> Mask:
        """Return which of n articles tell of the page's matter; (n,) bool."""
        return score + np.float32(self.terms) * terms >= self.needed


WEIGHTS = Weights(terms=0.8, needed=0.29, alike=0.13)
"""As `recommender-eval relations --fit` finds them on the pairs for development."""


def days_after(page: datetime | None, published: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how many days later than a page n articles were published; (n,), nan if unknown.

    `published` (n,) is in seconds since 1970, nan where it is not known.
    """
    moment = np.nan if page is None else page.timestamp()
    return (published - moment) / 86_400


def relations(
    score: Scores, terms: Scores, days: NDArray[np.float64], weights: Weights = WEIGHTS
) -> NDArray[np.int64]:
    """Return how n articles relate to a page, as numbers of `RELATIONS`, -1 for unrelated; (n,).

    `score` and `terms` (n,) are those of their evidence; `days` (n,) is how much later than the
    page they were published, negative for earlier and nan where that is unknown. What shares the
    page's matter, by names, numbers and subject, is another account of the same event within two
    days, a follow-up later, and background earlier or without a date. Of the rest, what is near
    enough is similar.
    """
    shared = weights.share_a_matter(score, terms)
    near = score >= weights.alike
    same_event, follow_up, background, similar = range(len(RELATIONS))
    dated = np.where(days > 0, follow_up, background)
    dated[np.abs(days) <= EVENT_DAYS] = same_event
    return np.where(shared, dated, np.where(near, similar, UNRELATED))
