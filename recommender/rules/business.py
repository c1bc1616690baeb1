"""What the publisher wants shown or not, and what it favours."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask
from recommender.columns import Columns, SeedColumns
from recommender.rules.rule import Rule


def only_from(facet: str, names: tuple[str, ...]) -> Rule:
    """Keep candidates that are filed under any of the names, and pinned ones."""

    def keep(columns: Columns, _: SeedColumns) -> Mask:
        return columns.facets[facet].among(names) | (columns.pin > 0)

    return Rule("not_included", keep)


def not_from(facet: str, names: tuple[str, ...]) -> Rule:
    """Keep candidates that are filed under none of the names, and pinned ones."""

    def keep(columns: Columns, _: SeedColumns) -> Mask:
        return ~columns.facets[facet].among(names) | (columns.pin > 0)

    return Rule("excluded", keep)


@dataclass(frozen=True, slots=True)
class Boosts:
    """What moves candidates up or down by what they are filed under: facet → name → how far.

    In units of the score. All boosts of a candidate together stay within ± `bound`.
    """

    bound: float
    by_facet: Mapping[str, Mapping[str, float]]

    def __call__(self, columns: Columns) -> NDArray[np.float64]:
        """Return how far each candidate moves; (n,), in [-bound, bound]."""
        moved = np.zeros(len(columns))
        for facet, boosts in self.by_facet.items():
            for name, boost in boosts.items():
                moved += boost * columns.facets[facet].among((name,))
        return np.clip(moved, -self.bound, self.bound)
