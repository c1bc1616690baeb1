"""Cosines in units that mean the same for every model and in every catalogue."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_CAUTION = 1000
"""Pairs of articles at which a few days count as much as what is usual in general."""

_ONE_BELOW = 0.1587
"""Share of a normal distribution that is more than one standard deviation below its mean."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The mean and the standard deviation of the cosines of articles that are not related."""

    mean: float
    spread: float

    def similarity(self, cosine: float) -> float:
        """Return how many standard deviations a cosine is above the mean."""
        return (cosine - self.mean) / self.spread

    def margin(self, difference: float) -> float:
        """Return how many standard deviations a difference of two cosines is."""
        return difference / self.spread

    def adapted(self, cosines: NDArray[np.float32]) -> "Scale":
        """Return the scale of cosines that were met, shrunk towards this one; nan is none.

        It is taken from the lower half of them: related articles are in the upper one.
        """
        count = int(np.isfinite(cosines).sum())
        if count == 0:
            return self
        low, middle = np.nanquantile(cosines, (_ONE_BELOW, 0.5)).tolist()
        weight = count / (count + _CAUTION)
        mean = weight * middle + (1 - weight) * self.mean
        return Scale(mean, weight * (middle - low) + (1 - weight) * self.spread)
