"""An ordered tuple of rules, then the cut."""

from dataclasses import dataclass

import numpy as np

from index.arrays import Rows
from recommender.ranking import Columns, Dropped, SeedColumns
from recommender.rules import (
    Rule,
    in_a_language_that_is_read,
    minimum_score,
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
        """Return the rows of up to k candidates, best first, and all others with one reason each.

        Every rule sees the candidates that the rules before it have kept.
        """
        dropped: list[Dropped] = []
        for rule in self.rules:
            kept = rule.keep(candidates, seed)
            dropped += _dropped(candidates.take(~kept), rule.reason)
            candidates = candidates.take(kept)
        dropped += _dropped(candidates.take(np.arange(k, len(candidates))), BEYOND_K)
        return candidates.row[:k], tuple(dropped)


def default_policy(floor: float) -> Policy:
    """Other stories, each once, at or above the floor, in a language that the reader reads."""
    return Policy(
        "default-1",
        floor,
        (
            not_the_seed,
            not_the_same_story,
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
