"""What a request gets: a list, and what fell out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Self, overload

import numpy as np

from index.arrays import Rows, Scores
from index.cards import Cards
from index.store import Card, Version
from recommender.relations import Relation

if TYPE_CHECKING:
    from recommender.considered import Considered


class Dropped(NamedTuple):
    """A candidate that was not selected, with the one reason why."""

    row: int
    score: float
    reason: str


class Drops(Sequence[Dropped]):
    """All that was dropped; told only when somebody asks, since most do not."""

    def __init__(self) -> None:
        self._told: list[Dropped] = []
        self._untold: list[Callable[[], Iterable[Dropped]]] = []

    def later(self, tell: Callable[[], Iterable[Dropped]]) -> None:
        """Add what `tell` will say."""
        self._untold.append(tell)

    def reasons(self) -> set[str]:
        """Return all reasons that were given."""
        return {each.reason for each in self}

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, place: int) -> Dropped: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Dropped]: ...

    def __getitem__(self, place: int | slice) -> Dropped | Sequence[Dropped]:
        return self._all()[place]

    def _all(self) -> list[Dropped]:
        while self._untold:
            self._told += self._untold.pop(0)()
        return self._told


class Unfilled(StrEnum):
    """Why a list is shorter than was asked for."""

    CATALOGUE_EXHAUSTED = "catalogue_exhausted"
    BELOW_MINIMUM_SCORE = "below_minimum_score"
    LIMITED_BY_POLICY = "limited_by_policy"


class Shown(NamedTuple):
    """A story in a list, by row, with what is said of it; `versions` are rows of its others."""

    row: int
    score: float
    pinned: bool
    relation: Relation | None
    language: str
    versions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A story to open next, in the language version that suits the reader.

    `score`, in (-1, 1), is that of the story's best version: 0 is as near as unrelated articles of
    the same languages usually are, 0.5 as the nearest of a thousand of them. `pinned` says whether
    an editor put the story where it stands, whatever its score. `relation` says what the story is
    to the page, None for one that has nothing to do with it. `translations` are its other versions.
    """

    card: Card
    score: float
    translations: tuple[Version, ...]
    pinned: bool
    relation: Relation | None

    @property
    def id(self) -> str:
        """The article's id."""
        return self.card.id


@dataclass(frozen=True, slots=True)
class Candidates:
    """All articles that were considered, before any rule: rows (n,) and scores (n,), best first.

    Each language version of a story stands here by its own score.
    """

    row: Rows
    score: Scores

    @classmethod
    def of(cls, rows: Rows, scores: Scores) -> Self:
        """Return articles, by row (n,), with their scores (n,) in the order of these."""
        order = np.lexsort((rows, -scores))
        return cls(rows[order], scores[order])

    def __len__(self) -> int:
        return len(self.row)


@dataclass(frozen=True)
class Ranking:
    """The answer: at most k stories `shown`, in order, and all that was considered but dropped.

    `unfilled_reason` says why there are fewer than k; None if there are k. `relaxed` names what the
    policy has given up to fill the list, in the order in which it did. `considered` is all that the
    list was chosen from, for those who ask why. What is shown of articles stands in `cards`.
    """

    shown: tuple[Shown, ...]
    dropped: Sequence[Dropped]
    unfilled_reason: Unfilled | None
    relaxed: tuple[str, ...]
    policy: str
    considered: Considered = field(repr=False, compare=False)
    cards: Cards = field(repr=False, compare=False)
    lowest: float = field(default=np.inf, repr=False, compare=False)

    @cached_property
    def selected(self) -> tuple[Recommendation, ...]:
        """The stories with all that is shown of them; without those withdrawn meanwhile."""
        cards = self.cards.of([each.row for each in self.shown])
        versions = self.cards.headlines([row for each in self.shown for row in each.versions])
        return tuple(
            Recommendation(
                cards[each.row],
                each.score,
                tuple(versions[row] for row in each.versions if row in versions),
                each.pinned,
                each.relation,
            )
            for each in self.shown
            if each.row in cards
        )

    @property
    def candidates(self) -> Candidates:
        """What the list was chosen from."""
        gathered = self.considered.gathered
        return Candidates.of(gathered.articles.row, gathered.score)
