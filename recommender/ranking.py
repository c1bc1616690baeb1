"""What a request compares and what it gets: candidates as columns, a list, and what fell out."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask, Rows, Scores
from index.store import Card


@dataclass(frozen=True, slots=True)
class Columns:
    """Candidates, best first: arrays of one length n.

    `score` is the cosine with the seed of the nearest language version of a candidate's story, so
    that all versions of a story stand together. `story` numbers the stories. `preference` is the
    place of the candidate's language among those that the reader prefers; smaller is better.
    `readable` says whether the reader reads that language at all. `blocked` says whether an editor
    has blocked the story under the page. `pin` is the number of the decision that pins the story,
    0 where none does; `position` is where in the list that asks for it, from 1, 0 for no wish.
    """

    row: Rows
    score: Scores
    story: NDArray[np.int64]
    preference: NDArray[np.int64]
    readable: Mask
    blocked: Mask
    pin: NDArray[np.int64]
    position: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.row)

    def take(self, chosen: Mask | NDArray[np.intp]) -> "Columns":
        """Return the chosen candidates."""
        return Columns(
            self.row[chosen],
            self.score[chosen],
            self.story[chosen],
            self.preference[chosen],
            self.readable[chosen],
            self.blocked[chosen],
            self.pin[chosen],
            self.position[chosen],
        )


@dataclass(frozen=True, slots=True)
class SeedColumns:
    """The page, in the numbers of its candidates; -1 where it is not in the catalogue."""

    row: int
    story: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """A candidate that was not selected, with the one reason why."""

    row: int
    score: float
    reason: str


class Unfilled(StrEnum):
    """Why a list is shorter than was asked for."""

    CATALOGUE_EXHAUSTED = "catalogue_exhausted"
    BELOW_MINIMUM_SCORE = "below_minimum_score"


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

    `score` is the cosine with the seed of the story's nearest version, in [-1, 1]; `pinned` says
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

    `unfilled_reason` says why there are fewer than k; None if there are k. `neighbours` are what
    the list was chosen from.
    """

    selected: tuple[Recommendation, ...]
    dropped: tuple[Dropped, ...]
    unfilled_reason: Unfilled | None
    policy: str
    neighbours: Neighbours
