"""Levels: how near two unrelated articles are, by their languages, and how near one in a thousand.

Raw scores are not comparable between languages: two texts in one language share words and turns of
phrase whatever they are about. So a score is said in steps of what is usual between its two
languages, learnt from articles taken at random, without any judgement of what is related.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.arrays import Scores

SPREAD = 0.08
"""The standard deviation of dense scores of random pairs that every model is brought to."""

_FIRST = 10
"""Articles of a language that are worth learning a level from."""


class Pool(NamedTuple):
    """The mean of raw scores of unrelated pairs, and what one in a thousand of them reaches."""

    usual: float
    rare: float


SHIPPED_OWN, SHIPPED_ACROSS = Pool(0.07, 0.65), Pool(0.26, 0.68)
"""Within one language and across two, for a catalogue too small to tell."""


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels of a catalogue.

    `mean` and `spread` are those of the cosines of random pairs, which differ between models.
    `pairs` holds the levels of two languages, in either order; `own` and `across` serve for those
    that were not seen. `articles` says how many there were of each language when this was learnt.
    """

    mean: float = 0.0
    spread: float = SPREAD
    own: Pool = SHIPPED_OWN
    across: Pool = SHIPPED_ACROSS
    pairs: Mapping[frozenset[str], Pool] = field(default_factory=dict)
    articles: Mapping[str, int] = field(default_factory=dict)

    def dense(self, cosines: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return cosines, of any shape, in the units that all models share."""
        shared: NDArray[np.float32] = (cosines - self.mean) * (SPREAD / self.spread)
        return shared.astype(np.float32, copy=False)

    def between(self, page: Sequence[str], candidates: Sequence[str]) -> tuple[Scores, Scores]:
        """Return what is usual and what is rare, (n,) each, by the language of each candidate.

        `page` are the languages of the page's versions, at least one; the mean over them is taken.
        """
        usual, rare = self.between_each(page, candidates)
        return usual.mean(axis=0), rare.mean(axis=0)

    def between_each(
        self, page: Sequence[str], candidates: Sequence[str]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return what is usual and what is rare for each of s versions and n articles, (s, n)."""
        place_of = {language: place for place, language in enumerate(dict.fromkeys(candidates))}
        table = [[self.level(each, other) for other in place_of] for each in page]
        levels = np.array(table, np.float32).reshape(len(page), len(place_of), 2)
        places = [place_of[language] for language in candidates]
        return levels[:, places, 0], levels[:, places, 1]

    def is_outgrown(self, articles: Mapping[str, int]) -> bool:
        """Say whether a language has doubled since, or has come to be worth learning."""
        return any(
            count >= max(2 * self.articles.get(language, 0), _FIRST)
            for language, count in articles.items()
        )

    def level(self, one: str, other: str) -> Pool:
        """Return the level of two languages."""
        otherwise = self.own if one == other else self.across
        return self.pairs.get(frozenset((one, other)), otherwise)
