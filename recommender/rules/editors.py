"""What an editor has blocked is never shown under the pages that this was decided for."""

from index.arrays import Mask
from recommender.columns import Columns, SeedColumns
from recommender.rules.rule import rule


@rule(reason="blocked_by_an_editor")
def not_blocked(columns: Columns, seed: SeedColumns) -> Mask:  # noqa: ARG001
    """Keep candidates of stories that no editor has blocked under the page."""
    return ~columns.blocked
