"""What a request gets: a list, and what fell out of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from index.arrays import Rows, Scores
from index.store import Card


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

    `score`, in [-1, 1], is the cosine with the seed of the story's nearest version, raised by the
    terms that they share; `pinned` says
    whether an editor put the story where it stands, whatever its score.
    """

    card: Card
    score: float
    translations: tuple[Translation, ...]
    pinned: bool

    @property
    def id(self) -> str:
        """The article's id."""
        return self.card.id


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What was found nearest to the page before any rule: rows (n,) and scores (n,), best first."""

    row: Rows
    score: Scores

    def __len__(self) -> int:
        return len(self.row)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The answer: at most k recommendations in order, and all that was considered but dropped.

    `unfilled_reason` says why there are fewer than k; None if there are k. `relaxed` names what the
    policy has given up to fill the list, in the order in which it did. `neighbours` are what the
    list was chosen from.
    """

    selected: tuple[Recommendation, ...]
    dropped: tuple[Dropped, ...]
    unfilled_reason: Unfilled | None
    relaxed: tuple[str, ...]
    policy: str
    neighbours: Neighbours
