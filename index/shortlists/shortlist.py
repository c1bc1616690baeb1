"""A shortlist: the stories nearest to one story, in all their versions, with scores."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask, Rows, Scores

STORIES = 101
"""Stories on a shortlist: the page's own, and as many others as a list may ever show."""

BEGINNING = 32
"""Stories at the beginning of a shortlist, which nearly all that is ever shown comes from."""

ROOM_FOR_ALL = -1.0
"""The tail of a shortlist that has room left: every score gets in."""

_ENTRY = 14
"""Bytes of an entry: row and story in 4 each, score in 4, terms in 2."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """n articles under a story; arrays (n,), best story first, and in it the best version.

    `score` is that of each version, `terms` the part of it that words in common make (float16, as
    precise as what depends on it). A story stands as high as its best version. `left_out` is the
    best score that a story may have which has been left out before.
    """

    row: Rows
    story: NDArray[np.int64]
    score: Scores
    terms: NDArray[np.float16]
    left_out: float = ROOM_FOR_ALL

    @classmethod
    def of(
        cls, row: Rows, story: NDArray[np.int64], score: Scores, terms: Scores, most: int = STORIES
    ) -> Self:
        """Return articles (n,) in any order as a shortlist of the best `most` stories."""
        _, group = np.unique(story, return_inverse=True)
        best = np.full(int(group.max(initial=-1)) + 1, -np.inf, np.float32)
        np.maximum.at(best, group, score)
        order = np.lexsort((row, -score, story, -best[group]))
        order = order[_place(story[order]) < most]
        return cls(row[order], story[order], score[order], terms[order].astype(np.float16))

    @property
    def tail(self) -> float:
        """The score from which on a story gets in."""
        if np.count_nonzero(np.diff(self.story)) + 1 < STORIES:
            return self.left_out
        return max(float(self.score[self.story == self.story[-1]].max()), self.left_out)

    @property
    def beyond(self) -> float:
        """What no story that is not on it would reach, as far as is known."""
        return -np.inf if self.tail == ROOM_FOR_ALL else self.tail

    def head(self) -> tuple[Self, float]:
        """Return its beginning, the page's own story included, and the best score of the rest."""
        row, story, score, terms = self.row, self.story, self.score, self.terms
        ends = (story[1:] != story[:-1]).nonzero()[0]
        if len(ends) <= BEGINNING:
            return self, self.beyond
        cut = int(ends[BEGINNING]) + 1
        head = type(self)(row[:cut], story[:cut], score[:cut], terms[:cut])
        return head, float(score[cut])

    def beginning(self) -> list[int]:
        """Return the stories that nearly all that is shown comes from, best first."""
        return list(dict.fromkeys(self.story.tolist()))[:BEGINNING]

    def but(self, story: int) -> Self:
        """Return it without a story."""
        return self._take(self.story != story)

    def without(self, rows: Rows) -> Self:
        """Return it without some articles, whatever they tell."""
        return self._take(~np.isin(self.row, rows))

    def joined(self, other: "Shortlist") -> Self:
        """Return the best of two shortlists that have no story in common."""
        row = np.concatenate([self.row, other.row])
        story = np.concatenate([self.story, other.story])
        score = np.concatenate([self.score, other.score])
        terms = np.concatenate([self.terms, other.terms])
        return replace(self.of(row, story, score, terms), left_out=max(self.tail, other.tail))

    def to_bytes(self) -> bytes:
        """Return it as `from_bytes` reads it."""
        parts = (
            self.row.astype("<u4"), self.story.astype("<u4"),
            self.score.astype("<f4"), self.terms.astype("<f2"),
        )  # fmt: skip
        return b"".join(part.tobytes() for part in parts)

    @classmethod
    def from_bytes(cls, content: bytes, left_out: float = ROOM_FOR_ALL) -> Self:
        """Read what `to_bytes` wrote; `left_out` was its tail."""
        n = len(content) // _ENTRY
        return cls(
            np.frombuffer(content, "<u4", n).astype(np.int64),
            np.frombuffer(content, "<u4", n, 4 * n).astype(np.int64),
            np.frombuffer(content, "<f4", n, 8 * n),
            np.frombuffer(content, "<f2", n, 12 * n),
            left_out,
        )

    def _take(self, kept: Mask) -> Self:
        row, story, score, terms = self.row, self.story, self.score, self.terms
        # others that would come next are not known
        return type(self)(row[kept], story[kept], score[kept], terms[kept], self.tail)


def _place(story: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the place of each story, from 0, where all versions of a story stand together."""
    begins = np.diff(story, prepend=-1) != 0
    places: NDArray[np.int64] = np.cumsum(begins) - 1
    return places


EMPTY = Shortlist.from_bytes(b"")
"""The shortlist of a story that nothing tells any more."""
