"""Swiss press releases: does an encoder find the releases that authors linked in their text?

A link says that one release refers to another; both exist in up to four languages. For every pair
of languages, the seed is the linking release in the first, the candidates are all releases in the
second but the seed's own versions, and the linked ones are relevant.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from eval.data import Release
from index.encoder import Encoder
from index.text import text_to_embed

LANGUAGES = ("de", "fr", "it", "en")
DEPTH = 10

_SEEDS_AT_ONCE = 256

Array = NDArray[np.float32]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PressReleaseScores:
    """Shares in [0, 1].

    `recall` by (seed language, candidate language): mean over seeds of the share of linked releases
    among the ten nearest. `pooled_recall`: the same over all languages at once, each story standing
    where its best version stands. `own_language_share`: share of the ten nearest articles over all
    languages that are in the seed's, to compare with `corpus_share`, what chance would give.
    """

    recall: dict[tuple[str, str], float]
    pooled_recall: float
    own_language_share: float
    corpus_share: float


@dataclass(frozen=True, slots=True)
class _Collection:
    """Releases as columns: vectors (n, d), languages and stories (n,), and links by story."""

    vectors: Array
    languages: NDArray[np.str_]
    stories: NDArray[np.str_]
    links: dict[str, set[str]]

    def seeds(self, language: str) -> Places:
        """Places (s,) of the linking releases in a language."""
        return np.flatnonzero((self.languages == language) & np.isin(self.stories, [*self.links]))

    def nearest(self, seeds: Places, among: Places, depth: int) -> Iterator[tuple[int, Places]]:
        """Yield each seed with the `depth` nearest of `among`, best first, not of its story."""
        candidates, stories = self.vectors[among], self.stories[among]
        for start in range(0, len(seeds), _SEEDS_AT_ONCE):
            some = seeds[start : start + _SEEDS_AT_ONCE]
            scores = self.vectors[some] @ candidates.T
            scores[self.stories[some][:, None] == stories] = -np.inf
            for seed, row in zip(some.tolist(), scores, strict=True):
                top = np.argpartition(-row, depth)[:depth]
                yield seed, among[top[np.argsort(-row[top], kind="stable")]]


def score_press_releases(
    encoder: Encoder, releases: list[Release], links: dict[str, set[str]]
) -> PressReleaseScores:
    """Encode all releases once and measure every language pair, and all languages pooled."""
    texts = [text_to_embed(each.title, each.summary, each.text) for each in releases]
    vectors = encoder.encode(texts, [each.language for each in releases])
    collection = _Collection(
        vectors,
        np.array([each.language for each in releases]),
        np.array([each.story for each in releases]),
        links,
    )
    pairs = product(LANGUAGES, LANGUAGES)
    recall = {(a, b): _recall(collection, a, b) for a, b in pairs}
    return PressReleaseScores(recall, *_pooled(collection))


def _recall(collection: _Collection, seed_language: str, language: str) -> float:
    among = np.flatnonzero(collection.languages == language)
    there = set(collection.stories[among].tolist())
    values = []
    for seed, nearest in collection.nearest(collection.seeds(seed_language), among, DEPTH):
        relevant = collection.links[collection.stories[seed]] & there
        if relevant:
            values.append(len(relevant & set(collection.stories[nearest])) / len(relevant))
    return float(np.mean(values))


def _pooled(collection: _Collection) -> tuple[float, float, float]:
    """Recall by story, own-language share of the nearest articles, and the corpus share."""
    everything = np.arange(len(collection.stories))
    known = set(collection.stories.tolist())
    recalls, own, expected = [], [], []
    for language in LANGUAGES:
        share = float(np.mean(collection.languages == language))
        seeds = collection.seeds(language)
        # each story has at most one version a language, so these hold ten stories at least
        for seed, nearest in collection.nearest(seeds, everything, DEPTH * len(LANGUAGES)):
            stories = list(dict.fromkeys(collection.stories[nearest].tolist()))[:DEPTH]
            relevant = collection.links[collection.stories[seed]] & known
            if relevant:
                recalls.append(len(relevant & set(stories)) / len(relevant))
            own.append(np.mean(collection.languages[nearest[:DEPTH]] == language))
            expected.append(share)
    return float(np.mean(recalls)), float(np.mean(own)), float(np.mean(expected))
