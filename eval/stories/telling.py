"""Articles put into a store without their translation keys: which stories come out?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from index.arrays import Vectors
from index.article import Article
from index.store import Entry, Store
from index.stories.finder import StoryFinder
from index.stories.scale import Scale

_AT_ONCE = 256
_MODEL = "measured"
_USUAL = Scale(0.0, 0.08)


@dataclass(frozen=True, slots=True)
class PairCounts:
    """Pairs of articles: `right` are in one story and ought to be, of all `found` and `due`."""

    right: int
    found: int
    due: int

    @property
    def precision(self) -> float:
        """The share of pairs found that are right; 1 if none is found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of pairs due that are found; 1 if none is due."""
        return self.right / self.due if self.due else 1.0


def told(articles: Sequence[Article], vectors: Vectors) -> dict[str, int]:
    """Return the story of each article, by id, if they come in this order in batches of 256.

    `vectors` (n, dimension) are theirs. What keys declare is hidden.
    """
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "stories.sqlite")
        finder = StoryFinder(store, _MODEL)
        for start in range(0, len(articles), _AT_ONCE):
            some = articles[start : start + _AT_ONCE]
            entries = [
                Entry(replace(article, translation_key=None), vector)
                for article, vector in zip(some, vectors[start : start + _AT_ONCE], strict=True)
            ]
            store.write(entries, _MODEL)
            ids = [article.id for article in some]
            finder.find(store.stories.unsought_among(ids), _USUAL)
        rows = [listed.row for listed in store.listed()]
        stories = {each.id: each.story for each in store.outlines(rows)}
        store.close()
    return {id_: story for id_, story in stories.items() if story is not None}


def across_languages(
    stories: Mapping[str, int], articles: Sequence[Article], truth: Mapping[str, str]
) -> PairCounts:
    """Count pairs in two languages; `truth` has the true story of each article, by id."""
    language = {article.id: article.language for article in articles}
    found = _pairs(stories, language)
    due = _pairs({article.id: truth[article.id] for article in articles}, language)
    return PairCounts(len(found & due), len(found), len(due))


def _pairs(stories: Mapping[str, object], language: Mapping[str, str]) -> set[tuple[str, ...]]:
    versions = defaultdict(list)
    for id_, story in stories.items():
        versions[story].append(id_)
    return {
        (one, other)
        for ids in versions.values()
        for one, other in combinations(sorted(ids), 2)
        if language[one] != language[other]
    }
