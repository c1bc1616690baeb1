"""What the reader has before them already is not offered again."""

from index.arrays import Mask
from recommender.columns import Columns, SeedColumns
from recommender.rules.rule import rule


@rule(reason="already_on_the_page")
def not_seen(columns: Columns, seed: SeedColumns) -> Mask:  # noqa: ARG001
    """Keep candidates of stories that are not on the page in any version."""
    return ~columns.seen
