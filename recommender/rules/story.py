"""A story appears once, in one language, and never under itself."""

import numpy as np

from index.arrays import Mask
from recommender.columns import Columns, SeedColumns
from recommender.rules.rule import rule


@rule(reason="is_the_seed")
def not_the_seed(columns: Columns, seed: SeedColumns) -> Mask:
    """Keep candidates other than the page itself."""
    return np.not_equal(columns.row, seed.row)


@rule(reason="translation_of_the_seed")
def not_the_same_story(columns: Columns, seed: SeedColumns) -> Mask:
    """Keep candidates of other stories; a translation of the page is the same story."""
    return np.not_equal(columns.story, seed.story)


@rule(reason="other_version_shown", compares=True)
def one_entry_per_story(columns: Columns, seed: SeedColumns) -> Mask:  # noqa: ARG001
    """Keep of each story the version that the reader prefers; among equals the nearest."""
    order = np.lexsort((columns.preference, columns.story))
    story = columns.story[order]
    kept = np.ones(len(columns), np.bool_)
    kept[order[1:]] = story[1:] != story[:-1]
    return kept
