"""What could stand under a page: its nearest articles, all their versions, and how near each is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.arrays import Rows, Scores
from index.catalog import Catalog
from index.store import Outline, Seed, Standing
from recommender.candidates import rows_of_pinned
from recommender.request import Request

_SHARE_OF_A_LANGUAGE = 4
_FARTHEST = 10
"""So many of the farthest neighbours tell whether others beyond them might be near enough."""

Source: TypeAlias = Callable[[Seed, int, Sequence[str]], tuple[Scores, Rows]]
"""Where candidates come from: (seed, k, only) gives scores (n,) and rows (n,), best first, n <= k.

`only` are the languages to look among; () is all of them.
"""


class Scored(NamedTuple):
    """How near articles are to a page, (n,) in [-1, 1], and what they are to it, by number (n,)."""

    score: Scores
    relation: NDArray[np.int64]


Scoring: TypeAlias = Callable[[Seed, Sequence[Outline], Mapping[int, float]], Scored]
"""How near articles are to a page: (seed, outlines (n,), found) gives n scores and relations.

`found` are the scores that the source gave, by row.
"""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Articles that were considered, with their `scores` (n,), and what editors decided of them.

    `relation` (n,) says by number what they are to the page that they are nearest to. `farthest`
    are the rows beyond which there may be more; none if all there are were found.
    """

    outlines: list[Outline]
    scores: Scores
    relation: NDArray[np.int64]
    standing: list[Standing]
    farthest: Rows

    def could_go_deeper(self, floor: float) -> bool:
        """Say whether articles beyond those found might reach a score."""
        rows = np.array([outline.row for outline in self.outlines], dtype=np.int64)
        return bool(np.any(self.scores[np.isin(rows, self.farthest)] >= floor))


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Finds candidates in a catalogue by a `source`, and tells how near they are by a `scoring`."""

    catalog: Catalog
    source: Source
    scoring: Scoring

    def gather(self, seeds: Sequence[Seed], request: Request, depth: int) -> Gathered:
        """Return candidates for pages: the nearest `depth` of each, pins, and all their versions.

        An article is as near as to the nearest of the pages.
        """
        store = self.catalog.store
        standing = [each for seed in seeds for each in store.decisions.standing(seed.id)]
        nearest = [self.source(seed, depth, request.reader.only) for seed in seeds]
        found = [
            _by_row([near, *self._kept_places(seed, request, len(near[1]))])
            for seed, near in zip(seeds, nearest, strict=True)
        ]
        rows = {row: None for each in found for row in each}
        outlines = store.outlines([*rows, *rows_of_pinned(standing)])
        pages = zip(seeds, found, strict=True)
        scored = [self.scoring(seed, outlines, near) for seed, near in pages]
        scores, relation = of_nearest(scored)
        farthest = [rows[-_FARTHEST:] for _, rows in nearest if len(rows) >= depth]
        return Gathered(outlines, scores, relation, standing, np.array(farthest, dtype=np.int64))

    def _kept_places(
        self, seed: Seed, request: Request, found: int
    ) -> Iterable[tuple[Scores, Rows]]:
        """Yield the nearest in languages that a policy keeps places for.

        Such a language may have no story among the nearest of all.
        """
        for language in request.searched:
            yield self.source(seed, request.k + found // _SHARE_OF_A_LANGUAGE, (language,))


def of_nearest(scored: Sequence[Scored]) -> Scored:
    """Return of each article what it is to the page that it is nearest to."""
    scores = np.array([each.score for each in scored])
    nearest = scores.argmax(axis=0), np.arange(scores.shape[1])
    return Scored(scores[nearest], np.array([each.relation for each in scored])[nearest])


def _by_row(parts: Iterable[tuple[Scores, Rows]]) -> dict[int, float]:
    found: dict[int, float] = {}
    for scores, rows in parts:
        found |= zip(rows.tolist(), scores.tolist(), strict=True)
    return found
