"""Nothing before its time, and the old gives way to the new."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask
from recommender.columns import Columns, SeedColumns
from recommender.rules.rule import Rule, rule


@rule(reason="not_published_yet")
def already_published(columns: Columns, seed: SeedColumns) -> Mask:  # noqa: ARG001
    """Keep candidates whose date is not in the future; those without a date stay."""
    return ~(columns.age < 0)


def no_older_than(days: float) -> Rule:
    """Keep candidates of at most so many days, pinned ones, and those without a date."""

    def keep(columns: Columns, _: SeedColumns) -> Mask:
        return ~(columns.age > days) | (columns.pin > 0)

    return Rule("too_old", keep)


@dataclass(frozen=True, slots=True)
class Ageing:
    """How age moves candidates down: half of `weight` is lost after one half-life.

    Half-lives are in days; `lives` has others for what is filed under some names, by facet, and the
    shortest that applies counts. `weight` is in units of the score, the most that age can cost.
    What is filed under an `evergreen` name, by facet, does not age, nor does what has no date.
    """

    half_life: float
    weight: float
    lives: Mapping[str, Mapping[str, float]]
    evergreen: Mapping[str, tuple[str, ...]]

    def __call__(self, columns: Columns) -> NDArray[np.float64]:
        """Return how far each candidate moves; (n,), in [-weight, 0]."""
        left = np.exp2(np.maximum(columns.age, 0.0) / -self._lives(columns))
        moved = self.weight * (left - 1.0)
        moved[np.isnan(columns.age)] = 0.0
        for facet, names in self.evergreen.items():
            moved[columns.facets[facet].among(names)] = 0.0
        return moved

    def _lives(self, columns: Columns) -> NDArray[np.float64] | float:
        if not self.lives:
            return self.half_life
        shortest = np.full(len(columns), np.inf)
        for facet, days in self.lives.items():
            filed = columns.facets[facet]
            # -1, for no name, is the last place
            lives = np.full(len(filed.names) + 1, np.inf)
            for name in days.keys() & filed.names.keys():
                lives[filed.names[name]] = days[name]
            np.minimum(shortest, lives[filed.codes].min(axis=1, initial=np.inf), out=shortest)
        return np.where(np.isinf(shortest), self.half_life, shortest)


@dataclass(frozen=True, slots=True)
class Closeness:
    """How time between page and candidate moves candidates down, whenever that was.

    Half of `weight` is lost at `half_life` days, two thirds at twice that: days apart matter for a
    page of last week, and years still do for one from an archive. What has no date loses nothing.
    """

    half_life: float
    weight: float

    def __call__(self, columns: Columns) -> NDArray[np.float64]:
        """Return how far each candidate moves; (n,), in [-weight, 0]."""
        loss = self.weight * columns.gap / (columns.gap + self.half_life)
        return -np.nan_to_num(loss, nan=0.0)
