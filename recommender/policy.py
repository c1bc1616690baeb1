"""An ordered tuple of rules, then the places in the list."""

from dataclasses import dataclass

import numpy as np

from index.arrays import Rows
from recommender.placement import arranged
from recommender.ranking import Columns, Dropped, SeedColumns
from recommender.rules import (
    Rule,
    in_a_language_that_is_read,
    minimum_score,
    not_blocked,
    not_the_same_story,
    not_the_seed,
    one_entry_per_story,
)

BEYOND_K = "beyond_k"


@dataclass(frozen=True, slots=True)
class Policy:
    """A named, versioned way to choose; `floor` is the score under which it abstains."""

    name: str
    floor: float
    rules: tuple[Rule, ...]

    def select(
        self, candidates: Columns, seed: SeedColumns, k: int
    ) -> tuple[Rows, tuple[Dropped, ...]]:
        """Return the rows of up to k candidates, in order, and all others with one reason each.

        Every rule sees the candidates that the rules before it have kept. What is left stands best
        first, around the candidates that an editor has pinned.
        """
        dropped: list[Dropped] = []
        for rule in self.rules:
            kept = rule.keep(candidates, seed)
            dropped += _dropped(candidates.take(~kept), rule.reason)
            candidates = candidates.take(kept)
        shown = arranged(candidates, k)
        beyond = np.ones(len(candidates), dtype=bool)
        beyond[shown] = False
        dropped += _dropped(candidates.take(beyond), BEYOND_K)
        return candidates.row[shown], tuple(dropped)


def default_policy(floor: float) -> Policy:
    """Other stories, each once, in a language that is read, pinned or at or above the floor."""
    return Policy(
        "default-1",
        floor,
        (
            not_the_seed,
            not_the_same_story,
            not_blocked,
            minimum_score(floor),
            in_a_language_that_is_read,
            one_entry_per_story,
        ),
    )


def _dropped(candidates: Columns, reason: str) -> list[Dropped]:
    return [
        Dropped(row, score, reason)
        for row, score in zip(candidates.row.tolist(), candidates.score.tolist(), strict=True)
    ]
