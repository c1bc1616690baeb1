"""Which articles of a few days may tell one story, by their vectors alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask, Rows, Vectors
from index.language import UNKNOWN
from index.stories.scale import Scale

_COPY = 0.7
"""Share of the way from usual to equal vectors from which on two texts may be one."""


@dataclass(frozen=True, slots=True)
class Field:
    """n articles published within a few days: rows (n,), vectors (n, dimension).

    `languages` (n,) are primary subtags; `fresh` (n,) says whose siblings are looked for.
    """

    rows: Rows
    vectors: Vectors
    languages: NDArray[np.str_]
    fresh: Mask

    def scale(self, usual: Scale) -> Scale:
        """Return what is usual between articles of this field, as far as it has enough of them."""
        fresh = np.flatnonzero(self.fresh)
        cosines = self.vectors[fresh] @ self.vectors.T
        cosines[np.arange(len(fresh)), fresh] = np.nan
        return usual.adapted(cosines)


class Pair(NamedTuple):
    """Two rows, how near they are, and how much less near the next in the other's language is.

    Nearness is a cosine, unless it is said to be in the units of a `Scale`.
    """

    one: int
    other: int
    nearness: float
    margin: float


def possible_copies(field: Field, scale: Scale) -> Iterator[Pair]:
    """Yield pairs in one language, with a fresh article, whose vectors are nearly the same."""
    least = scale.mean + _COPY * (1 - scale.mean)
    for language in np.unique(field.languages[field.fresh]).tolist():
        there = np.flatnonzero(field.languages == language)
        fresh = there[field.fresh[there]]
        near = field.vectors[fresh] @ field.vectors[there].T
        for place, other in np.argwhere(near >= least).tolist():
            one, other_one = int(fresh[place]), int(there[other])
            if _counts(field, one, other_one):
                rows = int(field.rows[one]), int(field.rows[other_one])
                yield Pair(*rows, float(near[place, other]), 0.0)


def possible_translations(field: Field, scale: Scale) -> Iterator[Pair]:
    """Yield pairs in two languages, with a fresh article, each the other's nearest.

    Nothing is the translation of a text in an unknown language.
    """
    names = [name for name in np.unique(field.languages).tolist() if name != UNKNOWN]
    places = {name: np.flatnonzero(field.languages == name) for name in names}
    for language, own in places.items():
        fresh = own[field.fresh[own]]
        for other_language, others in places.items():
            if len(fresh) and other_language != language:
                yield from _mutual(field, scale, fresh, own, others)


def _mutual(
    field: Field,
    scale: Scale,
    fresh: NDArray[np.intp],
    own: NDArray[np.intp],
    others: NDArray[np.intp],
) -> Iterator[Pair]:
    there, cosines, seconds = _nearest(field, fresh, others)
    back, _, others_seconds = _nearest(field, there, own)
    for place in np.flatnonzero(back == fresh).tolist():
        one, other = int(fresh[place]), int(there[place])
        if _counts(field, one, other):
            next_best = max(float(seconds[place]), float(others_seconds[place]), scale.mean)
            rows = int(field.rows[one]), int(field.rows[other])
            yield Pair(*rows, float(cosines[place]), float(cosines[place]) - next_best)


def _nearest(
    field: Field, pages: NDArray[np.intp], among: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.float32], NDArray[np.float32]]:
    """Return places and cosines of what is nearest to each page, and the second-best cosines."""
    cosines = field.vectors[pages] @ field.vectors[among].T
    best = cosines.argmax(axis=1)
    every = np.arange(len(pages))
    top = cosines[every, best]
    cosines[every, best] = -1
    return among[best], top, cosines.max(axis=1)


def _counts(field: Field, one: int, other: int) -> bool:
    """Say whether a pair is to be yielded: one of two fresh articles is found from both sides."""
    return other > one or not field.fresh[other]
