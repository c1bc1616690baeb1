"""What lies around a story: its candidates, and how near each pair of versions is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arrays import Rows, Scores, Vectors
from index.calibration import Calibration
from index.comparison import Pairs, Versions, compare_each, compare_roughly
from index.facts import Facts
from index.following import FollowingIndex
from index.language import primary
from index.shortlists.shortlist import STORIES, Shortlist
from index.store import Store

CANDIDATES = 200
"""Neighbours that are compared with a page, in its own languages and in all others."""

_COMPARED = STORIES * 8 // 5
"""Stories around one that are compared in every part."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A story in its s versions, `own`, and n articles around it, itself among them."""

    story: int
    own: Facts
    articles: Facts
    pairs: Pairs

    def shortlist(self) -> Shortlist:
        """Return the stories nearest to this one."""
        return Shortlist.of(self.articles.row, self.articles.story, *self.pairs.articles())

    def stories(self) -> set[int]:
        """Return the other stories."""
        return {*self.articles.story.tolist()} - {self.story}

    def under(self, story: int) -> Shortlist:
        """Return this story as it stands on the shortlist of another one."""
        told = self.articles.story == story
        here = self.own.row[: len(self.own) * bool(told.any())]
        score, terms = self.pairs.versions_under(told) if len(here) else _NOTHING
        return Shortlist.of(here, np.full(len(here), self.story), score, terms)


_NOTHING: tuple[Scores, Scores] = (np.zeros(0, np.float32), np.zeros(0, np.float32))


def nearest(
    index: FollowingIndex, vector: Vectors, spoken: Sequence[str], k: int
) -> tuple[Scores, Rows]:
    """Return scores and rows of the k nearest articles in each of two directions, best first.

    Those are the languages that a story is told in, `spoken`, and all others: cosines are higher
    within a language, so that the nearest of all would hardly be in another.
    """
    told = {primary(language) for language in spoken}
    others = [each for each in index.languages() if primary(each) not in told]
    if not others:
        return index.search(vector, k)
    both = [index.search(vector, k, only) for only in (tuple(told), others)]
    scores, rows = (np.concatenate(parts) for parts in zip(*both, strict=True))
    order = np.argsort(-scores, kind="stable")
    return scores[order], rows[order]


def look_around(
    store: Store,
    index: FollowingIndex,
    facts_of: Callable[[Rows], Facts],
    calibration: Calibration,
    story: int,
) -> Neighbourhood | None:
    """Compare a story with its nearest articles, in all versions; None if nothing tells it."""
    seed = store.seed_of(story)
    if seed is None:
        return None
    _, found = nearest(index, seed.vector, seed.languages, CANDIDATES)
    articles = facts_of(np.union1d(store.stories.versions(found), seed.versions))
    own = np.flatnonzero(np.isin(articles.row, seed.versions))
    if not len(own):
        return None
    around = Versions(
        articles.spoken(), index.vectors(articles.row), index.signatures(articles.row)
    )
    likely = _likely(around, own, articles, calibration)
    pairs = compare_each(around.take(own), around.take(likely), calibration)
    return Neighbourhood(story, articles.take(own), articles.take(likely), pairs)


def _likely(
    around: Versions, own: NDArray[np.intp], articles: Facts, calibration: Calibration
) -> NDArray[np.intp]:
    """Return the places of articles that may come on the shortlist; pieces take long to compare."""
    if len(np.unique(articles.story)) <= _COMPARED:
        return np.arange(len(articles))
    score, terms = compare_roughly(around.take(own), around, calibration).articles()
    kept = Shortlist.of(articles.row, articles.story, score, terms, _COMPARED)
    return np.flatnonzero(np.isin(articles.row, kept.row))
