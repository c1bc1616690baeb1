"""Abstain below a score: no link is better than a wrong one."""

from collections.abc import Mapping
from types import MappingProxyType

from index.arrays import Mask
from recommender.columns import Columns, SeedColumns
from recommender.relations import Relation
from recommender.rules.rule import Rule

NOTHING_ELSE: Mapping[Relation, float] = MappingProxyType({})


def minimum_score(floor: float, by_relation: Mapping[Relation, float] = NOTHING_ELSE) -> Rule:
    """Keep candidates whose score is at least `floor`, in [-1, 1], and pinned ones.

    For stories of some relations to the page another floor may hold, `by_relation`.
    """

    def keep(columns: Columns, _: SeedColumns) -> Mask:
        precise = columns.score.dtype.type
        near = columns.score >= precise(floor)
        for relation, other in by_relation.items():
            related = columns.facets["relation"].among((relation,))
            near[related] = columns.score[related] >= precise(other)
        return near | (columns.pin > 0)

    return Rule("below_minimum_score", keep)
