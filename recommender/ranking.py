"""What a request gets: a list, and what fell out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from index.arrays import Rows, Scores
from index.store import Card, Outline
from recommender.relations import Relation

if TYPE_CHECKING:
    from recommender.considered import Considered


class Dropped(NamedTuple):
    """A candidate that was not selected, with the one reason why."""

    row: int
    score: float
    reason: str


class Unfilled(StrEnum):
    """Why a list is shorter than was asked for."""

    CATALOGUE_EXHAUSTED = "catalogue_exhausted"
    BELOW_MINIMUM_SCORE = "below_minimum_score"
    LIMITED_BY_POLICY = "limited_by_policy"


@dataclass(frozen=True, slots=True)
class Translation:
    """Another language version of a recommended story."""

    id: str
    url: str | None
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A story to open next, in the language version that suits the reader.

    `score`, in (-1, 1), is that of the story's best version: 0 is as near as unrelated articles of
    the same languages usually are, 0.5 as the nearest of a thousand of them. `pinned` says whether
    an editor put the story where it stands, whatever its score. `relation` says what the story is
    to the page, None for one that has nothing to do with it.
    """

    card: Card
    score: float
    translations: tuple[Translation, ...]
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
    def of(cls, outlines: Sequence[Outline], scores: Scores) -> Self:
        """Return articles with their scores (n,) in the order of these."""
        rows = np.array([outline.row for outline in outlines], dtype=np.int64)
        order = np.lexsort((rows, -scores))
        return cls(rows[order], scores[order])

    def __len__(self) -> int:
        return len(self.row)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The answer: at most k recommendations in order, and all that was considered but dropped.

    `unfilled_reason` says why there are fewer than k; None if there are k. `relaxed` names what the
    policy has given up to fill the list, in the order in which it did. `candidates` are what the
    list was chosen from; `considered` is all of that, for those who ask why.
    """

    selected: tuple[Recommendation, ...]
    dropped: tuple[Dropped, ...]
    unfilled_reason: Unfilled | None
    relaxed: tuple[str, ...]
    policy: str
    candidates: Candidates
    considered: Considered = field(repr=False, compare=False)
