"""What stories are to the page: which come first, and how many there may be."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.columns import Columns, SeedColumns
from recommender.relations import Relation
from recommender.rules.limits import Count, Watch

# farther than scores, ages and boosts can bring two together, but less than languages are apart
_APART = 10.0


@dataclass(frozen=True, slots=True)
class RelationOrder:
    """Moves stories of the first relation above those of the second, and so on; others are last."""

    order: tuple[Relation, ...]

    def __call__(self, columns: Columns) -> NDArray[np.float64]:
        """Return how far each candidate moves; (n,)."""
        relations = columns.facets["relation"]
        moved = np.zeros(len(columns))
        for place, relation in enumerate(reversed(self.order), start=1):
            moved[relations.among((relation,))] = _APART * place
        return moved


@dataclass(frozen=True, slots=True)
class AtMostOfRelation:
    """At most so many stories of a relation; relations that are not named may be all of them."""

    most: Mapping[Relation, int]
    name: str = "per_relation"
    reason: str = "relation_limit"

    def watch(self, candidates: Columns, seed: SeedColumns, k: int) -> Watch:  # noqa: ARG002
        """Return a count of what is in the list."""
        relations = candidates.facets["relation"]
        return Count(relations, {relations.names[name]: most for name, most in self.most.items()})
