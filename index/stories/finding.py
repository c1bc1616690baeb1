"""Which articles tell the same: vectors name the possible pairs, texts decide."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from index.arrays import Vectors
from index.stories.duplicate import are_duplicates
from index.stories.gather import Link, Origin
from index.stories.nearest import Field, Pair, possible_copies, possible_translations
from index.stories.scale import Scale
from index.stories.text import Text
from index.stories.translation import LOOSE_ODDS, ODDS, log_odds, odds_at_best, signs_of

Texts: TypeAlias = Callable[[Sequence[int]], Mapping[int, Text]]
"""Reads the texts of rows; one that is gone meanwhile is left out."""

ENOUGH = 200
"""Letters that a text must have to be told from others: a headline alone is often used again."""

ENOUGH_IN_TWO_LANGUAGES = 500
"""Letters that both of two translations must have: short accounts of one event look the same."""


def links_in(field: Field, usual: Scale, texts: Texts) -> list[Link]:
    """Return the pairs of a field that tell the same, each with a fresh article.

    `usual` are the cosines of articles at random, for a field of few.
    """
    scale = field.scale(usual)
    copies = list(possible_copies(field, scale))
    translations = [
        Pair(one, other, scale.similarity(cosine), scale.margin(margin))
        for one, other, cosine, margin in possible_translations(field, scale)
    ]
    possible = [each for each in translations if odds_at_best(each.nearness, each.margin) >= ODDS]
    rows = {row for pair in (*copies, *possible) for row in (pair.one, pair.other)}
    found = texts(sorted(rows))
    read = {row: found[row] for row in rows if row in found and found[row].length >= ENOUGH}
    links = []
    for one, other, cosine, _ in copies:
        if {one, other} <= read.keys() and are_duplicates(read[one], read[other]):
            links.append(Link(one, other, Origin.DUPLICATE, cosine))
    told = {row for row, text in read.items() if text.length >= ENOUGH_IN_TWO_LANGUAGES}
    for one, other, similarity, margin in possible:
        if {one, other} <= told:
            odds = log_odds(signs_of(read[one], read[other], similarity, margin))
            if odds >= ODDS:
                links.append(Link(one, other, Origin.TRANSLATION, odds))
    return links


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether two rows can be in one story: versions of it, if not as surely as a link asks.

    A story has nothing but copies of one text in a language. `languages` are primary subtags.
    """

    languages: Mapping[int, str]
    vectors: Mapping[int, Vectors]
    texts: Mapping[int, Text]
    usual: Scale

    def __call__(self, one: int, other: int) -> bool:
        """Say whether they fit; one that is gone meanwhile fits nothing."""
        if not {one, other} <= self.texts.keys() & self.vectors.keys():
            return False
        if self.languages[one] == self.languages[other]:
            return are_duplicates(self.texts[one], self.texts[other])
        similarity = self.usual.similarity(float(self.vectors[one] @ self.vectors[other]))
        signs = signs_of(self.texts[one], self.texts[other], similarity, 0.0)
        return log_odds(signs) >= LOOSE_ODDS
