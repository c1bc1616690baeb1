"""Rules, what moves candidates, limits and what gives way: all that decides a list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask, Rows
from recommender.columns import Columns, SeedColumns
from recommender.languages import Languages
from recommender.placement import arranged, pinned_places
from recommender.ranking import Dropped
from recommender.rules import (
    Diversity,
    Limit,
    Move,
    Rule,
    VectorsOf,
    already_published,
    in_a_language_that_is_read,
    minimum_score,
    not_blocked,
    not_seen,
    not_the_same_story,
    not_the_seed,
    one_entry_per_story,
)
from recommender.selection import Choice, Fixed, Worth, choose

BEYOND_K = "beyond_k"
ANY_LANGUAGE = Languages()


class Selection(NamedTuple):
    """Rows in order, all other candidates with one reason each, and the limits that gave way."""

    rows: Rows
    dropped: tuple[Dropped, ...]
    relaxed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A named, versioned way to choose; `floor` is the score under which it abstains.

    `rules` keep or drop; `moves` change the order, not the score; `limits` and `diversity` look at
    what is in the list already. `relax` names, first to last, the limits that give way where the
    list would be short. `asks` are the facets that all of these need.
    """

    name: str
    floor: float
    rules: tuple[Rule, ...]
    moves: tuple[Move, ...] = ()
    limits: tuple[Limit, ...] = ()
    diversity: Diversity | None = None
    relax: tuple[str, ...] = ()
    languages: Languages = ANY_LANGUAGE
    asks: frozenset[str] = frozenset()

    def select(
        self,
        candidates: Columns,
        seed: SeedColumns,
        k: int,
        vectors_of: VectorsOf | None = None,
    ) -> Selection:
        """Return up to k candidates, in order, and what became of the others.

        A candidate is dropped by the first rule that does not keep it. What is left is chosen
        around the candidates that an editor has pinned, which count for the limits but are bound
        by none. Deterministic; time linear in the candidates. Where there are `vectors_of` rows,
        a policy with diversity asks for them once.
        """
        candidates, dropped = self._kept(candidates, seed)
        pins = pinned_places(candidates, k)
        shown = candidates.pin == 0
        shown[list(pins.values())] = True
        if not shown.all():
            dropped += _dropped(candidates, ~shown, repeat(BEYOND_K))
            candidates, moved = candidates.take(shown), np.cumsum(shown) - 1
            pins = {place: int(moved[index]) for place, index in pins.items()}
        choice = self._choice(candidates, seed, k, pins, vectors_of)
        order = arranged(pins, choice.chosen, k)
        left = np.ones(len(candidates), dtype=bool)
        left[order] = False
        dropped += _dropped(candidates, left, self._reasons(choice, len(candidates))[left])
        return Selection(candidates.row[order], tuple(dropped), choice.relaxed)

    def _kept(self, candidates: Columns, seed: SeedColumns) -> tuple[Columns, list[Dropped]]:
        dropped: list[Dropped] = []
        left = np.ones(len(candidates), dtype=bool)
        for rule in self.rules:
            if rule.compares:
                candidates, left = candidates.take(left), left[left]
            kept = rule.keep(candidates, seed)
            dropped += _dropped(candidates, left & ~kept, repeat(rule.reason))
            left &= kept
        return candidates.take(left), dropped

    def _choice(
        self,
        candidates: Columns,
        seed: SeedColumns,
        k: int,
        pins: Mapping[int, int],
        vectors_of: VectorsOf | None,
    ) -> Choice:
        value = candidates.score.astype(np.float64)
        for move in self.moves:
            value += move.by(candidates)
        watches = {limit.name: limit.watch(candidates, seed, k) for limit in self.limits}
        worth: Worth = Fixed(value)
        if self.diversity and vectors_of:
            vectors = vectors_of(candidates.row)
            worth, watches[self.diversity.name] = self.diversity.start(value, vectors)
        pinned = tuple(pins.values())
        return choose(worth, watches, self.relax, pinned, k - len(pinned))

    def _reasons(self, choice: Choice, count: int) -> NDArray[np.object_]:
        limits = (*self.limits, *((self.diversity,) if self.diversity else ()))
        reason_of = {limit.name: limit.reason for limit in limits}
        reasons = np.full(count, BEYOND_K, dtype=object)
        for index, name in choice.passed_over.items():
            reasons[index] = reason_of[name]
        return reasons


def rules_of_every_list(*own: Rule) -> tuple[Rule, ...]:
    """Return a policy's own rules among those that no policy may leave out."""
    return (
        not_the_seed,
        not_the_same_story,
        not_blocked,
        already_published,
        not_seen,
        *own,
        in_a_language_that_is_read,
        one_entry_per_story,
    )


def default_policy(floor: float) -> Policy:
    """Other stories, each once, in a language that is read, pinned or at or above the floor."""
    return Policy("default-1", floor, rules_of_every_list(minimum_score(floor)))


def _dropped(candidates: Columns, which: Mask, reasons: Iterable[str]) -> list[Dropped]:
    if not which.any():
        return []
    # map ends with the rows; reasons may go on for ever
    rows, scores = candidates.row[which].tolist(), candidates.score[which].tolist()
    return list(map(Dropped, rows, scores, reasons))
