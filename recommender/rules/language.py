"""Nothing in a language that the reader does not read."""

from index.arrays import Mask
from recommender.columns import Columns, SeedColumns
from recommender.rules.rule import rule


@rule(reason="language_not_read")
def in_a_language_that_is_read(columns: Columns, seed: SeedColumns) -> Mask:  # noqa: ARG001
    """Keep candidates in the languages that the reader reads."""
    return columns.readable
