"""What could stand under a page: its nearest articles, all their versions, and how near each is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from index.arrays import Rows, Scores
from index.catalog import Catalog
from index.facts import Facts
from index.store import Page, Seed, Standing
from recommender.candidates import rows_of_pinned
from recommender.request import Request

_SHARE_OF_A_LANGUAGE = 4
_FARTHEST = 10
"""So many of the farthest neighbours tell whether others beyond them might be near enough."""

NOTHING = -np.inf
"""What is beyond all that there is."""

Source: TypeAlias = Callable[[Seed, int, Sequence[str]], tuple[Scores, Rows]]
"""Where candidates come from: (seed, k, only) gives scores (n,) and rows (n,), best first, n <= k.

`only` are the languages to look among; () is all of them.
"""


class Scored(NamedTuple):
    """How near articles are to a page, (n,) in [-1, 1], and what they are to it, by number (n,)."""

    score: Scores
    relation: NDArray[np.int64]


Scoring: TypeAlias = Callable[[Seed, Facts, Mapping[int, float]], Scored]
"""How near articles are to a page: (seed, articles (n,), found) gives n scores and relations.

`found` are the scores that the source gave, by row.
"""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Articles that were considered, with their `score` (n,), and what editors decided of them.

    `relation` (n,) says by number what they are to the page that they are nearest to. No article
    that was not found would reach more than `beyond`, as far as can be told.
    """

    articles: Facts
    score: Scores
    relation: NDArray[np.int64]
    standing: Sequence[Standing]
    beyond: float

    def reaches(self, floor: float) -> bool:
        """Say whether an article that was not found might reach a score, however low."""
        return self.beyond != NOTHING and self.beyond >= floor

    def joined(self, articles: Facts, scored: Scored) -> "Gathered":
        """Return it with some articles more."""
        return Gathered(
            self.articles.joined(articles),
            np.concatenate([self.score, scored.score]),
            np.concatenate([self.relation, scored.relation]),
            self.standing,
            self.beyond,
        )


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Finds candidates in a catalogue by a `source`, and tells how near they are by a `scoring`."""

    catalog: Catalog
    source: Source
    scoring: Scoring

    def gather(
        self,
        pages: Sequence[Page | Seed],
        standing: Sequence[Standing],
        request: Request,
        depth: int,
    ) -> Gathered:
        """Return candidates for pages: the nearest `depth` of each, pins, and all their versions.

        An article is as near as to the nearest of the pages.
        Raises UnknownArticle for a page that was withdrawn meanwhile.
        """
        seeds = [self.catalog.seed(page) for page in pages]
        nearest = [self.source(seed, depth, request.reader.only) for seed in seeds]
        found = [
            _by_row([near, *self._kept_places(seed, request, len(near[1]))])
            for seed, near in zip(seeds, nearest, strict=True)
        ]
        rows = {row: None for each in found for row in each}
        articles = self.catalog.versions(_rows([*rows, *rows_of_pinned(standing)]))
        score, relation = of_nearest(
            [self.scoring(seed, articles, near) for seed, near in zip(seeds, found, strict=True)]
        )
        farthest = [rows[-_FARTHEST:] for _, rows in nearest if len(rows) >= depth]
        last = np.isin(articles.row, _rows([row for rows in farthest for row in rows]))
        beyond = float(score[last].max(initial=NOTHING))
        return Gathered(articles, score, relation, standing, beyond)

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


def _rows(rows: Sequence[int]) -> Rows:
    return np.array(rows, dtype=np.int64)


def _by_row(parts: Iterable[tuple[Scores, Rows]]) -> dict[int, float]:
    found: dict[int, float] = {}
    for scores, rows in parts:
        found |= zip(rows.tolist(), scores.tolist(), strict=True)
    return found
