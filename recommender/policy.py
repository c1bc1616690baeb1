"""Rules, what moves candidates, limits and what gives way: all that decides a list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask, Rows
from recommender.columns import Columns, SeedColumns
from recommender.languages import Languages
from recommender.placement import arranged, pinned_places
from recommender.ranking import Dropped, Drops
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
    """Rows in order, all other candidates with one reason each, and the limits that gave way.

    `lowest` is what the least valuable of those that were chosen is worth; inf if none was chosen,
    -inf if worth depends on what else is in the list.
    """

    rows: Rows
    dropped: Drops
    relaxed: tuple[str, ...]
    lowest: float


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
        if pins or candidates.pin.any():
            candidates, pins = _without_pins_beyond(candidates, pins, dropped)
        choice = self._choice(candidates, seed, k, pins, vectors_of)
        order = arranged(pins, choice.chosen, k)
        dropped.later(lambda: self._left(candidates, order, choice))
        lowest = -np.inf if self.diversity else choice.lowest
        return Selection(candidates.row[order], dropped, choice.relaxed, lowest)

    @property
    def reach(self) -> float:
        """How far moves may lift a candidate above its score."""
        return sum(move.most for move in self.moves)

    def _kept(self, candidates: Columns, seed: SeedColumns) -> tuple[Columns, Drops]:
        dropped = Drops()
        waiting = list(self.rules)
        while waiting:
            # one that compares candidates sees only what those before it have kept
            rules = [waiting.pop(0)]
            while waiting and not waiting[0].compares:
                rules.append(waiting.pop(0))
            kept = [rule.keep(candidates, seed) for rule in rules]
            if not (left := reduce(np.logical_and, kept)).all():
                dropped.later(partial(_fallen, candidates, rules, kept))
                candidates = candidates.take(left)
        return candidates, dropped

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

    def _left(
        self, candidates: Columns, order: NDArray[np.intp], choice: Choice
    ) -> Iterator[Dropped]:
        limits = (*self.limits, *((self.diversity,) if self.diversity else ()))
        reason_of = {limit.name: limit.reason for limit in limits}
        chosen = set(order.tolist())
        for index, row, score in _numbered(candidates):
            if index not in chosen:
                passed = choice.passed_over.get(index)
                yield Dropped(row, score, reason_of[passed] if passed else BEYOND_K)


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


def _without_pins_beyond(
    candidates: Columns, pins: dict[int, int], dropped: Drops
) -> tuple[Columns, dict[int, int]]:
    """Leave out what is pinned to a place that the list does not have; it stands nowhere else."""
    shown = candidates.pin == 0
    shown[list(pins.values())] = True
    if shown.all():
        return candidates, pins
    beyond, moved = candidates.take(~shown), np.cumsum(shown) - 1
    dropped.later(lambda: (Dropped(row, score, BEYOND_K) for _, row, score in _numbered(beyond)))
    return candidates.take(shown), {place: int(moved[index]) for place, index in pins.items()}


def _fallen(candidates: Columns, rules: Sequence[Rule], kept: Sequence[Mask]) -> Iterator[Dropped]:
    """Yield what rules did not keep, each with the reason of the first that did not."""
    for index, row, score in _numbered(candidates):
        for rule, its in zip(rules, kept, strict=True):
            if not its[index]:
                yield Dropped(row, score, rule.reason)
                break


def _numbered(candidates: Columns) -> Iterator[tuple[int, int, float]]:
    pairs = zip(candidates.row.tolist(), candidates.score.tolist(), strict=True)
    return ((index, row, score) for index, (row, score) in enumerate(pairs))
