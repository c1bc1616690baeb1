"""Abstain below a score: no link is better than a wrong one."""

from index.arrays import Mask
from recommender.columns import Columns, SeedColumns
from recommender.rules.rule import Rule


def minimum_score(floor: float) -> Rule:
    """Keep candidates whose score is at least `floor`, in [-1, 1], and pinned ones."""

    def keep(columns: Columns, _: SeedColumns) -> Mask:
        return (columns.score >= floor) | (columns.pin > 0)

    return Rule("below_minimum_score", keep)
