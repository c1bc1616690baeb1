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

    Half-lives are in days, `by_section` for some sections. `weight` is in units of the score, the
    most that age can cost. What is filed under an `evergreen` name, by facet, does not age, nor
    does what has no date.
    """

    half_life: float
    weight: float
    by_section: Mapping[str, float]
    evergreen: Mapping[str, tuple[str, ...]]

    def __call__(self, columns: Columns) -> NDArray[np.float64]:
        """Return how far each candidate moves; (n,), in [-weight, 0]."""
        loss = self.weight * (1.0 - np.exp2(-np.maximum(columns.age, 0.0) / self._lives(columns)))
        loss[np.isnan(columns.age)] = 0.0
        for facet, names in self.evergreen.items():
            loss[columns.facets[facet].among(names)] = 0.0
        return -loss

    def _lives(self, columns: Columns) -> NDArray[np.float64] | float:
        if not self.by_section:
            return self.half_life
        sections = columns.facets["section"]
        # -1, for no section, is the last place
        lives = np.full(len(sections.names) + 1, self.half_life)
        for name, days in self.by_section.items():
            if name in sections.names:
                lives[sections.names[name]] = days
        found: NDArray[np.float64] = lives[sections.codes].min(axis=1, initial=np.inf)
        return np.where(np.isinf(found), self.half_life, found)
